import { hasDocument } from './delivery-states.ts';
import type { OrderFacts } from './order-facts.ts';
import { knewOf, saw } from './persons-word.ts';
import { held, type OrderAnswer } from './plan-answers.ts';
import type { OrderPlan } from './plan-order.ts';

/** The ERP has it, as far as its people have not deleted it there. */
function isInErp({ delivery, heldFor }: OrderFacts): boolean {
  return delivery !== null && hasDocument(delivery.state) && heldFor?.code !== 'document_gone';
}

/**
 * Whether a person's word says nothing of what stands now: it was said of an older state.
 * - `leave_out` is about an order that is not in the ERP, and about what it was held for when they looked, or nothing.
 * - `leave_as_is` is about one that is there. What changed there is weighed with the change (plan-change.ts).
 * - `new_order` is about the question whether it is one.
 * - `send_again` is about the order as it is: what is fine is found so, and what can't go is held again. Only what
 *   somebody left out after they looked is not taken up, and no dead document is replaced that they did not see dead
 *   (plan-made.ts).
 */
export function isOutdated(facts: OrderFacts): boolean {
  const { word, delivery, heldFor, former } = facts;
  switch (word?.asks) {
    case 'leave_out':
      return isInErp(facts) || !knewOf(word, heldFor);
    case 'leave_as_is':
      // Said before we lost what we knew: the ERP is asked first (plan-unsent.ts).
      if (!isInErp(facts)) return !(word.isRepeated && facts.mayBeThere);
      return delivery?.state === 'made' && !saw(word, heldFor);
    case 'new_order':
      return former !== null && !delivery?.newOrder && !saw(word, heldFor);
    case 'send_again':
      return (
        delivery?.leftOut === true &&
        delivery.said !== null &&
        word.seen !== null &&
        word.seen.code !== delivery.said.code
      );
    case undefined:
      return false;
  }
}

/**
 * A word that is not about what stands now is not applied to it, and the person is told to look again. Nothing is
 * written to the ERP either, as it would be had they said nothing: the hold that stands stays, and where none does, it
 * is held for that.
 * @param plan had they said nothing
 */
export function setAside(facts: OrderFacts, plan: OrderPlan): OrderPlan {
  switch (plan.do) {
    case 'answer':
      return { ...plan, outdated: true };
    case 'resolve_doubt':
    case 'resolve_former':
    case 'find_again':
      return plan;
    default:
      return askedAnew(facts);
  }
}

function askedAnew({ heldFor }: OrderFacts): OrderAnswer {
  if (heldFor === null) return { ...held({ code: 'word_outdated', values: {} }), outdated: true };
  return { ...held(heldFor), holdStays: true, outdated: true };
}
