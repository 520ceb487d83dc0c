import { describe, expect, onTestFinished, test } from 'vitest';
import { generatePlan } from '../checkout/checkout-plan.ts';
import { runCheckouts } from '../checkout/run-checkouts.ts';
import { logInToTryton } from '../erp/tryton/call-tryton.ts';
import { takeRight } from '../erp/tryton/take-right.ts';
import { waitFor } from '../instance/wait-until.ts';
import { queryDatabase } from '../store/query-database.ts';
import { callAgent, untilAgentIs } from './control-agent.ts';
import { expectAgreement, readErp } from './expect-agreement.ts';
import { readJourneys } from './read-shop.ts';
import type { WholeWay } from './whole-way.ts';

/** What wp-admin's overview goes by. */
async function erpInHeartbeat(way: WholeWay): Promise<unknown> {
  const { db } = way.store;
  const [row] = await queryDatabase(db, `SELECT heartbeat FROM ${db.prefix}counterfoil_heartbeat`);
  return JSON.parse(String(row?.['heartbeat'] ?? '{}')).erp;
}

/** Tryton's administrator takes the right to make sales from everybody, and gives it back. */
export function describeLostRight(way: () => WholeWay): void {
  describe('an ERP that forbids the connector to make sales', () => {
    test('makes orders wait, says once which right is missing, and gets each once it is given back, by itself', async () => {
      const { url, database, adminPassword } = way().erp;
      const admin = await logInToTryton({ url, database, user: 'admin', password: adminPassword ?? '' });
      const before = (await readErp(way())).length;
      const state = way().agent?.state ?? '';
      const giveBack = await takeRight(admin, { model: 'sale.sale', right: 'create' });
      let isTaken = true;
      onTestFinished(async () => {
        if (isTaken) await giveBack();
      });
      const run = await runCheckouts(way(), {
        count: 4,
        rate: null,
        parallel: 2,
        plan: (index) => generatePlan(81, index),
      });
      expect(run.failed).toEqual([]);
      await untilAgentIs(state, 'erp_waits');
      const says = {
        code: 'erp_right_missing',
        values: {
          erp: 'Tryton',
          right: expect.stringContaining('sale.sale: create'),
          reason: expect.stringContaining('Sale'),
        },
      };
      const isTold = async () => JSON.stringify(await erpInHeartbeat(way())).includes('erp_right_missing');
      await waitFor('the shop to be told of the right', isTold);
      expect(await erpInHeartbeat(way())).toMatchObject({ reachable: false, ...says });
      const status = await callAgent(way(), ['status']);
      expect(status.code).toBe(1);
      expect(status.stdout).toContain('sale.sale: create');
      const ids = run.placed.map((order) => order.orderId);
      const shown = (await readJourneys(way())).filter((one) => ids.includes(one.orderId));
      expect(new Set(shown.map((one) => one.state))).toEqual(new Set(['waiting']));

      await giveBack();
      isTaken = false;
      await expectAgreement(way());
      expect((await readErp(way())).length - before).toBe(4);
      await untilAgentIs(state, 'running');
    });
  });
}
