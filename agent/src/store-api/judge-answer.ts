import {
  CONTRACT_VERSION,
  type ErrorAnswer,
  type ErrorCode,
  errorAnswer,
  errorCode,
} from '@counterfoil/shared-types';
import { type BoundedJson, parseBounded } from '../http/bounded-json.ts';
import type { HttpAnswer } from '../http/exchange.ts';
import { retryAfterMs } from './retry-after.ts';
import {
  StoreError,
  type StoreErrorCode,
  type StoreErrorFacts,
  type StoreErrorNext,
} from './store-errors.ts';

/** What the plugin's refusals mean for us. `halve` becomes `stop` when there is nothing left to halve. */
const NEXT: Record<ErrorCode, StoreErrorNext> = {
  signature_missing: 'stop',
  signature_wrong: 'stop',
  digest_wrong: 'stop',
  clock_skewed: 'slow_down',
  nonce_used: 'retry',
  key_unknown: 'stop',
  key_revoked: 'stop',
  tenant_differs: 'stop',
  instance_differs: 'stop',
  not_confirmed: 'slow_down',
  insecure_transport: 'stop',
  code_wrong: 'stop',
  code_expired: 'stop',
  code_used_up: 'stop',
  already_paired: 'stop',
  version_unknown: 'stop',
  message_invalid: 'halve',
  fence_outdated: 'stop',
  lease_elsewhere: 'slow_down',
  agent_behind: 'retry',
  busy: 'retry',
  storage_failed: 'slow_down',
};

export interface Asked {
  readonly operation: string;
  /** How many things the message holds: with one or none there is nothing to halve. */
  readonly items: number;
  readonly now: Date;
}

/** The JSON of a good answer, not yet validated. Throws `StoreError` for everything else. */
export function judgeAnswer(answer: HttpAnswer, asked: Asked): unknown {
  const json = parseObject(answer.body);
  const good = answer.status >= 200 && answer.status < 300;
  if (json.is === 'json' && good) return json.value;
  if (json.is === 'json') throw refusedInJson(answer, json.value, asked);
  if (json.is === 'too_much') throw tooLarge(answer, json.detail, asked);
  throw refusedWithoutJson(answer, asked);
}

/** A byte order mark or white space before the JSON (a theme's stray lines) is harmless; anything else is not. */
function parseObject(body: Buffer): BoundedJson {
  const text = body.toString('utf8').replace(/^[\uFEFF\s]+/, '');
  return text.startsWith('{') ? parseBounded(text) : { is: 'no_json' };
}

function tooLarge(answer: HttpAnswer, detail: string, asked: Asked): StoreError {
  const facts = { ...factsOf(answer, asked), detail };
  return new StoreError(asked.items > 1 ? 'halve' : 'slow_down', 'answer_too_large', asked.operation, facts);
}

function refusedInJson(answer: HttpAnswer, value: unknown, asked: Asked): StoreError {
  const { operation } = asked;
  const facts = factsOf(answer, asked);
  const parsed = errorAnswer.safeParse(value);
  if (!parsed.success) return new StoreError('slow_down', 'not_json', operation, facts);
  const ours = errorCode.safeParse(parsed.data.code.replace(/^counterfoil_/, ''));
  if (ours.success) return refusedByPlugin(ours.data, parsed.data, facts, asked);
  const detail = parsed.data.code;
  if (detail === 'rest_no_route')
    return new StoreError('slow_down', 'plugin_missing', operation, { ...facts, detail });
  if (answer.status >= 500) return new StoreError('retry', 'server_error', operation, { ...facts, detail });
  return new StoreError('slow_down', 'rest_closed', operation, { ...facts, detail });
}

function refusedByPlugin(
  code: ErrorCode,
  said: ErrorAnswer,
  facts: StoreErrorFacts,
  asked: Asked,
): StoreError {
  const next = NEXT[code] === 'halve' && asked.items <= 1 ? 'stop' : NEXT[code];
  return new StoreError(next, tooOldSide(code, said) ?? code, asked.operation, {
    ...facts,
    serverTime: said.data.serverTime ?? null,
    field: said.data.field ?? null,
    highestConfirmationCount: said.data.highestConfirmationCount ?? null,
  });
}

/** Of a version that is not served: which side to update, as far as the plugin said what it serves. */
function tooOldSide(code: ErrorCode, { data }: ErrorAnswer): StoreErrorCode | null {
  const served = data.contractVersions ?? [];
  if (code !== 'version_unknown' || served.length === 0) return null;
  return Math.max(...served) < CONTRACT_VERSION ? 'plugin_too_old' : 'connector_too_old';
}

function refusedWithoutJson(answer: HttpAnswer, asked: Asked): StoreError {
  const { operation } = asked;
  const { status, headers } = answer;
  const facts = factsOf(answer, asked);
  if (status >= 300 && status < 400) {
    return new StoreError('slow_down', 'redirected', operation, {
      ...facts,
      detail: headers['location'] ?? null,
    });
  }
  if (status === 401) return new StoreError('slow_down', 'login_wanted', operation, facts);
  if (status === 403 || status === 406)
    return new StoreError('slow_down', 'refused_by_firewall', operation, facts);
  if (status === 413)
    return new StoreError(asked.items > 1 ? 'halve' : 'slow_down', 'message_too_large', operation, facts);
  if (status === 429) return new StoreError('slow_down', 'throttled', operation, facts);
  if (status === 503) return new StoreError('slow_down', 'maintenance', operation, facts);
  if (status >= 500) return new StoreError('retry', 'server_error', operation, facts);
  return new StoreError('slow_down', 'not_json', operation, { ...facts, detail: phpNotice(answer.body) });
}

function factsOf(answer: HttpAnswer, asked: Asked): StoreErrorFacts {
  return {
    status: answer.status,
    retryAfterMs: retryAfterMs(answer.headers['retry-after'], answer.status, asked.now),
  };
}

/** PHP says file and line, never an order's data: the one kind of foreign text that is safe and worth repeating. */
function phpNotice(body: Buffer): string | null {
  const text = body.toString('utf8', 0, 4000).replace(/<[^>]*>/g, '');
  const notice =
    /(?:Warning|Notice|Deprecated|Fatal error|Parse error): [^\n]{1,200}? in \S+ on line \d+/.exec(text);
  return notice ? notice[0] : null;
}
