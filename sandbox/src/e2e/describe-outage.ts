import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { generatePlan } from '../checkout/checkout-plan.ts';
import { runCheckouts } from '../checkout/run-checkouts.ts';
import { startServer, stopServer } from '../erp/start-erp.ts';
import { untilAgentIs } from './control-agent.ts';
import { expectAgreement } from './expect-agreement.ts';
import type { WholeWay } from './whole-way.ts';

/**
 * `COUNTERFOIL_E2E_OUTAGE_SECONDS=60`: the whole minute; else as long as it takes until the agent has noticed and said
 * so.
 */
const OUTAGE_MS = Number(process.env['COUNTERFOIL_E2E_OUTAGE_SECONDS'] ?? '0') * 1000;

export function describeOutage(way: () => WholeWay): void {
  describe('the ERP killed and away', () => {
    test('gets every order of that time once, when it is back', async () => {
      const began = performance.now();
      const underWay = runCheckouts(way(), {
        count: 4,
        rate: null,
        parallel: 3,
        plan: (index) => generatePlan(50, index),
      });
      await stopServer(way().erp, 'kill');
      const placed = await runCheckouts(way(), {
        count: 5,
        rate: null,
        parallel: 2,
        plan: (index) => generatePlan(51, index),
      });
      expect([...(await underWay).failed, ...placed.failed]).toEqual([]);
      const state = way().agent?.state ?? '';
      await untilAgentIs(state, 'erp_waits');
      await pause(Math.max(0, OUTAGE_MS - (performance.now() - began)));
      await startServer(way().erp);
      await expectAgreement(way());
      await untilAgentIs(state, 'running');
    });
  });
}
