import { SandboxError } from '../sandbox-error.ts';

export interface PageAnswer {
  status: number;
  headers: Headers;
  body: string;
  /** When the answer began to arrive, in milliseconds since 1970. */
  answeredAt: number;
}

/** Longer than any shopper waits: a busy machine is no failure of the shop. */
const ANSWER_WITHIN_MS = 180_000;

/**
 * One visitor: keeps cookies as a browser does (one host, so names are enough) and doesn't follow redirects by itself.
 */
export class BrowserSession {
  readonly url: string;
  readonly #cookies = new Map<string, string>();
  readonly #headers: Readonly<Record<string, string>>;

  /** @param headers sent with every request */
  constructor(url: string, headers: Readonly<Record<string, string>> = {}) {
    this.url = url;
    this.#headers = headers;
  }

  async request(
    path: string,
    init: {
      method?: 'GET' | 'POST';
      headers?: Record<string, string>;
      body?: string | URLSearchParams;
    } = {},
  ): Promise<PageAnswer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, `${this.url}/`), {
      method: init.method ?? 'GET',
      redirect: 'manual',
      headers: {
        'user-agent': 'Mozilla/5.0 (Counterfoil sandbox)',
        ...(cookie ? { cookie } : {}),
        ...this.#headers,
        ...init.headers,
      },
      ...(init.body === undefined ? {} : { body: init.body }),
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const answeredAt = Date.now();
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return { status: response.status, headers: response.headers, body: await response.text(), answeredAt };
  }

  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const name = pair.slice(0, pair.indexOf('=')).trim();
    const value = pair.slice(pair.indexOf('=') + 1).trim();
    const expires = attributes
      .map((one) => /^\s*expires=(.*)$/i.exec(one)?.[1])
      .find((date) => date !== undefined);
    if (expires !== undefined && Date.parse(expires) < Date.now()) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

/** Signs a visitor in through WordPress's own form. */
export async function logIn(session: BrowserSession, user: string, password: string): Promise<void> {
  await session.request('/wp-login.php'); // Sets the cookie by which WordPress tests whether cookies work.
  const answer = await session.request('/wp-login.php', {
    method: 'POST',
    body: new URLSearchParams({ log: user, pwd: password, testcookie: '1', 'wp-submit': 'Log In' }),
  });
  if (answer.status !== 302) {
    const said = /<div id="login_error"[^>]*>([\s\S]*?)<\/div>/.exec(answer.body)?.[1];
    throw new SandboxError(
      `The shop didn't let ${user} in (${answer.status}): ${said?.replace(/<[^>]+>/g, ' ').trim() ?? answer.body.slice(0, 300)}`,
    );
  }
}
