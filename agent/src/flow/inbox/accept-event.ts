import type { Event, OrderSnapshot } from '@counterfoil/shared-types';
import type { AgentTransaction } from '../../database/transaction.ts';
import type { FetchedEvents } from '../../store-api/read-events-answer.ts';
import { findEvent, insertEvent, takeUpAgain } from './inbox-table.ts';
import { type InvalidState, STATE_MISSING } from './invalid-state.ts';
import { readOrderState, writePresence, writeSnapshot } from './order-state-table.ts';

export type Page = Pick<FetchedEvents, 'events' | 'orders' | 'invalidOrders'>;

/** One event that is now in our database. */
export interface AcceptedEvent {
  readonly event: Event;
  /** False: it was here before, and was offered again. */
  readonly isNew: boolean;
  /** The order's state that came with it, if one did and it is the newest. */
  readonly snapshot: OrderSnapshot | null;
  /** The state known before; null: none. */
  readonly before: OrderSnapshot | null;
  /** Of the order as it is known now; null: none came with its state yet. */
  readonly check: string | null;
}

type AcceptedState = Pick<AcceptedEvent, 'snapshot' | 'before' | 'check'>;

/**
 * Keeps a page of events with the states that came beside them, all in the caller's transaction. An event that is here
 * already is kept once, whatever comes how often and in which order; of two states of an order the one with the higher
 * read number stays. A state that breaks the contract, or is missing, is kept as such: the order is held for it, the
 * page goes on.
 * @param sequence number of events in this database before
 * @returns the events, and how many there are now
 */
export async function acceptPage(
  transaction: AgentTransaction,
  tenant: string,
  page: Page,
  sequence: number,
  receivedAt: string,
): Promise<{ readonly accepted: readonly AcceptedEvent[]; readonly sequence: number }> {
  const snapshots = new Map(page.orders.map((order) => [order.id, order]));
  const invalid = new Map(page.invalidOrders.map((order) => [order.orderId, order]));
  /** Two events of one order share a state: the second must not take the first one's for the one before. */
  const states = new Map<number, AcceptedState>();
  const accepted: AcceptedEvent[] = [];
  let count = sequence;

  for (const event of page.events) {
    const { orderId } = event.data;
    let state = states.get(orderId);
    if (!state) {
      state = await acceptState(
        transaction,
        tenant,
        event,
        snapshots.get(orderId),
        invalid.get(orderId),
        receivedAt,
      );
      states.set(orderId, state);
    }
    const known = await findEvent(transaction, tenant, event.id);
    if (known === null) {
      count += 1;
      await insertEvent(transaction, tenant, event, count, receivedAt);
    } else {
      await takeUpAgain(transaction, tenant, event.id, event.data.reason);
    }
    accepted.push({ event, isNew: known === null, ...state });
  }
  return { accepted, sequence: count };
}

async function acceptState(
  transaction: AgentTransaction,
  tenant: string,
  event: Event,
  snapshot: OrderSnapshot | undefined,
  invalid: InvalidState | undefined,
  receivedAt: string,
): Promise<AcceptedState> {
  const { orderId, orderNumber: number, state } = event.data;
  const known = await readOrderState(transaction, tenant, orderId);
  const before = known?.snapshot ?? null;
  const check = known?.check ?? null;
  if (state === 'gone' || state === 'unreadable') {
    const presence = state === 'gone' ? 'gone' : 'unreadable';
    await writePresence(transaction, tenant, orderId, presence, { number }, receivedAt);
    return { snapshot: null, before, check };
  }
  if (snapshot) {
    if (known && known.readNumber > snapshot.readNumber) return { snapshot: null, before, check };
    await writeSnapshot(transaction, tenant, snapshot, receivedAt);
    return { snapshot, before, check: snapshot.check };
  }
  const wrong = invalid ?? STATE_MISSING;
  await writePresence(transaction, tenant, orderId, 'invalid', { number, invalid: wrong }, receivedAt);
  return { snapshot: null, before, check };
}
