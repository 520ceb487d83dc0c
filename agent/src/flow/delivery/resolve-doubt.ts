import type { LookUp } from '../../adapters/erp-adapter.ts';
import { type AgentTransaction, inTransaction } from '../../database/transaction.ts';
import { momentOf } from '../../moment.ts';
import { elapsedSince, resolveAttempts, unresolvedAttempt } from './attempt-table.ts';
import { type DeliveryContext, timestamp } from './delivery-context.ts';
import type { OrdersDocument } from './document-key.ts';
import { OrderHeld, OrderWaits } from './order-turns.ts';
import { DOUBT_UNTIL_HOLD_HOURS } from './retry-schedule.ts';

const HOUR_MS = 3_600_000;

/** A record whose creation may have been sent. */
export interface DoubtfulRecord<T> {
  readonly anchor: string;
  /** The document that it is, or that it is made for. */
  readonly of: OrdersDocument;
  lookUp(): Promise<LookUp<T>>;
  /** What else changes when it is surely absent, in the same transaction. */
  onAbsent?(transaction: AgentTransaction): Promise<void>;
}

/**
 * Asks the ERP what became of the attempts at this record.
 *
 * Surely absent may be said only of a question that was put after the longest commit had passed since the last send, by
 * both clocks: an aborted call still commits. Of another process only the wall clock and our own start are known, so a
 * restart waits in full. An attempt that was answered with an id is never absent: the record was there.
 * @returns null when there is no unresolved attempt, or none that was written
 * @throws {OrderWaits} when it can't be told yet
 * @throws {OrderHeld} when it could not be told for hours
 */
export async function resolveDoubt<T>(
  context: DeliveryContext,
  record: DoubtfulRecord<T>,
): Promise<readonly [T, ...T[]] | null> {
  const attempt = await unresolvedAttempt(context.database, context.tenant, record.anchor);
  if (!attempt) return null;
  const elapsed = elapsedSince(attempt, context.process, momentOf(context.surroundings));
  const result = await record.lookUp();
  if (result.answer === 'found') return result.all;
  if (result.answer === 'absent' && attempt.outcome !== 'made') {
    const missing = context.capabilities.longestCommitMs - elapsed;
    if (missing > 0) throw new OrderWaits('doubt', { forMs: missing });
    await inTransaction(context.database, async (transaction) => {
      const at = timestamp(context);
      await resolveAttempts(transaction, context.tenant, record.anchor, 'absent', at, null);
      await context.tell.step(transaction, record.of, {
        code: 'step_looked_up_absent',
        values: { erp: context.erpName },
      });
      await record.onAbsent?.(transaction);
    });
    return null;
  }
  throw undecided(context, elapsed);
}

function undecided(context: DeliveryContext, elapsed: number): OrderWaits | OrderHeld {
  if (elapsed < DOUBT_UNTIL_HOLD_HOURS * HOUR_MS) return new OrderWaits('doubt');
  const hours = Math.floor(elapsed / HOUR_MS);
  return new OrderHeld({ code: 'doubt_not_resolved', values: { erp: context.erpName, hours } });
}
