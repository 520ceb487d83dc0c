import type { DeliveryFacts, OrderFacts, OrderRules } from './order-facts.ts';
import { type OrderAnswer, skipped } from './plan-answers.ts';
import { planChange, weighChange } from './plan-change.ts';

/** The document is where the rules want it. */
export function planDelivered(facts: OrderFacts, delivery: DeliveryFacts, rules: OrderRules): OrderAnswer {
  const { order } = facts;
  if (facts.presence !== 'gone' && order?.anonymized) {
    const { change, content } = weighChange(order, delivery, rules);
    if (change === null) {
      return { ...skipped({ code: 'person_erased', values: {} }), accept: content, forgetPerson: true };
    }
  }
  return planChange(facts, delivery, rules);
}
