import type { ErpOrder, ErpOrderDraft } from '../../adapters/erp-documents.ts';
import { ErpError } from '../../adapters/erp-errors.ts';
import type { AgentTransaction } from '../../database/transaction.ts';
import { moneyText, moneyWithCurrency } from '../../money.ts';
import type { CanonicalOrder } from '../canonical/canonical-order.ts';
import { contentOf } from '../canonical/order-content.ts';
import { readNumberOf } from '../inbox/order-state-table.ts';
import { countWrite } from '../inbox/tenant-table.ts';
import type { MappedOrder } from '../mapping/map-order.ts';
import type { Mapping } from '../mapping/mapping-document.ts';
import { bindOrder, type Sent } from './bind-order.ts';
import { missingProducts } from './check-products.ts';
import { type DeliveryContext, timestamp } from './delivery-context.ts';
import { writeDelivery } from './delivery-table.ts';
import { type OrdersDocument, referenceOf } from './document-key.ts';
import { dropGoneRecords } from './drop-gone-records.ts';
import { findOrMakeAddress } from './find-or-make-address.ts';
import { findOrMakeCustomer } from './find-or-make-customer.ts';
import { lookUpOrder } from './look-up-order.ts';
import { makeOnce, type RecordToMake } from './make-once.ts';
import { mapByRules } from './map-by-rules.ts';
import { OrderChanged, OrderHeld, OrderWaits } from './order-turns.ts';

/** One order that is to go. */
interface OrderToMake {
  readonly document: OrdersDocument;
  readonly order: CanonicalOrder;
  readonly mapping: Mapping;
  /** Of the state that is sent. */
  readonly readNumber: number;
  /** The ERP may have a document of it without our knowing. */
  readonly mayBeThere: boolean;
}

/**
 * Makes the sales order of an order that has none: its rules, its customer and addresses, then the document itself,
 * once. Up to the intent nothing of it is in the ERP, and a newer state of the order replaces it.
 * @returns the document, read back and bound
 */
export async function makeOrder(context: DeliveryContext, toMake: OrderToMake): Promise<ErpOrder> {
  const { document, order, mapping } = toMake;
  const mapped = mapByRules(context, order, mapping);
  const missing = await missingProducts(context, mapped.draft.lines);
  if (missing[0]) throw new OrderHeld(missing[0], { gaps: missing });

  const reference = referenceOf(context.tenant, document);
  const draft = { ...(await withRecords(context, document, mapped)), reference };
  const sent: Sent = {
    draft,
    // A refund is not in the document: it shows as a change once the document is there.
    content: { ...contentOf(order, mapping.document.orders.statuses), refundedTotal: '0' },
    mapping,
  };
  const record = orderRecord(context, toMake, sent, mapped);
  try {
    const once = await makeOnce<ErpOrder>(context, record);
    const found = once.answer === 'found' ? once.all : await readBack(context, document, once.id);
    return await bindOrder(context, document, found, sent, once.answer);
  } catch (error) {
    const refused = error instanceof ErpError && error.next === 'hold';
    if (refused && (await dropGoneRecords(context, mapped.customer.reference, draft))) {
      throw new OrderWaits('conflict', { cause: error });
    }
    throw error;
  }
}

/** Customer and addresses, where the ERP keeps records of them. */
async function withRecords(
  context: DeliveryContext,
  of: OrdersDocument,
  mapped: MappedOrder,
): Promise<ErpOrderDraft> {
  const { draft } = mapped;
  const none = { customerId: null, invoiceAddressId: null, shippingAddressId: null };
  if (context.capabilities.customers === 'on_order') return { ...draft, ...none };
  const customerId = await findOrMakeCustomer(context, of, mapped.customer, draft.customer);
  if (context.capabilities.addresses === 'on_order') return { ...draft, ...none, customerId };
  const invoiceAddressId = await findOrMakeAddress(context, of, customerId, draft.invoiceAddress);
  const shippingAddressId = await findOrMakeAddress(context, of, customerId, draft.shippingAddress);
  return { ...draft, customerId, invoiceAddressId, shippingAddressId };
}

function orderRecord(
  context: DeliveryContext,
  { document, order, readNumber, mayBeThere }: OrderToMake,
  sent: Sent,
  mapped: MappedOrder,
): RecordToMake<ErpOrder> {
  const { tenant, erp, erpName } = context;
  const { draft } = sent;
  const move = (transaction: AgentTransaction, state: 'open' | 'in_doubt') =>
    writeDelivery(transaction, tenant, document, timestamp(context), { state });
  return {
    what: 'order',
    anchor: draft.reference,
    of: document,
    // The ERP refuses a second one of this reference, and knows nothing of one that replaced it, or that it replaces.
    unique: context.capabilities.uniqueOrderReference && !mayBeThere && document.generation === 1,
    lookUp: () => lookUpOrder(context, document, 'in_force'),
    make: (beforeWrite) => erp.createOrder(draft, beforeWrite),
    async onIntent(transaction) {
      const newest = await readNumberOf(transaction, tenant, document.order.id);
      if (newest.readNumber !== readNumber || newest.presence !== 'present') throw new OrderChanged();
      await countWrite(transaction, tenant);
      await writeDelivery(transaction, tenant, document, timestamp(context), {
        state: 'sending',
        draft,
        content: sent.content,
        mappingHash: sent.mapping.hash,
        leftOut: false,
      });
      await tellIntent(context, transaction, document, order, sent, mapped);
    },
    onRefused: (transaction) => move(transaction, 'open'),
    async onDoubt(transaction) {
      await move(transaction, 'in_doubt');
      await context.tell.step(transaction, document, { code: 'step_answer_lost', values: { erp: erpName } });
      await context.tell.stands(transaction, document.order, {
        state: 'in_doubt',
        message: { code: 'order_in_doubt', values: { erp: erpName } },
      });
    },
  };
}

async function tellIntent(
  context: DeliveryContext,
  transaction: AgentTransaction,
  document: OrdersDocument,
  order: CanonicalOrder,
  { draft, mapping }: Sent,
  mapped: MappedOrder,
): Promise<void> {
  const { tell, erpName } = context;
  await tell.step(transaction, document, {
    code: 'step_rules',
    values: { lines: draft.lines.length, mapping: mapping.document.version },
  });
  if (mapped.rounding !== null) {
    const money = moneyWithCurrency(mapped.rounding, order.currency);
    await tell.step(transaction, document, { code: 'step_rounding', values: { money, erp: erpName } });
  }
  await tell.stands(transaction, document.order, {
    state: 'working',
    message: { code: 'order_working', values: { erp: erpName } },
    total: moneyText(order.total, order.currency),
    currency: order.currency,
  });
}

/** By the reference where the ERP might have two of it, else by the id that it answered. */
async function readBack(
  context: DeliveryContext,
  document: OrdersDocument,
  id: string,
): Promise<readonly [ErpOrder, ...ErpOrder[]]> {
  if (context.capabilities.uniqueOrderReference) {
    const made = await context.erp.readOrder(id);
    if (made) return [made];
  } else {
    const found = await lookUpOrder(context, document, 'in_force');
    if (found.answer === 'found' && found.all.some((one) => one.id === id)) return found.all;
  }
  throw new OrderWaits('doubt');
}
