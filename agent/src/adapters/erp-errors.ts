import type { Message } from '@counterfoil/shared-types';

/**
 * An error of an ERP is named by what happens next:
 *
 * - `retry`   nothing was written; the same call may be made again after `retryAfterMs` (or the schedule's own pause)
 * - `unknown` the call may have been written (time-out, cut connection, 5xx after sending): look up, never send again
 *   blindly
 * - `hold`    nothing was written and repeating won't help: a person must mend something
 * - `forbidden` nothing was written: the connector's user may not do this. Deliveries wait until the right is back;
 *   where it turns out to be about one record only, its order is a person's
 * - `done`    the ERP says that this already exists or already happened: look up and go on
 * - `stop`    no call of this tenant can succeed (login refused, wrong database, unsupported version): all deliveries
 *   wait
 */
export type ErpErrorNext = 'retry' | 'unknown' | 'hold' | 'forbidden' | 'done' | 'stop';

/** Never carries a secret or personal data; the ERP's own words are cut to 500 characters and shown as a quotation. */
export class ErpError extends Error {
  readonly next: ErpErrorNext;
  /** Code and values of the catalogue, for the person. */
  readonly says: Message;
  /** Which call: `sale.sale.create`, `POST /api/orders`. */
  readonly operation: string;
  /** How long the ERP asked to wait, milliseconds; null: it did not say. */
  readonly retryAfterMs: number | null;

  constructor(
    next: ErpErrorNext,
    says: Message,
    operation: string,
    options: { retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(`${operation}: ${says.code} ${JSON.stringify(says.values)}`, { cause: options.cause });
    this.name = 'ErpError';
    this.next = next;
    this.says = says;
    this.operation = operation;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
