import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { generatePlan } from '../checkout/checkout-plan.ts';
import { runCheckouts } from '../checkout/run-checkouts.ts';
import { waitFor } from '../instance/wait-until.ts';
import { endAgent, letLeaseRunOut, startAgent, untilAgentIs } from './control-agent.ts';
import { expectAgreement, readErp } from './expect-agreement.ts';
import { startSecondAgent } from './second-agent.ts';
import type { WholeWay } from './whole-way.ts';

/** A machine that was copied, or a container beside the service: same configuration, same keys, a copy of the state. */
export function describeSecondAgent(way: () => WholeWay): void {
  describe('two agents of one tenant', () => {
    const buy = (seed: number, count: number) =>
      runCheckouts(way(), {
        count,
        rate: null,
        parallel: 3,
        plan: (index) => generatePlan(seed, index),
      });
    const bought = async (run: ReturnType<typeof buy>) => expect((await run).failed).toEqual([]);

    test('take turns and never double: one waits, takes over when the other is killed, and hands back when it stops', async () => {
      const state = way().agent?.state ?? '';
      const before = (await readErp(way())).length;
      const second = await startSecondAgent(way());
      await bought(buy(71, 3));
      await expectAgreement(way());
      await untilAgentIs(state, 'running');
      await waitFor('the second agent to wait', () => second.state() === 'no_lease');

      const underWay = buy(72, 6);
      await pause(1_500);
      await endAgent(way(), 'kill');
      await letLeaseRunOut(way());
      await bought(underWay);
      // It asks when the bell rings.
      await bought(buy(73, 1));
      await waitFor('the second agent to take over', () => second.state() === 'running');
      await expectAgreement(way());

      await startAgent(way());
      await untilAgentIs(state, 'no_lease');
      await second.end('stop');
      await bought(buy(74, 2));
      await expectAgreement(way());
      await untilAgentIs(state, 'running');
      expect((await readErp(way())).length - before).toBe(12);
    });
  });
}
