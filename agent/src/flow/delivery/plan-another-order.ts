import { hasDocument } from './delivery-states.ts';
import type { OrderFacts, OrderRules } from './order-facts.ts';
import { heldUntilLeftOut, type OrderAnswer } from './plan-answers.ts';

/** Ids repeat after a restored shop: what carries another check is another order. Null: it is not. */
export function planAnotherOrder(facts: OrderFacts, rules: OrderRules): OrderAnswer | null {
  const { delivery, order } = facts;
  if (facts.presence !== 'present' || !order || !delivery || delivery.check === null) return null;
  if (delivery.check === order.check || !hasDocument(delivery.state)) return null;
  const values = { erp: rules.erp, document: delivery.documentNumber };
  return heldUntilLeftOut(facts, { code: 'binding_of_another_order', values }, true);
}
