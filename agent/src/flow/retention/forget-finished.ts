import type { AgentDatabase } from '../../database/open-database.ts';
import { inTransaction } from '../../database/transaction.ts';
import type { Surroundings } from '../../surroundings.ts';
import { deleteResolvedAttempts } from '../delivery/attempt-table.ts';
import { deleteClosedHolds } from '../delivery/hold-table.ts';
import { deleteEvents, eventsAfter } from '../inbox/aged-events.ts';
import { deleteSteps } from '../receipts/journey-table.ts';
import { deleteReceipts } from '../receipts/receipt-table.ts';
import { forgottenSince } from './resting-orders.ts';

/**
 * A person may ask for a year what happened to an order; a shop that came back from a backup is told the lines of that
 * year again.
 */
const FORGET_AFTER_DAYS = 365;

const DAY_MS = 86_400_000;
const SLICE = 200;

/**
 * Takes away how it came about that orders were delivered or skipped, once nothing happened to them for a year: their
 * events, receipts, lines, closed holds and resolved attempts. What they are stays for good: delivery and binding (one
 * document each, and what a change is a change of), the order's check and number, where its journey stands and under
 * which version, the journal. An event of theirs that is offered once more counts as new, and its order is unchanged.
 * @returns how many orders were forgotten
 */
export async function forgetFinished(options: {
  readonly tenant: string;
  readonly database: AgentDatabase;
  readonly surroundings: Pick<Surroundings, 'now'>;
}): Promise<number> {
  const { tenant, database, surroundings } = options;
  const before = new Date(surroundings.now().getTime() - FORGET_AFTER_DAYS * DAY_MS).toISOString();
  let forgotten = 0;
  let place = 0;
  for (;;) {
    const events = await eventsAfter(database, tenant, place, SLICE);
    const old = events.filter((event) => event.receivedAt < before).map((event) => event.orderId);
    // By arrival: behind a slice without an old one there is none.
    if (old.length === 0) return forgotten;
    place = events.at(-1)?.sequence ?? place;
    await inTransaction(database, async (transaction) => {
      for (const orderId of await forgottenSince(transaction, tenant, [...new Set(old)], before)) {
        await deleteReceipts(transaction, tenant, orderId);
        await deleteEvents(transaction, tenant, orderId);
        await deleteSteps(transaction, tenant, orderId);
        await deleteClosedHolds(transaction, tenant, orderId);
        await deleteResolvedAttempts(transaction, tenant, orderId);
        forgotten += 1;
      }
    });
  }
}
