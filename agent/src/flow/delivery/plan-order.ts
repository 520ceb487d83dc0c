import type { CanonicalOrder } from '../canonical/canonical-order.ts';
import { STATE_MISSING } from '../inbox/invalid-state.ts';
import type { OrderFacts, OrderRules } from './order-facts.ts';
import { planAnotherOrder } from './plan-another-order.ts';
import { heldUntilLeftOut, type OrderAnswer } from './plan-answers.ts';
import { planDelivered } from './plan-delivered.ts';
import { planDoubtful } from './plan-doubtful.ts';
import { planMade } from './plan-made.ts';
import { isOutdated, setAside } from './plan-outdated.ts';
import { planUnsent } from './plan-unsent.ts';

/**
 * What to do next about one order:
 * - `deliver`        map it and make it in the ERP
 * - `resolve_doubt`  ask the ERP whether it has what was sent
 * - `find_again`     ask the ERP whether it has what we don't remember
 * - `go_on`          the document is made: bring it to the state that is wanted
 * - `replace`        the document is dead in the ERP, and a person asked for another one
 * - `resolve_former` ask the ERP whether it has what was sent of an order that had this id before
 * - `take_as_new`    a person said that it is another order than the one that had its id before
 * - `answer`         nothing is to be done in the ERP
 */
export type OrderPlan =
  | { readonly do: 'deliver'; readonly order: CanonicalOrder }
  | { readonly do: 'resolve_doubt' }
  | { readonly do: 'find_again'; readonly check: string; readonly order: CanonicalOrder | null }
  | { readonly do: 'go_on' }
  | { readonly do: 'replace' }
  | { readonly do: 'resolve_former' }
  | { readonly do: 'take_as_new' }
  | OrderAnswer;

/** The newest state decides, whatever was asked or held before it. Pure: the same facts always give the same plan. */
export function planOrder(facts: OrderFacts, rules: OrderRules): OrderPlan {
  if (isOutdated(facts)) return setAside(facts, planByState({ ...facts, word: null }, rules));
  return planByState(facts, rules);
}

function planByState(facts: OrderFacts, rules: OrderRules): OrderPlan {
  const { delivery } = facts;
  if (delivery?.state === 'sending' || delivery?.state === 'in_doubt') {
    return planDoubtful(facts, delivery.state);
  }
  const another = planAnotherOrder(facts, rules);
  if (another) return another;
  if (facts.presence === 'unreadable')
    return heldUntilLeftOut(facts, { code: 'order_unreadable', values: {} }, rules);
  if (facts.presence === 'invalid') {
    return heldUntilLeftOut(
      facts,
      {
        code: 'state_invalid',
        values: { ...(facts.invalid ?? STATE_MISSING) },
      },
      rules,
    );
  }
  if (delivery?.state === 'made') return planMade(facts, delivery, rules);
  if (delivery?.state === 'delivered') return planDelivered(facts, delivery, rules);
  return planUnsent(facts, rules);
}
