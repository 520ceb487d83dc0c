import { afterAll, beforeAll } from 'vitest';
import { describeAgentKills } from './describe-agent-kills.ts';
import { describeDoubts } from './describe-doubts.ts';
import { describeFirstOrders } from './describe-first-orders.ts';
import { describeLostRight } from './describe-lost-right.ts';
import { describeOutage } from './describe-outage.ts';
import { openWholeWays, type WholeWay } from './whole-way.ts';

const ways = openWholeWays();
let way: WholeWay;
beforeAll(async () => {
  way = await ways.start({
    name: 'tryton',
    erp: 'tryton',
    // This server is next door: what is under way when a client goes away is committed in seconds. The default waits 30
    // s for each doubt.
    config: (yaml) => yaml.replace('longestCommitSeconds: 30', 'longestCommitSeconds: 10'),
  });
});
afterAll(() => ways.stop());

describeFirstOrders(() => way);
describeOutage(() => way);
describeAgentKills(() => way, 7);
describeDoubts(() => way);
describeLostRight(() => way);
