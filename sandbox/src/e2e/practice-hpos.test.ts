import { afterAll, beforeAll } from 'vitest';
import { describeChanges } from './describe-changes.ts';
import { describeCheckoutCrashes } from './describe-checkout-crashes.ts';
import { describeFailedTest } from './describe-failed-test.ts';
import { describeReconnected } from './describe-reconnected.ts';
import { describeRestoredAgent, describeRestoredShop } from './describe-restores.ts';
import { describeSlowErp } from './describe-slow-erp.ts';
import { describeUnreadable } from './describe-unreadable.ts';
import { openWholeWays, type WholeWay } from './whole-way.ts';

const ways = openWholeWays();
let way: WholeWay;
beforeAll(async () => {
  way = await ways.start({
    name: 'hpos',
    erp: 'sandbox',
    storage: 'hpos',
    // Less than it may take to commit: what is slower is in doubt.
    config: (yaml) => yaml.replace('callTimeoutSeconds: 30', 'callTimeoutSeconds: 3'),
  });
});
afterAll(() => ways.stop());

describeFailedTest(() => way);
describeCheckoutCrashes(() => way);
describeUnreadable(() => way);
describeChanges(() => way);
// Before the restores: for a day after one each order is looked for before it is sent, and so never comes into doubt.
describeSlowErp(() => way);
describeRestoredAgent(() => way);
describeRestoredShop(() => way);
describeReconnected(() => way);
