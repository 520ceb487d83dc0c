import type { ErpOrder, ErpOrderDraft, ErpOrderState } from '../../adapters/erp-documents.ts';
import { ErpError } from '../../adapters/erp-errors.ts';
import { inTransaction } from '../../database/transaction.ts';
import { appendToJournal } from '../../oversight/journal/journal-table.ts';
import { readNumberOf } from '../inbox/order-state-table.ts';
import { comparison, erpDocument } from './bind-order.ts';
import { compareDocument, nameOf } from './compare-document.ts';
import { type DeliveryContext, timestamp } from './delivery-context.ts';
import { type Delivery, writeDelivery } from './delivery-table.ts';
import { OrderChanged, OrderHeld, OrderWaits } from './order-turns.ts';
import { isBefore, stepsUpTo } from './plan-steps.ts';

/**
 * Brings a bound document to the state that the rules want, one step at a time. HTTP 200 is not success: after each step the state is read
 * back. Before the first step that can't be undone the totals are read and compared once more, and before each step a newer state of
 * the order stops it.
 * @param readNumber of the order's state by which it was decided to go on
 * @throws {OrderWaits} `transition` when the ERP has not done it yet
 */
export async function advanceOrder(
  context: DeliveryContext,
  orderId: number,
  delivery: Delivery,
  readNumber: number,
): Promise<void> {
  const { erp, capabilities, mapping } = context;
  if (delivery.erpId === null || delivery.draft === null || delivery.check === null)
    throw new Error('a made delivery without a document');
  const { erpId, draft, check } = delivery;
  let document = await read(context, erpId, delivery);
  for (const to of stepsUpTo(context.capabilities.orderStates, mapping.document.orders.target)) {
    if (isBefore(to, document.state)) continue;
    if (to === capabilities.firstLastingState || to === capabilities.orderStates[0]) {
      refuseDifference(context, document, draft);
    }
    const newest = await readNumberOf(context.database, context.tenant, orderId);
    if (newest.readNumber !== readNumber || newest.presence !== 'present') throw new OrderChanged();
    await context.permit.ask();
    const isThere = document.state === to;
    await erp
      .advanceOrder(erpId, to, draft, () => context.permit.ask())
      .catch((error: unknown) => {
        // Done already, or perhaps done: its state says which.
        if (!(error instanceof ErpError) || (error.next !== 'done' && error.next !== 'unknown')) throw error;
        if (error.next === 'unknown' && isThere) {
          throw new OrderWaits('transition', { says: error.says, cause: error });
        }
      });
    if (isThere) continue;
    document = await read(context, erpId, delivery);
    if (isBefore(document.state, to)) {
      throw new OrderWaits('transition', { says: stuck(context, document, to) });
    }
    await tellStep(context, { orderId, check }, document);
  }
  refuseDifference(context, document, draft);
  await finish(context, { orderId, check }, document);
}

async function read(context: DeliveryContext, erpId: string, delivery: Delivery): Promise<ErpOrder> {
  const document = await context.erp.readOrder(erpId);
  const known = delivery.document?.number || erpId;
  if (!document) {
    throw new OrderHeld({ code: 'document_gone', values: { erp: context.erpName, document: known } });
  }
  if (document.state === 'cancelled') {
    throw new OrderHeld(stuck(context, document, context.mapping.document.orders.target));
  }
  return document;
}

function refuseDifference(context: DeliveryContext, document: ErpOrder, draft: ErpOrderDraft): void {
  const difference = compareDocument(document, draft, comparison(context));
  if (difference) throw new OrderHeld(difference);
}

function stuck(context: DeliveryContext, document: ErpOrder, wanted: ErpOrderState) {
  return {
    code: 'erp_state_stuck',
    values: { erp: context.erpName, document: nameOf(document), state: document.state, wanted },
  } as const;
}

/** The order whose document it is. */
type DocumentOf = Parameters<typeof erpDocument>[1];

async function tellStep(context: DeliveryContext, order: DocumentOf, document: ErpOrder): Promise<void> {
  const { orderId } = order;
  await inTransaction(context.database, async (transaction) => {
    await writeDelivery(transaction, context.tenant, orderId, timestamp(context), {
      document: erpDocument(document, order),
    });
    await appendToJournal(transaction, context.surroundings, context.tenant, {
      kind: 'advanced',
      orderId,
      facts: { state: document.state },
    });
    const values = { erp: context.erpName, document: nameOf(document), state: document.state };
    await context.tell.step(transaction, orderId, { code: 'step_document_confirmed', values });
  });
}

/** Delivered. What is said about it follows from the state, in `plan-order`. */
async function finish(context: DeliveryContext, order: DocumentOf, document: ErpOrder): Promise<void> {
  const { orderId } = order;
  await inTransaction(context.database, async (transaction) => {
    await writeDelivery(transaction, context.tenant, orderId, timestamp(context), {
      state: 'delivered',
      document: erpDocument(document, order),
    });
    await appendToJournal(transaction, context.surroundings, context.tenant, {
      kind: 'delivered',
      orderId,
      facts: { state: document.state },
    });
  });
}
