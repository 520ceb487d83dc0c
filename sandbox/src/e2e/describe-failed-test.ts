import { describe, expect, test } from 'vitest';
import { stopServer } from '../erp/start-erp.ts';
import { armFault, listFaults } from '../store/arm-fault.ts';
import { makeOrder } from './act-in-shop.ts';
import { endAgent } from './control-agent.ts';
import { expectAgreement, readErp } from './expect-agreement.ts';
import { startSecondAgent } from './second-agent.ts';
import type { WholeWay } from './whole-way.ts';

const ORDER = { lines: [{ sku: 'CF-PEN', quantity: 1 }] } as const;

/** What the tests of a whole way rely on: each finds it whole. */
export function describeFailedTest(way: () => WholeWay): void {
  describe('a test that fails half-way', () => {
    test.fails('breaks whatever a test here can break, and leaves an order on its way', async () => {
      await makeOrder(way(), ORDER);
      armFault(way(), { name: 'left', action: 'kill', hook: 'woocommerce_new_order', times: null });
      way().proxy.switches.set({ down: { answer: '503' } });
      await startSecondAgent(way());
      await endAgent(way(), 'kill');
      await stopServer(way().erp, 'kill');
      throw new Error('half-way');
    });

    test('leaves the next one nothing to repair and no order to answer for', async () => {
      expect(way().meant.givenUp.size).toBe(1);
      expect(listFaults(way())).toEqual([]);
      await makeOrder(way(), ORDER);
      await expectAgreement(way());
      expect(await readErp(way())).toHaveLength(1);
    });
  });
}
