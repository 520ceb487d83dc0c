import type { ErrorCode } from '@counterfoil/shared-types';
import { STORE_ERROR_HINTS } from './store-error-hints.ts';

/**
 * An error of the shop is named by what happens next. Every message of the contract may be sent again: the shop
 * recognises what it has seen.
 *
 * - `retry`     the same message again, at the ordinary pace
 * - `slow_down` the same message again, not before `retryAfterMs`; the whole host is asked less often meanwhile
 * - `halve`     the same message will fail again: send half of it
 * - `stop`      nothing will succeed until a person has mended something (`hint` says what)
 */
export type StoreErrorNext = 'retry' | 'slow_down' | 'halve' | 'stop';

/** What the plugin answers (`ErrorCode`), and what happens on the way to it. */
export type StoreErrorCode =
  | ErrorCode
  | 'unreachable'
  | 'name_unknown'
  | 'certificate_refused'
  | 'timed_out'
  | 'stopped'
  | 'answer_too_large'
  | 'message_too_large'
  | 'redirected'
  | 'throttled'
  | 'maintenance'
  | 'server_error'
  | 'refused_by_firewall'
  | 'login_wanted'
  | 'rest_closed'
  | 'plugin_missing'
  | 'plugin_too_old'
  | 'connector_too_old'
  | 'not_json'
  | 'answer_invalid';

export interface StoreErrorFacts {
  /** HTTP status; null: there was no answer. */
  readonly status?: number | null;
  /** How long to wait at least, milliseconds. */
  readonly retryAfterMs?: number | null;
  /** The shop's clock, UTC. */
  readonly serverTime?: string | null;
  /** Field of the message that the shop refused, `receipts[3].code`. */
  readonly field?: string | null;
  /** The shop's count of our confirmations, with `agent_behind`. */
  readonly highestConfirmationCount?: number | null;
  /** What stood in the way, in short: a redirect's target, the first lines of a PHP notice. No personal data. */
  readonly detail?: string | null;
  readonly cause?: unknown;
}

/** Carries no secret and nothing of an order. `hint`: what a person can do. */
export class StoreError extends Error {
  readonly next: StoreErrorNext;
  readonly code: StoreErrorCode;
  /** Which call: `events`, `receipts`, `pair`, `doorbell`. */
  readonly operation: string;
  readonly hint: string;
  readonly status: number | null;
  readonly retryAfterMs: number | null;
  readonly serverTime: string | null;
  readonly field: string | null;
  readonly highestConfirmationCount: number | null;
  readonly detail: string | null;

  constructor(next: StoreErrorNext, code: StoreErrorCode, operation: string, facts: StoreErrorFacts = {}) {
    const about = [facts.status ? `HTTP ${facts.status}` : '', facts.field ?? '', facts.detail ?? ''];
    super([`${operation}: ${code}`, ...about.filter((part) => part !== '')].join(', '), {
      cause: facts.cause,
    });
    this.name = 'StoreError';
    this.next = next;
    this.code = code;
    this.operation = operation;
    this.hint = STORE_ERROR_HINTS[code];
    this.status = facts.status ?? null;
    this.retryAfterMs = facts.retryAfterMs ?? null;
    this.serverTime = facts.serverTime ?? null;
    this.field = facts.field ?? null;
    this.highestConfirmationCount = facts.highestConfirmationCount ?? null;
    this.detail = facts.detail ?? null;
  }

  /** The same error with another consequence. */
  as(next: StoreErrorNext): StoreError {
    const {
      code,
      operation,
      status,
      retryAfterMs,
      serverTime,
      field,
      highestConfirmationCount,
      detail,
      cause,
    } = this;
    return new StoreError(next, code, operation, {
      ...{ status, retryAfterMs, serverTime, field, highestConfirmationCount, detail, cause },
    });
  }
}
