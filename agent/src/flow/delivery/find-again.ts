import { formatExternalReference } from '@counterfoil/shared-types';
import type { CanonicalOrder } from '../canonical/canonical-order.ts';
import { contentOf } from '../canonical/order-content.ts';
import { bindOrder } from './bind-order.ts';
import { nameOf } from './compare-document.ts';
import type { DeliveryContext } from './delivery-context.ts';
import { mapByRules } from './map-by-rules.ts';
import { OrderHeld, OrderWaits } from './order-turns.ts';
import { waitForEarlierWriter } from './write-permit.ts';

/**
 * Looks whether the ERP has an order that we don't remember to have sent: this agent came back from a backup, or lost what it knew, and the
 * order is not to be sent any more, so that no create would run into the document. What is found is bound if it equals what would be sent.
 * @param about `order` null: it is gone, and nothing is left of it but its check
 * @returns whether it was found
 * @throws {OrderWaits} while it can't be told
 * @throws {OrderHeld} where what is found does not fit, or can't be compared
 */
export async function findAgain(
  context: DeliveryContext,
  about: { readonly orderId: number; readonly check: string; readonly order: CanonicalOrder | null },
): Promise<boolean> {
  const { document: rules } = context.mapping;
  const { orderId: shopId, check, order } = about;
  const reference = formatExternalReference({ tenant: context.tenant, kind: 'o', shopId, check });
  // A write of the process before us could appear just after the question.
  const tooEarly = context.permit.createsInMs() > 0;
  const found = await context.erp.findOrders(reference);
  if (found.answer === 'cannot_tell') throw new OrderWaits('doubt', { cause: found.because });
  if (found.answer === 'absent') {
    if (tooEarly) waitForEarlierWriter(context.permit);
    if (tooEarly) throw new OrderWaits('doubt');
    return false;
  }
  if (order === null) {
    const values = { erp: context.erpName, document: nameOf(found.all[0]) };
    throw new OrderHeld({ code: 'deleted_after_delivery', values });
  }
  const mapped = mapByRules(context, order);
  const sent = {
    draft: { ...mapped.draft, customerId: null, invoiceAddressId: null, shippingAddressId: null },
    // As it stood when it was sent: what undid it since, and what was refunded, shows as a change.
    content: { ...contentOf(order, rules.orders.statuses), undoneBy: null, refundedTotal: '0' },
    mappingVersion: rules.version,
  };
  await bindOrder(context, order.shopOrderId, found.all, sent, 'found');
  return true;
}
