import type { ErpOrder, ErpOrderDraft } from '../../adapters/erp-documents.ts';
import { ErpError } from '../../adapters/erp-errors.ts';
import type { AgentTransaction } from '../../database/transaction.ts';
import type { CanonicalOrder } from '../canonical/canonical-order.ts';
import { moneyText, moneyWithCurrency } from '../canonical/money.ts';
import { contentOf } from '../canonical/order-content.ts';
import { readNumberOf } from '../inbox/order-state-table.ts';
import { countWrite } from '../inbox/tenant-table.ts';
import type { MappedOrder } from '../mapping/map-order.ts';
import { bindOrder, type Sent } from './bind-order.ts';
import { missingProducts } from './check-products.ts';
import { type DeliveryContext, timestamp } from './delivery-context.ts';
import { writeDelivery } from './delivery-table.ts';
import { dropGoneRecords } from './drop-gone-records.ts';
import { findOrMakeAddress } from './find-or-make-address.ts';
import { findOrMakeCustomer } from './find-or-make-customer.ts';
import { makeOnce, type RecordToMake } from './make-once.ts';
import { mapByRules } from './map-by-rules.ts';
import { OrderChanged, OrderHeld, OrderWaits } from './order-turns.ts';

/**
 * Makes the sales order of an order that has none: its rules, its customer and addresses, then the document itself, once. Up to
 * the intent nothing of it is in the ERP, and a newer state of the order replaces it.
 * @param readNumber of the state that is sent
 */
export async function makeOrder(
  context: DeliveryContext,
  order: CanonicalOrder,
  readNumber: number,
): Promise<void> {
  const mapped = mapByRules(context, order);
  const missing = await missingProducts(context, mapped.draft.lines);
  if (missing[0]) throw new OrderHeld(missing[0], { gaps: missing });

  const draft = await withRecords(context, order.shopOrderId, mapped);
  const sent: Sent = {
    draft,
    // A refund is not in the document: it shows as a change once the document is there.
    content: { ...contentOf(order, context.mapping.document.orders.statuses), refundedTotal: '0' },
    mappingVersion: context.mapping.document.version,
  };
  const record = orderRecord(context, order, sent, mapped, readNumber);
  try {
    const once = await makeOnce<ErpOrder>(context, record);
    const found = once.answer === 'found' ? once.all : await readBack(context, draft.reference, once.id);
    await bindOrder(context, order.shopOrderId, found, sent, once.answer);
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
  orderId: number,
  mapped: MappedOrder,
): Promise<ErpOrderDraft> {
  const { draft } = mapped;
  const none = { customerId: null, invoiceAddressId: null, shippingAddressId: null };
  if (context.capabilities.customers === 'on_order') return { ...draft, ...none };
  const customerId = await findOrMakeCustomer(context, orderId, mapped.customer, draft.customer);
  if (context.capabilities.addresses === 'on_order') return { ...draft, ...none, customerId };
  const invoiceAddressId = await findOrMakeAddress(context, orderId, customerId, draft.invoiceAddress);
  const shippingAddressId = await findOrMakeAddress(context, orderId, customerId, draft.shippingAddress);
  return { ...draft, customerId, invoiceAddressId, shippingAddressId };
}

function orderRecord(
  context: DeliveryContext,
  order: CanonicalOrder,
  sent: Sent,
  mapped: MappedOrder,
  readNumber: number,
): RecordToMake<ErpOrder> {
  const { tenant, erp, erpName } = context;
  const { draft } = sent;
  const orderId = order.shopOrderId;
  const move = (transaction: AgentTransaction, state: 'open' | 'in_doubt') =>
    writeDelivery(transaction, tenant, orderId, timestamp(context), { state });
  return {
    what: 'order',
    anchor: draft.reference,
    orderId,
    unique: context.capabilities.uniqueOrderReference,
    lookUp: () => erp.findOrders(draft.reference),
    make: (beforeWrite) => erp.createOrder(draft, beforeWrite),
    async onIntent(transaction) {
      const newest = await readNumberOf(transaction, tenant, orderId);
      if (newest.readNumber !== readNumber || newest.presence !== 'present') throw new OrderChanged();
      await countWrite(transaction, tenant);
      await writeDelivery(transaction, tenant, orderId, timestamp(context), {
        state: 'sending',
        ...sent,
        check: order.check,
        reference: draft.reference,
        leftOut: false,
      });
      await tellIntent(context, transaction, order, draft, mapped);
    },
    onRefused: (transaction) => move(transaction, 'open'),
    async onDoubt(transaction) {
      await move(transaction, 'in_doubt');
      await context.tell.step(transaction, orderId, { code: 'step_answer_lost', values: { erp: erpName } });
      await context.tell.stands(transaction, orderId, {
        state: 'in_doubt',
        message: { code: 'order_in_doubt', values: { erp: erpName } },
      });
    },
  };
}

async function tellIntent(
  context: DeliveryContext,
  transaction: AgentTransaction,
  order: CanonicalOrder,
  draft: ErpOrderDraft,
  mapped: MappedOrder,
): Promise<void> {
  const { tell, erpName, mapping } = context;
  await tell.step(transaction, order.shopOrderId, {
    code: 'step_rules',
    values: { lines: draft.lines.length, mapping: mapping.document.version },
  });
  if (mapped.rounding !== null) {
    const money = moneyWithCurrency(mapped.rounding, order.currency);
    await tell.step(transaction, order.shopOrderId, {
      code: 'step_rounding',
      values: { money, erp: erpName },
    });
  }
  await tell.stands(transaction, order.shopOrderId, {
    state: 'working',
    message: { code: 'order_working', values: { erp: erpName } },
    check: order.check,
    total: moneyText(order.total, order.currency),
    currency: order.currency,
  });
}

/** By the reference where the ERP might have two of it, else by the id that it answered. */
async function readBack(
  context: DeliveryContext,
  reference: string,
  id: string,
): Promise<readonly [ErpOrder, ...ErpOrder[]]> {
  if (context.capabilities.uniqueOrderReference) {
    const document = await context.erp.readOrder(id);
    if (document) return [document];
  } else {
    const found = await context.erp.findOrders(reference);
    if (found.answer === 'found' && found.all.some((document) => document.id === id)) return found.all;
  }
  throw new OrderWaits('doubt');
}
