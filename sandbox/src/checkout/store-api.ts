import { SandboxError } from '../sandbox-error.ts';
import { pageText } from '../store/page-text.ts';
import type { BrowserSession, PageAnswer } from './browser-session.ts';

export interface StoreAnswer<Body> extends PageAnswer {
  json: Body;
}

/** The cart as far as a checkout needs it. Prices are whole minor units as text. */
export interface Cart {
  totals: { total_price: string; currency_minor_unit: number };
  needs_shipping: boolean;
  shipping_rates: { package_id: number | string; shipping_rates: { rate_id: string; selected: boolean }[] }[];
}

/**
 * The shop's Store API as the cart and checkout blocks use it: cookies, and the nonce of the last answer in each call.
 */
export class StoreApi {
  readonly #session: BrowserSession;
  readonly #pretty: boolean;
  readonly #headers: Record<string, string> = {};

  constructor(session: BrowserSession, permalinks: 'pretty' | 'plain') {
    this.#session = session;
    this.#pretty = permalinks === 'pretty';
  }

  /** For a visitor who is signed in: WordPress takes the login cookie on REST calls only beside this nonce. */
  async useLogin(): Promise<void> {
    const { body, status } = await this.#session.request('/wp-admin/admin-ajax.php?action=rest-nonce');
    if (status !== 200)
      throw new SandboxError(`The shop gave no REST nonce (${status}): ${body.slice(0, 300)}`);
    this.#headers['x-wp-nonce'] = body.trim();
  }

  async call<Body>(
    method: 'GET' | 'POST' | 'DELETE',
    route: string,
    data?: unknown,
  ): Promise<StoreAnswer<Body>> {
    const path = this.#pretty
      ? `/wp-json/wc/store/v1/${route}`
      : `/?rest_route=/wc/store/v1/${route.replace('?', '&')}`;
    const answer = await this.#session.request(path, {
      method: method === 'DELETE' ? 'POST' : method,
      headers: {
        // As the blocks' own client does: many hosts refuse other methods than GET and POST.
        ...(method === 'DELETE' ? { 'x-http-method-override': 'DELETE' } : {}),
        ...this.#headers,
        ...(data === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(data === undefined ? {} : { body: JSON.stringify(data) }),
    });
    const nonce = answer.headers.get('nonce');
    if (nonce) this.#headers['nonce'] = nonce;
    if (answer.status < 200 || answer.status > 299) {
      throw new SandboxError(`${method} ${path} was answered ${answer.status}: ${plainMessage(answer.body)}`);
    }
    return { ...answer, json: JSON.parse(answer.body) as Body };
  }
}

function plainMessage(body: string): string {
  try {
    const { code, message } = JSON.parse(body) as { code?: string; message?: string };
    return `${code ?? ''} ${pageText(message ?? '')}`.trim() || body.slice(0, 500);
  } catch {
    return pageText(body).slice(0, 500);
  }
}
