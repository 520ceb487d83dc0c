import { moneyWithCurrency } from '../../money.ts';
import type { CanonicalOrder } from '../canonical/canonical-order.ts';
import { contentOf } from '../canonical/order-content.ts';
import { STATE_MISSING } from '../inbox/invalid-state.ts';
import { isHeldFor, type OrderFacts, type OrderRules } from './order-facts.ts';
import { asksToSend, leavingAsIs, leavingOut, type PersonsWord } from './persons-word.ts';
import { held, leftOut, type OrderAnswer, skipped, stillLeftOut } from './plan-answers.ts';
import { HELD_IN_DOUBT } from './plan-doubtful.ts';
import type { OrderPlan } from './plan-order.ts';
import { setAside } from './plan-outdated.ts';

/**
 * No document of it is known: it goes, is left out with a reason, or waits; and where we may have forgotten one, the
 * ERP is asked first.
 */
export function planUnsent(facts: OrderFacts, rules: OrderRules): OrderPlan {
  const { order, check, word, delivery } = facts;
  const leaving = leavingOut(word);
  if (leaving) return (leaving.isRepeated ? lookBefore(leaving, facts, rules) : null) ?? leftOut(leaving);
  const staying = leavingAsIs(word);
  if (staying) {
    return lookBefore(staying, facts, rules) ?? setAside(facts, planUnsent({ ...facts, word: null }, rules));
  }
  if (delivery?.leftOut && !asksToSend(word)) return stillLeftOut(facts, delivery);
  const plan = weighUnsent(facts, rules);
  // "Before delivery" may be said only by who knows that nothing was delivered.
  if (plan.do !== 'answer' || plan.outcome !== 'skipped' || !facts.mayBeThere) return plan;
  if (neverCounted(order, rules) || plan.forgetPerson) return plan;
  if (check !== null) return { do: 'find_again', check, order };
  return held({ code: 'deleted_in_doubt', values: { erp: rules.erp } });
}

/** What a person left out or as it is may have been delivered before we lost what we knew: then that counts. */
function lookBefore(leaving: PersonsWord, facts: OrderFacts, rules: OrderRules): OrderPlan | null {
  const { order, check, delivery } = facts;
  if (!facts.mayBeThere || delivery?.leftOut || order?.anonymized || neverCounted(order, rules)) return null;
  if (isHeldFor(facts, [...HELD_IN_DOUBT, 'deleted_after_delivery', 'deleted_in_doubt'])) return null;
  if (check !== null) return { do: 'find_again', check, order };
  return leaving.isOutrun ? held({ code: 'deleted_in_doubt', values: { erp: rules.erp } }) : null;
}

function neverCounted(order: CanonicalOrder | null, rules: OrderRules): boolean {
  return order !== null && order.orderedAt !== null && order.orderedAt < rules.cutover;
}

/** By its state alone, whatever the ERP may have and whoever said something. */
export function weighUnsent(
  facts: OrderFacts,
  rules: OrderRules,
): OrderAnswer | Extract<OrderPlan, { do: 'deliver' }> {
  const { order } = facts;
  if (facts.presence === 'gone') return skipped({ code: 'deleted_before_delivery', values: {} });
  if (!order) return held({ code: 'state_invalid', values: { ...STATE_MISSING } });
  const { status } = order;
  if (order.anonymized) return { ...skipped({ code: 'person_erased', values: {} }), forgetPerson: true };
  if (neverCounted(order, rules)) {
    return skipped({ code: 'before_cutover', values: { cutover: rules.cutover } });
  }
  if (status === 'trash') return skipped({ code: 'trashed_before_delivery', values: {} });
  if (contentOf(order, rules.statuses).undoneBy !== null) {
    return skipped({ code: 'cancelled_before_delivery', values: { status } });
  }
  if (!rules.statuses.includes(status)) return skipped({ code: 'not_counted', values: { status } });
  if (!order.addsUp) {
    const money = moneyWithCurrency(order.total, order.currency);
    const difference = moneyWithCurrency(order.residue, order.currency);
    return held({ code: 'order_does_not_add_up', values: { money, difference } });
  }
  return { do: 'deliver', order };
}
