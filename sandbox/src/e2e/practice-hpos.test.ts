import { afterAll, beforeAll } from 'vitest';
import { describeChanges } from './describe-changes.ts';
import { describeCheckoutCrashes } from './describe-checkout-crashes.ts';
import { describeRestoredAgent, describeRestoredShop } from './describe-restores.ts';
import { describeUnreadable } from './describe-unreadable.ts';
import { openWholeWays, type WholeWay } from './whole-way.ts';

const ways = openWholeWays();
let way: WholeWay;
beforeAll(async () => {
  way = await ways.start({ name: 'hpos', erp: 'sandbox', storage: 'hpos' });
});
afterAll(() => ways.stop());

describeCheckoutCrashes(() => way);
describeUnreadable(() => way);
describeChanges(() => way);
describeRestoredAgent(() => way);
describeRestoredShop(() => way);
