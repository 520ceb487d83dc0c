import { expect, test } from 'vitest';
import { seedProducts } from '../store/products.ts';
import { generatePlan, whoBuys } from './checkout-plan.ts';

const plans = Array.from({ length: 300 }, (_, index) => generatePlan(7, index));

test('the same seed and number give the same plan, another seed another run', () => {
  expect(Array.from({ length: 300 }, (_, index) => generatePlan(7, index))).toEqual(plans);
  expect(Array.from({ length: 300 }, (_, index) => generatePlan(8, index))).not.toEqual(plans);
});

test('a run has guests and accounts, both payments, coupons and carts of one to three lines', () => {
  expect(plans.some((plan) => 'login' in plan.customer)).toBe(true);
  expect(plans.some((plan) => 'guest' in plan.customer)).toBe(true);
  expect(new Set(plans.map((plan) => plan.payment))).toEqual(new Set(['cod', 'bacs']));
  expect(new Set(plans.map((plan) => plan.coupon))).toEqual(new Set([undefined, 'ten-percent', 'five-off']));
  expect(new Set(plans.map((plan) => plan.lines.length))).toEqual(new Set([1, 2, 3]));
});

test('everything that is bought exists, and no product stands twice in a cart', () => {
  const keys = new Set(
    seedProducts.flatMap((product) => [product.key, ...(product.variations ?? []).map((one) => one.key)]),
  );
  for (const { lines } of plans) {
    expect(new Set(lines.map((line) => line.product)).size).toBe(lines.length);
    for (const line of lines) expect(keys).toContain(line.product);
  }
});

test('no two guests of a run are the same person', () => {
  const emails = plans.filter((plan) => 'guest' in plan.customer).map((plan) => whoBuys(plan).email);
  expect(new Set(emails).size).toBe(emails.length);
});

test('with one product to choose from, each cart has that one line', () => {
  expect(generatePlan(1, 0, ['mug']).lines).toMatchObject([{ product: 'mug' }]);
});

test('an address given with the plan takes the place of the person’s own, field by field', () => {
  const plan = { ...generatePlan(1, 0), customer: { login: 'jurgen' }, address: { city: 'Bonn' } };
  expect(whoBuys(plan)).toMatchObject({
    email: 'jurgen@example.test',
    address: { city: 'Bonn', last_name: 'Größmann' },
  });
});

test('an account that does not exist is refused with those that do', () => {
  expect(() => whoBuys({ ...generatePlan(1, 0), customer: { login: 'nobody' } })).toThrow(/claire, lucas/);
});
