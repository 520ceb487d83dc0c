import { afterAll, beforeAll } from 'vitest';
import { runsOnStandIn } from '../store/runs-on-stand-in.ts';
import { describeAgentKills } from './describe-agent-kills.ts';
import { describeChanges } from './describe-changes.ts';
import { describeCheckoutCrashes } from './describe-checkout-crashes.ts';
import { describeCopiedShop } from './describe-copied-shop.ts';
import { describeFirstOrders } from './describe-first-orders.ts';
import { describeSecondAgent } from './describe-second-agent.ts';
import { describeUnreadable } from './describe-unreadable.ts';
import { openWholeWays, type WholeWay } from './whole-way.ts';

const ways = openWholeWays();
let way: WholeWay;
beforeAll(async () => {
  // The stand-in for WooCommerce has no legacy storage; what only this file tests holds on HPOS, too.
  const storage = (await runsOnStandIn()) ? 'hpos' : 'legacy';
  way = await ways.start({ name: 'legacy', erp: 'sandbox', storage });
});
afterAll(() => ways.stop());

describeCheckoutCrashes(() => way);
describeUnreadable(() => way);
describeChanges(() => way);
describeFirstOrders(() => way);
describeAgentKills(() => way, 11, 12);
describeSecondAgent(() => way);
describeCopiedShop(() => way);
