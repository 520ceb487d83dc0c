import { isHeldFor, type OrderFacts } from './order-facts.ts';
import { leavingOut } from './persons-word.ts';
import { leftOut } from './plan-answers.ts';
import type { OrderPlan } from './plan-order.ts';

/**
 * Held for what a look at the ERP showed, or failed to show: a person who has looked there too may decide without it.
 */
export const HELD_IN_DOUBT: readonly string[] = [
  'doubt_not_resolved',
  'document_differs',
  'total_differs',
  'several_documents',
  'document_of_another_order',
];

/**
 * Something was sent, and whether the ERP has it is not known: it is asked before anything else, whatever the order has
 * become.
 */
export function planDoubtful(facts: OrderFacts, state: 'sending' | 'in_doubt'): OrderPlan {
  const leaving = leavingOut(facts.word);
  if (leaving && state === 'in_doubt' && isHeldFor(facts, HELD_IN_DOUBT)) return leftOut(leaving);
  return { do: 'resolve_doubt' };
}
