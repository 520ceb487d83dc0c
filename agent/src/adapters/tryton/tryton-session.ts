import { z } from 'zod';
import type { ErpCall, ErpConnection } from '../erp-connection.ts';
import { exchangeHttp, type HttpAnswer, noClearAnswer, readJson } from '../exchange-http.ts';
import type { TrytonSettings } from './tryton-config.ts';
import {
  explainError,
  explainStatus,
  LOGIN_LOCK_MS,
  loginRefused,
  TRYTON,
  throttled,
} from './tryton-errors.ts';

/**
 * After a refused login none is tried for so long: 5 refusals within 300 s lock the user out, right password or not.
 */
const PAUSE_AFTER_REFUSAL_MS = 75_000;

export interface TrytonSession {
  /**
   * One call in the session, without context. Logs in where there is no session; after a 401 once again, and repeats
   * that call once.
   */
  call(call: ErpCall, parameters: readonly unknown[], personal: readonly string[]): Promise<unknown>;
  /** The server's version, `6.0.29`; needs no login. */
  askVersion(): Promise<string>;
  /** Where Tryton's web client shows this database; null: the server has none and the settings name none. */
  findWebClient(): Promise<string | null>;
  /** Id of the user in Tryton; logs in where needed. */
  userId(): Promise<number>;
  /** Leaves the session; the next call logs in. */
  logOut(): Promise<void>;
}

interface Login {
  readonly userId: number;
  readonly authorization: string;
}

const loginAnswer = z.tuple([z.int(), z.string().min(1)]).rest(z.unknown());
const envelope = z.object({ result: z.unknown().optional(), error: z.unknown().optional() });

/**
 * The login session of one user. A session costs 10 ms a call, Basic authentication 200 ms. It lives 30 days and dies
 * early when the server restarts without its database, when the password changes, or (7.8) when our address changes:
 * the 401 of a dead session comes before anything is done, so that even a write may be sent again under the new one.
 */
export function createTrytonSession(
  settings: TrytonSettings,
  password: string,
  connection: ErpConnection,
): TrytonSession {
  const server = new URL(settings.url.endsWith('/') ? settings.url : `${settings.url}/`);
  const database = new URL(`${encodeURIComponent(settings.database)}/`, server);
  let login: Promise<Login> | null = null;
  let refusedAtMs: number | null = null;
  let lockedUntilMs = 0;

  async function post(
    call: ErpCall,
    url: URL,
    parameters: readonly unknown[],
    authorization?: string,
  ): Promise<HttpAnswer> {
    return await exchangeHttp(connection, {
      ...call,
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) },
      // Exactly these three keys: with any other one the answer has no envelope and errors are HTML pages.
      body: JSON.stringify({ id: 1, method: call.operation, params: parameters }),
      timeLimitMs: settings.callTimeoutSeconds * 1000,
    });
  }

  function understand(call: ErpCall, answer: HttpAnswer, personal: readonly string[]): unknown {
    if (answer.status !== 200) throw explainStatus(answer, call, settings.database);
    const parsed = envelope.safeParse(readJson(answer, call));
    if (!parsed.success) throw noClearAnswer(call, { code: 'reason_answer_strange', values: {} });
    if (parsed.data.error !== undefined) throw explainError(parsed.data.error, call, personal);
    return parsed.data.result;
  }

  async function logIn(): Promise<Login> {
    const call: ErpCall = { erp: TRYTON, operation: 'common.db.login', writes: false };
    const now = connection.monotonicMs();
    if (now < lockedUntilMs) throw throttled(call, lockedUntilMs - now);
    if (refusedAtMs !== null && now - refusedAtMs < PAUSE_AFTER_REFUSAL_MS) throw loginRefused(call);
    const answer = await post(call, database, [settings.user, { password }]);
    if (answer.status === 429) lockedUntilMs = connection.monotonicMs() + LOGIN_LOCK_MS;
    if (answer.status === 401) {
      refusedAtMs = connection.monotonicMs();
      throw loginRefused(call);
    }
    const parsed = loginAnswer.safeParse(understand(call, answer, [settings.user]));
    if (!parsed.success)
      throw noClearAnswer(call, { code: 'reason_not_understood', values: { field: 'login' } });
    const [userId, session] = parsed.data;
    const token = Buffer.from(`${settings.user}:${userId}:${session}`).toString('base64');
    return { userId, authorization: `Session ${token}` };
  }

  /** Calls at the same time share one login. */
  function enter(): Promise<Login> {
    if (login) return login;
    const entering = logIn();
    login = entering;
    entering.catch(() => leave(entering));
    return entering;
  }

  function leave(left: Promise<Login>): void {
    if (login === left) login = null;
  }

  return {
    async call(call, parameters, personal) {
      const first = enter();
      let answer = await post(call, database, parameters, (await first).authorization);
      if (answer.status === 401) {
        leave(first);
        answer = await post(call, database, parameters, (await enter()).authorization);
      }
      if (answer.status === 401) throw loginRefused(call);
      return understand(call, answer, personal);
    },

    async askVersion() {
      const call: ErpCall = { erp: TRYTON, operation: 'common.server.version', writes: false };
      const version = understand(call, await post(call, server, []), []);
      if (typeof version === 'string') return version;
      throw noClearAnswer(call, { code: 'reason_answer_strange', values: {} });
    },

    async findWebClient() {
      const shown = `#${encodeURIComponent(settings.database)}`;
      if (settings.webClientUrl) return new URL(shown, settings.webClientUrl).href;
      const answer = await exchangeHttp(connection, {
        erp: TRYTON,
        operation: 'GET /',
        writes: false,
        method: 'GET',
        url: server,
        headers: {},
        body: null,
        timeLimitMs: settings.callTimeoutSeconds * 1000,
      });
      const isClient = answer.status === 200 && answer.contentType.startsWith('text/html');
      return isClient ? new URL(shown, server).href : null;
    },

    async userId() {
      return (await enter()).userId;
    },

    async logOut() {
      const left = login;
      if (!left) return;
      leave(left);
      const call: ErpCall = { erp: TRYTON, operation: 'common.db.logout', writes: false };
      await post(call, database, [], (await left).authorization);
    },
  };
}
