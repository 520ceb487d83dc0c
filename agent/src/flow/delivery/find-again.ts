import type { ErpOrder } from '../../adapters/erp-documents.ts';
import type { CanonicalOrder } from '../canonical/canonical-order.ts';
import { contentOf } from '../canonical/order-content.ts';
import type { Mapping } from '../mapping/mapping-document.ts';
import { bindOrder, type Sent } from './bind-order.ts';
import { nameOf } from './compare-document.ts';
import type { DeliveryContext } from './delivery-context.ts';
import { firstReferenceOf, type OrdersDocument } from './document-key.ts';
import { mapByRules } from './map-by-rules.ts';
import { OrderHeld, OrderWaits } from './order-turns.ts';
import { waitForEarlierWriter } from './write-permit.ts';

/**
 * Looks whether the ERP has an order that we don't remember to have sent: this agent came back from a backup, or lost
 * what it knew, and the order is not to be sent any more, so that no create would run into the document. What is found
 * is bound if it equals what would be sent.
 * @param order null: it is gone, and nothing is left of it but its check
 * @returns the document; null: the ERP surely lacks it
 * @throws {OrderWaits} while it can't be told
 * @throws {OrderHeld} where what is found does not fit, or can't be compared
 */
export async function findAgain(
  context: DeliveryContext,
  document: OrdersDocument,
  order: CanonicalOrder | null,
  mapping: Mapping,
): Promise<ErpOrder | null> {
  // A write of the process before us could appear just after the question.
  const tooEarly = context.permit.createsInMs() > 0;
  const found = await context.erp.findOrders(firstReferenceOf(context.tenant, document));
  if (found.answer === 'cannot_tell') throw new OrderWaits('doubt', { cause: found.because });
  if (found.answer === 'absent') {
    if (tooEarly) waitForEarlierWriter(context.permit);
    if (tooEarly) throw new OrderWaits('doubt');
    return null;
  }
  if (order === null) {
    const values = { erp: context.erpName, document: nameOf(found.all[0]) };
    throw new OrderHeld({ code: 'deleted_after_delivery', values });
  }
  const mapped = mapByRules(context, order, mapping);
  const sent: Sent = {
    draft: { ...mapped.draft, customerId: null, invoiceAddressId: null, shippingAddressId: null },
    // As it stood when it was sent: what undid it since, and what was refunded, shows as a change.
    content: { ...contentOf(order, mapping.document.orders.statuses), undoneBy: null, refundedTotal: '0' },
    mapping,
  };
  return bindOrder(context, document, found.all, sent, 'found');
}
