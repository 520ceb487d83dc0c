import type { ErpOrderState } from '../../adapters/erp-documents.ts';
import type { AgentDatabase } from '../../database/open-database.ts';
import type { CanonicalOrder } from '../canonical/canonical-order.ts';
import { fromOrderSnapshot } from '../canonical/from-order-snapshot.ts';
import { type KeptEvent, waitingEvents, wasOfferedAgain } from '../inbox/inbox-table.ts';
import { readOrderState } from '../inbox/order-state-table.ts';
import { readTenant } from '../inbox/tenant-table.ts';
import { hasDocument } from './delivery-states.ts';
import { type Delivery, readDelivery } from './delivery-table.ts';
import { openHoldOf } from './hold-table.ts';
import type { DeliveryFacts, OrderFacts } from './order-facts.ts';
import { wordOf } from './persons-word.ts';
import type { Tell } from './tell.ts';

export interface LoadedOrder {
  readonly facts: OrderFacts;
  readonly delivery: Delivery | null;
  /** Oldest first: those that are answered by what is decided now. */
  readonly events: readonly KeptEvent[];
  /** Of the state in `facts`. */
  readonly readNumber: number;
}

/** Everything by which one order is decided. Null: nothing waits. */
export async function loadOrder(
  database: AgentDatabase,
  tenant: string,
  orderId: number,
  tell: Pick<Tell, 'checkTold'>,
): Promise<LoadedOrder | null> {
  const events = await waitingEvents(database, tenant, orderId);
  if (events.length === 0) return null;
  const state = await readOrderState(database, tenant, orderId);
  const delivery = await readDelivery(database, tenant, orderId);
  const hold = await openHoldOf(database, tenant, orderId);
  const order = state?.snapshot ? fromOrderSnapshot(state.snapshot) : null;
  const told = delivery?.leftOut ? await tell.checkTold(database, orderId) : null;
  return {
    events,
    delivery,
    readNumber: state?.readNumber ?? 0,
    facts: {
      presence: state?.presence ?? 'invalid',
      order,
      invalid: state?.invalid ?? null,
      word: wordOf(events),
      heldFor: hold?.message ?? null,
      check: order?.check ?? state?.check ?? delivery?.check ?? null,
      mayBeThere:
        !(delivery && hasDocument(delivery.state)) && (await mayBeThere(database, tenant, orderId, order)),
      delivery: delivery ? deliveryFacts(delivery, order?.check ?? null, told) : null,
    },
  };
}

/** Whether somebody may have delivered it, and we would not know: we, before we lost what we knew, or a copy of us. */
async function mayBeThere(
  database: AgentDatabase,
  tenant: string,
  orderId: number,
  order: CanonicalOrder | null,
): Promise<boolean> {
  const { doubtBefore } = await readTenant(database, tenant);
  if (doubtBefore !== null && (order === null || order.orderedAt === null || order.orderedAt < doubtBefore))
    return true;
  return wasOfferedAgain(database, tenant, orderId);
}

function deliveryFacts(delivery: Delivery, check: string | null, told: string | null): DeliveryFacts {
  // An id that now stands for another order: what a person decided about the other is not about this one. Of a document's order the delivery
  // keeps the check, so that of one that took its id and was left out beside it is the one told.
  const isAnothers = delivery.check !== null && check !== null && delivery.check !== check;
  const isOther = isAnothers && !hasDocument(delivery.state);
  return {
    state: delivery.state,
    check: delivery.check,
    content: delivery.content,
    leftOut: delivery.leftOut && !isOther && !(isAnothers && told !== check),
    documentNumber: delivery.document?.number || delivery.erpId || '',
    documentState: (delivery.document?.state ?? null) as ErpOrderState | null,
    said: isOther ? null : delivery.said,
    adopted: delivery.adopted,
  };
}
