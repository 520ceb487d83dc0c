import type { Message, Reason } from '@counterfoil/shared-types';
import type { ErpCall } from '../erp-connection.ts';
import { ErpError } from '../erp-errors.ts';
import { type HttpAnswer, noClearAnswer } from '../exchange-http.ts';
import { quoteErpWords } from '../quote-erp-words.ts';

/** Its name in errors. */
export const TRYTON = 'Tryton';

/**
 * A login name with more than 5 refused logins within this time is locked, for the right password too; the server says
 * no `Retry-After`.
 */
export const LOGIN_LOCK_MS = 300_000;

/** PostgreSQL's and SQLite's words, given on after the server's own 5 tries; the transaction was rolled back. */
const LOCKED = /could not obtain lock|could not serialize|deadlock detected|database is locked/i;

/** The server lost its database, perhaps while it committed. The words hold host and port: never shown. */
const DATABASE_GONE =
  /server closed the connection|connection[^.]*(closed|refused|reset|terminated|timed out)|terminating connection|could not connect|too many clients|the database system is|SSL SYSCALL/i;

/** Tryton asks something before it goes on; nothing was written. Unless it is answered, it is a hold. */
export class TrytonWarning extends ErpError {
  /** By this name it is answered. */
  readonly warning: string;

  constructor(warning: string, words: string, call: ErpCall) {
    super('hold', { code: 'erp_refused', values: { erp: TRYTON, reason: words } }, call.operation);
    this.warning = warning;
  }
}

/**
 * What the `error` of an answer means. Tryton's words are translated and never read, with the exception of its
 * database's.
 * @param personal texts of the call that are about a person
 */
export function explainError(error: unknown, call: ErpCall, personal: readonly string[]): ErpError {
  const [kind, details] = Array.isArray(error) ? error : [];
  if (typeof kind !== 'string')
    return noClearAnswer(call, { code: 'reason_not_understood', values: { field: 'error' } });
  const words = quoteErpWords(typeof details === 'string' ? details : String(details?.[0] ?? ''), personal);
  switch (kind) {
    case 'UserError':
      return refused(call, words);
    case 'UserWarning':
      return new TrytonWarning(
        String(details?.[0] ?? ''),
        quoteErpWords(String(details?.[1] ?? ''), personal),
        call,
      );
    case 'ConcurrencyException':
      return new ErpError('retry', says(words), call.operation);
    case 'LoginException':
      return loginRefused(call);
    case 'RateLimitException':
      return throttled(call, LOGIN_LOCK_MS);
    default:
      return explainException(kind, call, personal);
  }
}

/** What an HTTP answer other than 200 means. A 401 is the session's to deal with and does not come here. */
export function explainStatus(answer: HttpAnswer, call: ErpCall, database: string): ErpError {
  if (answer.status === 429) return throttled(call, answer.retryAfterMs ?? LOGIN_LOCK_MS);
  if (answer.status === 404) return stop(call, { code: 'reason_no_database', values: { database } });
  if (answer.status >= 300 && answer.status < 400) {
    return stop(call, { code: 'reason_elsewhere', values: {} });
  }
  if (answer.status === 403) {
    return cannot(call, { code: 'reason_not_offered', values: { operation: call.operation } });
  }
  if (answer.status >= 400 && answer.status < 500) return refused(call, `HTTP ${answer.status}`);
  return noClearAnswer(call, `HTTP ${answer.status}`);
}

export function loginRefused(call: ErpCall): ErpError {
  return new ErpError('stop', { code: 'erp_login_refused', values: { erp: TRYTON } }, call.operation);
}

export function throttled(call: ErpCall, waitMs: number): ErpError {
  const seconds = Math.ceil(waitMs / 1000);
  return new ErpError('retry', { code: 'erp_throttled', values: { erp: TRYTON, seconds } }, call.operation, {
    retryAfterMs: waitMs,
  });
}

/** In Tryton's own words. */
function refused(call: Pick<ErpCall, 'operation'>, words: string): ErpError {
  return new ErpError('hold', says(words), call.operation);
}

/** In words of ours: what is missing in Tryton, or in the rules for it. */
export function cannot(call: Pick<ErpCall, 'operation'>, reason: Reason): ErpError {
  return new ErpError('hold', says(reason), call.operation);
}

export function stop(call: Pick<ErpCall, 'operation'>, reason: Reason): ErpError {
  return new ErpError('stop', says(reason), call.operation);
}

function says(reason: Reason | string): Message {
  const code = typeof reason === 'string' ? 'erp_refused' : 'erp_cannot';
  return { code, values: { erp: TRYTON, reason } };
}

/**
 * A Python exception that is none of Tryton's: the transaction was rolled back, unless the database went away under it.
 */
function explainException(exception: string, call: ErpCall, personal: readonly string[]): ErpError {
  if (LOCKED.test(exception)) {
    return new ErpError('retry', says({ code: 'reason_locked', values: {} }), call.operation);
  }
  if (DATABASE_GONE.test(exception)) return noClearAnswer(call, { code: 'reason_database_away', values: {} });
  return refused(call, quoteErpWords(exception, personal));
}
