import type { DeliveryFacts, OrderFacts, OrderRules } from './order-facts.ts';
import { asksToSend, leavingOut } from './persons-word.ts';
import { leftAsIs, leftOut, stillLeftOut } from './plan-answers.ts';
import { planChange, weighChange } from './plan-change.ts';
import type { OrderPlan } from './plan-order.ts';
import { isBefore } from './plan-steps.ts';
import { weighUnsent } from './plan-unsent.ts';

/** What its people made of the document there: another one is made in its place if a person asks. */
function isDead({ heldFor }: OrderFacts): boolean {
  return (
    heldFor?.code === 'document_gone' ||
    (heldFor?.code === 'erp_state_stuck' && heldFor.values['state'] === 'cancelled')
  );
}

/** The document is there, and on its way to the state that the rules want. */
export function planMade(facts: OrderFacts, delivery: DeliveryFacts, rules: OrderRules): OrderPlan {
  const leaving = leavingOut(facts.word);
  // A document that stands still on the way is a person's from the moment they say so. Said before we lost what we knew, it was perhaps said
  // of a change: one that has nowhere left to go is none that stands still.
  const isThere = delivery.documentState !== null && !isBefore(delivery.documentState, rules.lastStep);
  const isOfChange = leaving?.isRepeated && (leaving.isOutrun || (isThere && facts.heldFor === null));
  if (leaving && !isOfChange) {
    // What its people deleted there is not there to stay.
    const isGone = facts.heldFor?.code === 'document_gone';
    return isGone ? leftOut(leaving) : leftAsIs(leaving, delivery, rules);
  }
  // "Send again" is about the order as it is: one that is not to go is not made anew.
  if (asksToSend(facts.word) && isDead(facts) && weighUnsent(facts, rules).do === 'deliver') {
    return { do: 'replace' };
  }
  if (delivery.leftOut && !asksToSend(facts.word)) return stillLeftOut(facts, delivery);
  if (facts.presence === 'gone' || !facts.order) return planChange(facts, delivery, rules);
  // A refund of a part is no reason to leave the order itself standing on its way: it is asked about once the order is where it belongs.
  const { change, content } = weighChange(facts.order, delivery, rules);
  const isPartRefunded = change?.isRefundAlone && content.undoneBy === null && !facts.order.anonymized;
  return change === null || isPartRefunded ? { do: 'go_on' } : planChange(facts, delivery, rules);
}
