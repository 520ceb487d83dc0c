import type { ErpDocument } from '@counterfoil/shared-types';
import type { ErpOrder, ErpOrderDraft } from '../../adapters/erp-documents.ts';
import { inTransaction } from '../../database/transaction.ts';
import { appendToJournal, digestForJournal } from '../../oversight/journal/journal-table.ts';
import { moneyWithCurrency } from '../canonical/money.ts';
import type { OrderContent } from '../canonical/order-content.ts';
import { resolveAttempts } from './attempt-table.ts';
import { insertBinding, orderBoundTo } from './binding-table.ts';
import { compareDocument, isOfAnotherOrder, nameOf } from './compare-document.ts';
import { type DeliveryContext, timestamp } from './delivery-context.ts';
import { writeDelivery } from './delivery-table.ts';
import { OrderHeld } from './order-turns.ts';

/** What was sent, or would have been. */
export interface Sent {
  readonly draft: ErpOrderDraft;
  /** The state of the order that it stands for. */
  readonly content: OrderContent;
  readonly mappingVersion: string;
}

/**
 * Takes a document of the ERP for this order's: exactly one, of this order, equal to what was sent. Only then it is bound, and only a bound
 * document is ever brought further.
 * @throws {OrderHeld} where it does not fit; the attempts at it stay unresolved, so that nothing is made beside it
 */
export async function bindOrder(
  context: DeliveryContext,
  orderId: number,
  found: readonly [ErpOrder, ...ErpOrder[]],
  sent: Sent,
  how: 'made' | 'found',
): Promise<void> {
  const { draft } = sent;
  const { erpName } = context;
  const document = theOne(found);
  if (document === null) {
    throw new OrderHeld({ code: 'several_documents', values: { erp: erpName, count: found.length } });
  }
  const boundTo = await orderBoundTo(context.database, context.tenant, document.id);
  if (isOfAnotherOrder(document, draft.reference) || (boundTo !== null && boundTo !== String(orderId))) {
    const values = { erp: erpName, document: nameOf(document) };
    throw new OrderHeld({ code: 'document_of_another_order', values });
  }
  const difference = compareDocument(document, draft, comparison(context));
  if (difference) throw new OrderHeld(difference);

  const { tenant, tell } = context;
  await inTransaction(context.database, async (transaction) => {
    const at = timestamp(context);
    const { check } = sent.content;
    const binding = { erpId: document.id, erpNumber: document.number, check };
    await insertBinding(transaction, tenant, 'order', String(orderId), binding, at);
    await resolveAttempts(transaction, tenant, draft.reference, 'bound', at, document.id);
    await writeDelivery(transaction, tenant, orderId, at, {
      state: 'made',
      erpId: document.id,
      document: erpDocument(document, { orderId, check }),
      ...sent,
      check,
      reference: draft.reference,
      adopted: how === 'found',
    });
    await appendToJournal(transaction, context.surroundings, tenant, {
      kind: 'bound',
      orderId,
      facts: {
        how,
        document: await digestForJournal(transaction, context.surroundings, tenant, orderId, document.id),
      },
    });
    const values = { erp: erpName, document: nameOf(document) };
    const code = how === 'made' ? 'step_document_made' : 'step_document_found';
    await tell.step(transaction, orderId, { code, values });
    const money = moneyWithCurrency(document.total, document.currency);
    await tell.step(transaction, orderId, { code: 'step_read_back', values: { ...values, money } });
    await tell.stands(transaction, orderId, {
      state: 'working',
      message: { code: 'order_working', values: { erp: erpName } },
      document: erpDocument(document, { orderId, check: sent.content.check }),
    });
  });
}

/** Of several documents the one that a person left in force; null: they have not decided. */
function theOne(found: readonly [ErpOrder, ...ErpOrder[]]): ErpOrder | null {
  const inForce = found.filter((document) => document.state !== 'cancelled');
  const [document, ...others] = inForce.length > 0 ? inForce : found;
  return document === undefined || others.length > 0 ? null : document;
}

export function comparison(context: DeliveryContext) {
  return {
    erp: context.erpName,
    priceDigits: context.capabilities.priceDigits,
    roundingLimit: context.mapping.document.rounding?.limit ?? '0',
  };
}

/** The document as the shop is told of it. */
export function erpDocument(
  document: ErpOrder,
  order: { readonly orderId: number; readonly check: string },
): ErpDocument {
  return {
    kind: 'order',
    shopId: order.orderId,
    check: order.check,
    generation: 1,
    live: document.state !== 'cancelled',
    id: document.id,
    number: document.number,
    url: document.url,
    state: document.state,
  };
}
