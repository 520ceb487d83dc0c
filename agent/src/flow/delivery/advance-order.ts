import type { ErpOrder, ErpOrderDraft, ErpOrderState } from '../../adapters/erp-documents.ts';
import { ErpError } from '../../adapters/erp-errors.ts';
import { type AgentTransaction, inTransaction } from '../../database/transaction.ts';
import { appendToJournal } from '../../oversight/journal/journal-table.ts';
import { readNumberOf } from '../inbox/order-state-table.ts';
import type { Mapping } from '../mapping/mapping-document.ts';
import { comparison, seenDocument } from './bind-order.ts';
import { compareDocument, nameOf } from './compare-document.ts';
import { type DeliveryContext, timestamp } from './delivery-context.ts';
import { type Delivery, writeDelivery } from './delivery-table.ts';
import type { OrdersDocument } from './document-key.ts';
import { OrderChanged, OrderHeld, OrderWaits } from './order-turns.ts';
import { isBefore, stepsUpTo } from './plan-steps.ts';

/** A document that is made, with the rules that it was made by. */
export interface MadeDelivery {
  readonly delivery: Delivery;
  readonly mapping: Mapping;
  /** Of the order's state by which it was decided to go on. */
  readonly readNumber: number;
  /** As it was read, and found equal to what was sent, a moment ago; null: it has to be read first. */
  readonly seen: ErpOrder | null;
  /**
   * What follows from its being delivered, in the transaction that says so. @returns whether nothing is left to be done
   */
  readonly onDelivered: (transaction: AgentTransaction) => Promise<boolean>;
}

/**
 * Brings a bound document to the state that its rules want, one step at a time. HTTP 200 is not success: after each
 * step the state is read back. Before the first step that can't be undone the totals are read and compared once more,
 * and before each step a newer state of the order stops it.
 * @returns what `onDelivered` says
 * @throws {OrderWaits} `transition` when the ERP has not done it yet
 */
export async function advanceOrder(context: DeliveryContext, made: MadeDelivery): Promise<boolean> {
  const { erp, capabilities } = context;
  const { key, document: known, draft } = made.delivery;
  if (known === null || draft === null) throw new Error('a made delivery without a document');
  const { target } = made.mapping.document.orders;
  let document = inForce(context, made, made.seen ?? (await read(context, made, known.id)));
  let compared = made.seen;
  let isTold = true;
  for (const to of stepsUpTo(capabilities.orderStates, target)) {
    if (isBefore(to, document.state)) continue;
    if (!isTold) await tellStep(context, made.delivery, document);
    isTold = true;
    if (to === capabilities.firstLastingState || to === capabilities.orderStates[0]) {
      if (compared !== document) refuseDifference(context, made.mapping, document, draft);
      compared = document;
    }
    const newest = await readNumberOf(context.database, context.tenant, key.order.id);
    if (newest.readNumber !== made.readNumber || newest.presence !== 'present') throw new OrderChanged();
    await context.permit.ask();
    const isThere = document.state === to;
    await erp
      .advanceOrder(document.id, to, draft, () => context.permit.ask())
      .catch((error: unknown) => {
        // Done already, or perhaps done: its state says which.
        if (!(error instanceof ErpError) || (error.next !== 'done' && error.next !== 'unknown')) throw error;
        if (error.next === 'unknown' && isThere) {
          throw new OrderWaits('transition', { says: error.says, cause: error });
        }
      });
    if (isThere) continue;
    document = inForce(context, made, await read(context, made, known.id));
    if (isBefore(document.state, to)) {
      throw new OrderWaits('transition', { says: stuck(context, document, to) });
    }
    isTold = false;
  }
  const difference = compareDocument(document, draft, comparison(context, made.mapping));
  if (difference && !isTold) await tellStep(context, made.delivery, document);
  if (difference) throw new OrderHeld(difference);
  return finish(context, made, document, isTold);
}

async function read(context: DeliveryContext, { delivery }: MadeDelivery, erpId: string): Promise<ErpOrder> {
  const document = await context.erp.readOrder(erpId);
  if (document) return document;
  const known = delivery.document?.number ?? '';
  throw new OrderHeld({ code: 'document_gone', values: { erp: context.erpName, document: known } });
}

/** @throws {OrderHeld} where its people cancelled it */
function inForce(context: DeliveryContext, { mapping }: MadeDelivery, document: ErpOrder): ErpOrder {
  if (document.state !== 'cancelled') return document;
  throw new OrderHeld(stuck(context, document, mapping.document.orders.target));
}

function refuseDifference(
  context: DeliveryContext,
  mapping: Mapping,
  document: ErpOrder,
  draft: ErpOrderDraft,
): void {
  const difference = compareDocument(document, draft, comparison(context, mapping));
  if (difference) throw new OrderHeld(difference);
}

function stuck(context: DeliveryContext, document: ErpOrder, wanted: ErpOrderState) {
  return {
    code: 'erp_state_stuck',
    values: { erp: context.erpName, document: nameOf(document), state: document.state, wanted },
  } as const;
}

function tellStep(context: DeliveryContext, { key }: Delivery, document: ErpOrder): Promise<void> {
  return inTransaction(context.database, (transaction) => writeStep(context, transaction, key, document));
}

async function writeStep(
  context: DeliveryContext,
  transaction: AgentTransaction,
  key: OrdersDocument,
  document: ErpOrder,
): Promise<void> {
  const { tenant, tell, surroundings } = context;
  await writeDelivery(transaction, tenant, key, timestamp(context), { document: seenDocument(document) });
  await appendToJournal(transaction, surroundings, tenant, {
    kind: 'advanced',
    orderId: key.order.id,
    facts: { state: document.state },
  });
  const values = { erp: context.erpName, document: nameOf(document), state: document.state };
  await tell.step(transaction, key, { code: 'step_document_confirmed', values });
}

/** Delivered. What is said about it follows from the state, in `plan-delivered`. */
async function finish(
  context: DeliveryContext,
  { delivery: { key }, onDelivered }: MadeDelivery,
  document: ErpOrder,
  isTold: boolean,
): Promise<boolean> {
  const { tenant, surroundings } = context;
  return inTransaction(context.database, async (transaction) => {
    if (!isTold) await writeStep(context, transaction, key, document);
    await writeDelivery(transaction, tenant, key, timestamp(context), {
      state: 'delivered',
      document: seenDocument(document),
    });
    await appendToJournal(transaction, surroundings, tenant, {
      kind: 'delivered',
      orderId: key.order.id,
      facts: { state: document.state },
    });
    return onDelivered(transaction);
  });
}
