import { afterAll, beforeAll } from 'vitest';
import { describeCheckoutCrashes } from './describe-checkout-crashes.ts';
import { openWholeWays, type WholeWay } from './whole-way.ts';

const ways = openWholeWays();
let way: WholeWay;
beforeAll(async () => {
  way = await ways.start({ name: 'hpos', erp: 'sandbox', storage: 'hpos' });
});
afterAll(() => ways.stop());

describeCheckoutCrashes(() => way);
