import { afterAll, beforeAll } from 'vitest';
import { describeChanges } from './describe-changes.ts';
import { describeCheckoutCrashes } from './describe-checkout-crashes.ts';
import { describeUnreadable } from './describe-unreadable.ts';
import { openWholeWays, type WholeWay } from './whole-way.ts';

const ways = openWholeWays();
let way: WholeWay;
beforeAll(async () => {
  way = await ways.start({ name: 'legacy', erp: 'sandbox', storage: 'legacy' });
});
afterAll(() => ways.stop());

describeCheckoutCrashes(() => way);
describeUnreadable(() => way);
describeChanges(() => way);
