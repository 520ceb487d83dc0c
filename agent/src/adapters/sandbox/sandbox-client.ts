import type { z } from 'zod';
import type { BeforeWrite } from '../erp-adapter.ts';
import type { ErpConnection } from '../erp-connection.ts';
import { exchangeHttp, type HttpAnswer, noClearAnswer, readJson } from '../exchange-http.ts';
import type { SandboxSettings } from './sandbox-config.ts';
import { explainRefusal, SANDBOX } from './sandbox-errors.ts';

const PAGE_SIZE = 200;

export interface SandboxRequest<Answer> {
  /** With `:id` in place of values, for errors: `GET /api/orders/:id`. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly answer: z.ZodType<Answer>;
  /** Texts of the body that are about a person. */
  readonly personal?: readonly string[];
  readonly beforeWrite?: BeforeWrite | undefined;
}

export interface SandboxClient {
  call<Answer>(request: SandboxRequest<Answer>): Promise<Answer>;
  /** Like `call`; a 404 is null. */
  callOrNull<Answer>(request: SandboxRequest<Answer>): Promise<Answer | null>;
  /** All pages of a filtered list. */
  list<Item>(request: SandboxRequest<{ items: Item[]; next: string | null }>): Promise<Item[]>;
}

/** Speaks the API of docs/sandbox-erp.md. Repeats nothing; throws only ErpError. */
export function createSandboxClient(
  settings: SandboxSettings,
  password: string,
  connection: ErpConnection,
): SandboxClient {
  const base = settings.url.replace(/\/+$/, '');

  async function send(request: SandboxRequest<unknown>): Promise<HttpAnswer> {
    const url = new URL(base + request.path);
    for (const [name, value] of Object.entries(request.query ?? {})) url.searchParams.set(name, value);
    return await exchangeHttp(connection, {
      erp: SANDBOX,
      operation: request.operation,
      writes: request.method !== 'GET',
      beforeWrite: request.beforeWrite,
      method: request.method,
      url,
      headers: { authorization: `Bearer ${password}`, 'content-type': 'application/json' },
      body: request.body === undefined ? null : JSON.stringify(request.body),
      timeLimitMs: settings.callTimeoutSeconds * 1000,
    });
  }

  function understand<Answer>(request: SandboxRequest<Answer>, answer: HttpAnswer): Answer {
    const call = { erp: SANDBOX, operation: request.operation, writes: request.method !== 'GET' };
    if (answer.status < 200 || answer.status > 299)
      throw explainRefusal(answer, call, request.personal ?? []);
    const parsed = request.answer.safeParse(readJson(answer, call));
    if (parsed.success) return parsed.data;
    const field = parsed.error.issues[0]?.path.join('.') ?? '';
    throw noClearAnswer(call, { code: 'reason_not_understood', values: { field } });
  }

  const client: SandboxClient = {
    async call(request) {
      return understand(request, await send(request));
    },
    async callOrNull(request) {
      const answer = await send(request);
      return answer.status === 404 ? null : understand(request, answer);
    },
    async list(request) {
      const items = [];
      let after: string | null = null;
      do {
        const cursor: Record<string, string> = after === null ? {} : { after };
        const query = { limit: String(PAGE_SIZE), ...request.query, ...cursor };
        const page: { items: unknown[]; next: string | null } = await client.call({ ...request, query });
        items.push(...page.items);
        after = page.next;
      } while (after !== null);
      return items as never;
    },
  };
  return client;
}
