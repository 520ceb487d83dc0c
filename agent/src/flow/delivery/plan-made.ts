import type { DeliveryFacts, OrderFacts, OrderRules } from './order-facts.ts';
import { asksToSend, leavingAsIs, leavingOut, saw } from './persons-word.ts';
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

/** Who asked to send it again before it was dead meant the document that was there. */
function asksToReplace(facts: OrderFacts): boolean {
  const { word, heldFor } = facts;
  return word !== null && asksToSend(word) && isDead(facts) && saw(word, heldFor);
}

/** The document is there, and on its way to the state that the rules want. */
export function planMade(facts: OrderFacts, delivery: DeliveryFacts, rules: OrderRules): OrderPlan {
  // What its people deleted there is not there to stay.
  const leaving = leavingOut(facts.word);
  if (leaving && facts.heldFor?.code === 'document_gone') return leftOut(leaving);
  const staying = leavingAsIs(facts.word);
  // A document that stands still on the way is a person's from the moment they say so. Said before we lost what we
  // knew, it was perhaps said of a change: one that has nowhere left to go is none that stands still.
  const isThere = delivery.documentState !== null && !isBefore(delivery.documentState, rules.lastStep);
  const isOfChange = staying?.isRepeated && (staying.isOutrun || (isThere && facts.heldFor === null));
  if (staying && !isOfChange) return leftAsIs(staying, delivery, rules);
  // "Send again" is about the order as it is: one that is not to go is not made anew.
  if (asksToReplace(facts) && weighUnsent(facts, rules).do === 'deliver') return { do: 'replace' };
  if (delivery.leftOut && !asksToSend(facts.word)) return stillLeftOut(facts, delivery);
  if (facts.presence === 'gone' || !facts.order) return planChange(facts, delivery, rules);
  // A refund of a part is no reason to leave the order itself standing on its way: it is asked about once the order is
  // where it belongs.
  const { change, content } = weighChange(facts.order, delivery, rules);
  const isPartRefunded = change?.isRefundAlone && content.undoneBy === null && !facts.order.anonymized;
  return change === null || isPartRefunded ? { do: 'go_on' } : planChange(facts, delivery, rules);
}
