import type { ErpOrder, ErpOrderDraft } from '../../adapters/erp-documents.ts';
import { inForce } from '../../comparing/compare-order.ts';
import { inTransaction } from '../../database/transaction.ts';
import { moneyWithCurrency } from '../../money.ts';
import { appendToJournal, digestForJournal } from '../../oversight/journal/journal-table.ts';
import type { OrderContent } from '../canonical/order-content.ts';
import type { Mapping } from '../mapping/mapping-document.ts';
import { resolveAttempts } from './attempt-table.ts';
import { insertBinding, referenceBoundTo } from './binding-table.ts';
import { compareDocument, nameOf } from './compare-document.ts';
import { type DeliveryContext, timestamp } from './delivery-context.ts';
import { becomeGeneration, documentsOf, type SeenDocument, writeDelivery } from './delivery-table.ts';
import { generationIn, type OrdersDocument, referenceOf } from './document-key.ts';
import { OrderHeld } from './order-turns.ts';

/** What was sent, or would have been. */
export interface Sent {
  readonly draft: ErpOrderDraft;
  /** The state of the order that it stands for. */
  readonly content: OrderContent;
  /** The rules by which it was made. */
  readonly mapping: Mapping;
}

/**
 * Takes a document of the ERP for this order's: exactly one, of this order, equal to what was sent. Only then it is
 * bound, and only a bound document is ever brought further. It may be of another generation than was looked for: one
 * that we forgot, or one that its people took into force again.
 * @returns the one, as it was read
 * @throws {OrderHeld} where it does not fit; the attempts at it stay unresolved, so that nothing is made beside it
 */
export async function bindOrder(
  context: DeliveryContext,
  lookedFor: OrdersDocument,
  found: readonly [ErpOrder, ...ErpOrder[]],
  sent: Sent,
  how: 'made' | 'found',
): Promise<ErpOrder> {
  const { tenant, tell, erpName } = context;
  const document = theOne(found, (one) => generationIn(one.reference, tenant, lookedFor) ?? 0);
  if (document === null) {
    throw new OrderHeld({ code: 'several_documents', values: { erp: erpName, count: found.length } });
  }
  const { reference } = document;
  const generation = generationIn(reference, tenant, lookedFor);
  const boundTo = await referenceBoundTo(context.database, tenant, document.id);
  if (generation === null || (boundTo !== null && boundTo !== reference)) {
    const values = { erp: erpName, document: nameOf(document) };
    throw new OrderHeld({ code: 'document_of_another_order', values });
  }
  const draft = { ...sent.draft, reference };
  const difference = compareDocument(document, draft, comparison(context, sent.mapping));
  if (difference) throw new OrderHeld(difference);

  const key = { ...lookedFor, generation };
  await inTransaction(context.database, async (transaction) => {
    const at = timestamp(context);
    if (boundTo === null) {
      const binding = { erpId: document.id, erpNumber: document.number };
      await insertBinding(transaction, tenant, 'order', reference, binding, at);
    }
    await resolveAttempts(transaction, tenant, referenceOf(tenant, lookedFor), 'bound', at, document.id);
    await becomeGeneration(transaction, tenant, lookedFor, generation);
    await writeDelivery(transaction, tenant, key, at, {
      state: 'made',
      document: seenDocument(document),
      draft,
      content: sent.content,
      mappingHash: sent.mapping.hash,
      adopted: how === 'found',
    });
    await appendToJournal(transaction, context.surroundings, tenant, {
      kind: 'bound',
      orderId: key.order.id,
      facts: {
        how,
        document: await digestForJournal(
          transaction,
          context.surroundings,
          tenant,
          key.order.id,
          document.id,
        ),
      },
    });
    const values = { erp: erpName, document: nameOf(document) };
    const code = how === 'made' ? 'step_document_made' : 'step_document_found';
    await tell.step(transaction, key, { code, values });
    const money = moneyWithCurrency(document.total, document.currency);
    await tell.step(transaction, key, { code: 'step_read_back', values: { ...values, money } });
    await tell.stands(transaction, key.order, {
      state: 'working',
      message: { code: 'order_working', values: { erp: erpName } },
      documents: await documentsOf(transaction, tenant, key.order),
    });
  });
  return document;
}

/**
 * Of several documents the one that a person left in force; of several that none is, the last one. Null: they have not
 * decided.
 */
function theOne(
  found: readonly [ErpOrder, ...ErpOrder[]],
  generationOf: (document: ErpOrder) => number,
): ErpOrder | null {
  const living = inForce(found);
  if (living.length > 0) return living.length === 1 ? (living[0] ?? null) : null;
  const last = Math.max(...found.map(generationOf));
  const [document, ...others] = found.filter((one) => generationOf(one) === last);
  return document === undefined || others.length > 0 ? null : document;
}

/** How a document is compared with what was sent: by the rules that it was made by. */
export function comparison(context: DeliveryContext, mapping: Mapping) {
  return {
    erp: context.erpName,
    priceDigits: context.capabilities.priceDigits,
    roundingLimit: mapping.document.rounding?.limit ?? '0',
  };
}

export function seenDocument({ id, number, url, state }: ErpOrder): SeenDocument {
  return { id, number, url, state };
}
