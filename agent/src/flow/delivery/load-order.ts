import type { AgentDatabase } from '../../database/open-database.ts';
import type { CanonicalOrder } from '../canonical/canonical-order.ts';
import { fromOrderSnapshot } from '../canonical/from-order-snapshot.ts';
import { type KeptEvent, waitingEvents, wasOfferedAgain } from '../inbox/inbox-table.ts';
import { type OrderState, readOrderState } from '../inbox/order-state-table.ts';
import { readTenant } from '../inbox/tenant-table.ts';
import { hasDocument, isDoubtful } from './delivery-states.ts';
import { type Delivery, deliveriesOf } from './delivery-table.ts';
import { type OrdersDocument, salesOrderOf } from './document-key.ts';
import { heldAt, openHoldOf } from './hold-table.ts';
import type { DeliveryFacts, OrderFacts } from './order-facts.ts';
import { type PersonsWord, type SaidWord, wordOf } from './persons-word.ts';

export interface LoadedOrder {
  readonly facts: OrderFacts;
  /** Its sales order, made or not. */
  readonly document: OrdersDocument;
  readonly delivery: Delivery | null;
  /** What is kept of other orders that had this id before, and that the ERP has or may have. */
  readonly former: readonly Delivery[];
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
): Promise<LoadedOrder | null> {
  const events = await waitingEvents(database, tenant, orderId);
  if (events.length === 0) return null;
  const state = await readOrderState(database, tenant, orderId);
  const deliveries = await deliveriesOf(database, tenant, orderId);
  const { document, delivery, former } = sortOut(deliveries, orderId, state?.check ?? '');
  const hold = await openHoldOf(database, tenant, document);
  const order = state?.snapshot ? fromOrderSnapshot(state.snapshot) : null;
  const isMade = delivery !== null && hasDocument(delivery.state);
  return {
    events,
    document,
    delivery,
    former,
    readNumber: state?.readNumber ?? 0,
    facts: {
      presence: state?.presence ?? 'invalid',
      order,
      invalid: state?.invalid ?? null,
      word: await inItsPlace(database, tenant, document, wordOf(events)),
      heldFor: hold && ['', document.check].includes(hold.check) ? hold.message : null,
      check: document.check === '' ? null : document.check,
      mayBeThere: !isMade && (await mayBeThere(database, tenant, orderId, order)),
      delivery: delivery && deliveryFacts(delivery),
      former: formerFacts(former, state),
    },
  };
}

/** With what the journey asked that the person saw. */
async function inItsPlace(
  database: AgentDatabase,
  tenant: string,
  document: OrdersDocument,
  said: SaidWord | null,
): Promise<PersonsWord | null> {
  if (said === null || said.seen === null) return said && { ...said, seen: null };
  const { code, version } = said.seen;
  return { ...said, seen: { code, heldFor: await heldAt(database, tenant, document, version) } };
}

/**
 * Of all that is kept under one id what is this order's, and what another's. What was heard without a check is taken
 * for this one's.
 */
function sortOut(deliveries: readonly Delivery[], orderId: number, check: string) {
  const own = deliveries.findLast(({ key }) => key.kind === 'order' && key.check === check);
  const delivery = own ?? deliveries.find(({ key }) => key.kind === 'order' && key.check === '') ?? null;
  const document = salesOrderOf({ id: orderId, check }, own?.key.generation ?? 1);
  const former = deliveries.filter(
    ({ key, state }) =>
      key.order.check !== check && key.order.check !== '' && (hasDocument(state) || isDoubtful(state)),
  );
  return { document, delivery, former };
}

/** An order that is gone or can't be read says not which one it is: then there is no other one. */
function formerFacts(former: readonly Delivery[], state: OrderState | null): OrderFacts['former'] {
  const last = former.at(-1);
  if (!last || state?.presence !== 'present') return null;
  return {
    documentNumber: last.document?.number ?? '',
    isDoubtful: former.some((one) => isDoubtful(one.state)),
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

function deliveryFacts(delivery: Delivery): DeliveryFacts {
  return {
    state: delivery.state,
    content: delivery.content,
    leftOut: delivery.leftOut,
    newOrder: delivery.newOrder,
    documentNumber: delivery.document?.number ?? '',
    documentState: delivery.document?.state ?? null,
    said: delivery.said,
    adopted: delivery.adopted,
  };
}
