import type { Reason } from '@counterfoil/shared-types';
import { parseBounded } from '../http/bounded-json.ts';
import { exchange, LARGEST_ANSWER_BYTES } from '../http/exchange.ts';
import { HttpFailure } from '../http/http-failure.ts';
import type { ErpCall, ErpConnection } from './erp-connection.ts';
import { ErpError } from './erp-errors.ts';

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

/**
 * One request, no redirect followed, nothing repeated.
 * @throws ErpError `retry` when nothing was sent (or nothing can have been written), `unknown` when a write may have
 *   arrived, `stop` when the ERP's certificate is refused
 */
export async function exchangeHttp(connection: ErpConnection, asked: HttpExchange): Promise<HttpAnswer> {
  await asked.beforeWrite?.();
  const request = { ...asked, maxAnswerBytes: LARGEST_ANSWER_BYTES };
  const { status, headers, body } = await exchange(connection.dispatcher, request).catch((error: unknown) => {
    throw error instanceof HttpFailure ? erpError(error, asked) : error;
  });
  return {
    status,
    contentType: headers['content-type'] ?? '',
    retryAfterMs: readRetryAfter(headers['retry-after'], headers['date']),
    text: body.toString('utf8'),
  };
}

/** An answer that says nothing about whether the call was carried out (5xx, HTML of a proxy, a cut one). */
export function noClearAnswer(call: ErpCall, reason: Reason | string, cause?: unknown): ErpError {
  const says = { code: 'erp_unreachable', values: { erp: call.erp, reason } } as const;
  return new ErpError(call.writes ? 'unknown' : 'retry', says, call.operation, { cause });
}

/**
 * The JSON of an answer; undefined: it is none.
 * @throws ErpError when it would cost too much to read
 */
export function readJson(answer: HttpAnswer, call: ErpCall): unknown {
  const read = parseBounded(answer.text);
  if (read.is === 'too_much') throw tooLarge(call, read.detail);
  return read.is === 'json' ? read.value : undefined;
}

function tooLarge(call: ErpCall, cause: unknown): ErpError {
  return noClearAnswer(call, { code: 'reason_answer_too_large', values: {} }, cause);
}

function erpError(failure: HttpFailure, asked: HttpExchange): ErpError {
  const { kind, detail } = failure;
  const values = { host: asked.url.host, error: detail };
  switch (kind) {
    case 'timed_out': {
      const seconds = Math.ceil(asked.timeLimitMs / 1000);
      return noClearAnswer(asked, { code: 'reason_no_answer', values: { seconds } }, failure);
    }
    case 'too_large':
      return tooLarge(asked, failure);
    case 'certificate':
      return unreached('stop', { code: 'reason_certificate', values }, asked, failure);
    case 'never_connected':
    case 'name_unknown':
      return unreached('retry', { code: 'reason_not_connected', values }, asked, failure);
    case 'unreadable':
    case 'stopped':
    case 'cut':
      return noClearAnswer(asked, { code: 'reason_cut', values }, failure);
  }
}

function unreached(next: 'stop' | 'retry', reason: Reason, { erp, operation }: ErpCall, cause: unknown) {
  return new ErpError(next, { code: 'erp_unreachable', values: { erp, reason } }, operation, { cause });
}

/** A date is measured against the answer's own `Date`, so that no clock of ours is asked. */
function readRetryAfter(value: string | undefined, date: string | undefined): number | null {
  if (value === undefined) return null;
  if (/^\d{1,9}$/.test(value.trim())) return Number(value.trim()) * 1000;
  const until = Date.parse(value) - Date.parse(date ?? '');
  return Number.isFinite(until) && until >= 0 ? until : null;
}
