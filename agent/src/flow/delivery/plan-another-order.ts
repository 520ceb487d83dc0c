import { isHeldFor, type OrderFacts, type OrderRules } from './order-facts.ts';
import { leavingOut } from './persons-word.ts';
import { heldUntilLeftOut, leftOut, type OrderAnswer } from './plan-answers.ts';
import { HELD_IN_DOUBT } from './plan-doubtful.ts';

/**
 * Ids repeat after a restored shop: another order had this one's, and is in the ERP. It waits until a person says that
 * it is a new one: its check may also have changed in the shop, and then it would be made a second time.
 * @returns null: no other order stands in its way
 */
export function planAnotherOrder(
  facts: OrderFacts,
  rules: OrderRules,
): OrderAnswer | { readonly do: 'take_as_new' } | { readonly do: 'resolve_former' } | null {
  const { former, delivery, word } = facts;
  if (former === null) return null;
  const leaving = leavingOut(word);
  if (former.isDoubtful) {
    return leaving && isHeldFor(facts, HELD_IN_DOUBT) ? leftOut(leaving) : { do: 'resolve_former' };
  }
  if (delivery?.newOrder) return null;
  if (word?.asks === 'new_order') return { do: 'take_as_new' };
  const values = { erp: rules.erp, document: former.documentNumber };
  return heldUntilLeftOut(facts, { code: 'binding_of_another_order', values }, rules);
}
