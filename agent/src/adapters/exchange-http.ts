import { gunzipSync } from 'node:zlib';
import type { Reason } from '@counterfoil/shared-types';
import type { ErpCall, ErpConnection } from './erp-connection.ts';
import { ErpError } from './erp-errors.ts';
import { LARGEST_ANSWER_BYTES } from './open-dispatcher.ts';

export interface HttpExchange extends ErpCall {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** From the first byte sent to the last byte read, milliseconds. */
  readonly timeLimitMs: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  /** Milliseconds; null: none said. */
  readonly retryAfterMs: number | null;
  readonly text: string;
}

const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'EMFILE',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * One request, no redirect followed, nothing repeated.
 * @throws ErpError `retry` when nothing was sent (or nothing can have been written), `unknown` when a write may have arrived, `stop`
 *   when the ERP's certificate is refused
 */
export async function exchangeHttp(connection: ErpConnection, exchange: HttpExchange): Promise<HttpAnswer> {
  await exchange.beforeWrite?.();
  const timeLimit = AbortSignal.timeout(exchange.timeLimitMs);
  try {
    const answer = await connection.dispatcher.request({
      origin: exchange.url.origin,
      path: exchange.url.pathname + exchange.url.search,
      method: exchange.method,
      headers: { 'accept-encoding': 'gzip', ...exchange.headers },
      body: exchange.body,
      signal: timeLimit,
    });
    const packed = Buffer.from(await answer.body.arrayBuffer());
    const isPacked = answer.headers['content-encoding'] === 'gzip';
    const body = isPacked ? gunzipSync(packed, { maxOutputLength: LARGEST_ANSWER_BYTES }) : packed;
    const text = body.toString('utf8');
    return {
      status: answer.statusCode,
      contentType: String(answer.headers['content-type'] ?? ''),
      retryAfterMs: readRetryAfter(answer.headers['retry-after'], answer.headers['date']),
      text,
    };
  } catch (cause) {
    throw transportError(cause, exchange, timeLimit.aborted);
  }
}

/** An answer that says nothing about whether the call was carried out (5xx, HTML of a proxy, a cut one). */
export function noClearAnswer(call: ErpCall, reason: Reason | string, cause?: unknown): ErpError {
  const says = { code: 'erp_unreachable', values: { erp: call.erp, reason } } as const;
  return new ErpError(call.writes ? 'unknown' : 'retry', says, call.operation, { cause });
}

function transportError(cause: unknown, exchange: HttpExchange, timedOut: boolean): ErpError {
  if (timedOut) {
    const seconds = Math.ceil(exchange.timeLimitMs / 1000);
    return noClearAnswer(exchange, { code: 'reason_no_answer', values: { seconds } }, cause);
  }
  const error = codeOf(cause);
  const values = { host: exchange.url.host, error };
  const unreached = (next: 'stop' | 'retry', code: Reason['code']) =>
    new ErpError(
      next,
      { code: 'erp_unreachable', values: { erp: exchange.erp, reason: { code, values } } },
      exchange.operation,
      { cause },
    );
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS/.test(error)) {
    return unreached('stop', 'reason_certificate');
  }
  if (neverConnected(cause)) return unreached('retry', 'reason_not_connected');
  return noClearAnswer(exchange, { code: 'reason_cut', values }, cause);
}

/** Both addresses of a name are tried at once; only if neither was reached is it sure that nothing was sent. */
function neverConnected(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(neverConnected);
  if (NOT_CONNECTED.has(codeOf(error))) return true;
  return error instanceof Error && 'syscall' in error && error.syscall === 'connect';
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error instanceof Error ? error.name : 'unknown';
}

/** A date is measured against the answer's own `Date`, so that no clock of ours is asked. */
function readRetryAfter(
  value: string | string[] | undefined,
  date: string | string[] | undefined,
): number | null {
  if (typeof value !== 'string') return null;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value.trim()) * 1000;
  const until = Date.parse(value) - Date.parse(typeof date === 'string' ? date : '');
  return Number.isFinite(until) && until >= 0 ? until : null;
}
