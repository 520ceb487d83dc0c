import type { CanonicalOrder } from '../canonical/canonical-order.ts';
import { type MappedOrder, mapOrder } from '../mapping/map-order.ts';
import type { Mapping } from '../mapping/mapping-document.ts';
import type { DeliveryContext } from './delivery-context.ts';
import { OrderHeld } from './order-turns.ts';

/** @throws {OrderHeld} with all its gaps, where the rules lack something for this order */
export function mapByRules(context: DeliveryContext, order: CanonicalOrder, mapping: Mapping): MappedOrder {
  const { tenant, erpName: erp, capabilities } = context;
  const mapped = mapOrder(order, mapping, { tenant, erp, capabilities });
  if ('gaps' in mapped) throw new OrderHeld(mapped.gaps[0], { gaps: mapped.gaps });
  return mapped;
}
