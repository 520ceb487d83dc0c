import { expect, test } from 'vitest';
import { makeSnapshot } from '../../../simulation/make-snapshot.ts';
import { DOCUMENT, RULES, someFacts, someOrder, someWord } from './order-facts.fixture.ts';
import type { OrderFacts } from './order-facts.ts';
import { type OrderPlan, planOrder } from './plan-order.ts';

export type Case = readonly [name: string, facts: Partial<OrderFacts>, plan: string];

/**
 * `deliver`, or an answer's outcome and code, with `+accept`, `+leftOut`, `-leftOut`, `+forgetPerson`, `!outdated`
 * where it says so.
 */
function inShort(plan: OrderPlan): string {
  if (plan.do !== 'answer') return plan.do;
  const more = [
    plan.accept ? ' +accept' : '',
    plan.leftOut === undefined ? '' : plan.leftOut ? ' +leftOut' : ' -leftOut',
    plan.forgetPerson ? ' +forgetPerson' : '',
    plan.holdStays ? ' (the hold stays)' : '',
    plan.outdated ? ' !outdated' : '',
  ].join('');
  return `${plan.outcome} ${plan.message.code}${more}`;
}

export function check(cases: readonly Case[]): void {
  test.each(cases)('%s', (_name, changes, plan) => {
    expect(inShort(planOrder(someFacts(changes), RULES))).toBe(plan);
  });
}

export const cancelled = someOrder({ status: 'cancelled' });
export const erased = someOrder({
  email: 'deleted@site.invalid',
  billing: { ...makeSnapshot().billing, firstName: '', lastName: '', line1: '', phone: '' },
  anonymized: true,
});
export const refunded = someOrder({ refundedTotal: '5.00' });
export const allRefunded = someOrder({ refundedTotal: '31.20', status: 'refunded' });
export const leaveOut = someWord();
export const leaveAsIs = someWord({ asks: 'leave_as_is' });
export const outrun = someWord({ isOutrun: true });
export const asIsOutrun = someWord({ asks: 'leave_as_is', isOutrun: true });
export const repeated = someWord({ isRepeated: true });
export const asIsRepeated = someWord({ asks: 'leave_as_is', isRepeated: true });
export const sendAgain = someWord({ asks: 'send_again' });
export const HELD_CANCELLED = {
  code: 'change_after_delivery',
  values: { changes: [{ what: 'status', line: null, before: null, after: 'cancelled' }], ...DOCUMENT },
} as const;
export const DELETED = { code: 'deleted_after_delivery', values: DOCUMENT } as const;
