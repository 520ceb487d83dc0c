import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { generatePlan } from '../checkout/checkout-plan.ts';
import { runCheckouts } from '../checkout/run-checkouts.ts';
import { seededChance } from '../seeded-chance.ts';
import { endAgent, restartAfterKill } from './control-agent.ts';
import { expectAgreement, readErp } from './expect-agreement.ts';
import type { WholeWay } from './whole-way.ts';

/** By `kill -9` and by SIGTERM in turn: who is asked to stop finishes what is under way and hands over. */
const ENDS = ['kill', 'stop', 'kill'] as const;

/** @param seed of the orders and of the moments; another one is another test */
export function describeAgentKills(way: () => WholeWay, seed: number, orders = 24): void {
  describe(`the agent killed and stopped (seed ${seed})`, () => {
    test('at random moments, while orders flow, loses and doubles none', async () => {
      const random = seededChance(seed);
      const before = (await readErp(way())).length;
      const run = runCheckouts(way(), {
        count: orders,
        rate: null,
        parallel: 3,
        plan: (index) => generatePlan(seed, index),
      });
      for (const how of ENDS) {
        // The moment itself is the chance that is meant: anywhere in the 2 s in which polls, deliveries and receipts
        // follow each other.
        await pause(500 + random() * 2_000);
        await endAgent(way(), how);
        // Stopped so soon after a kill it hands nothing over either: it is not sure yet of the one that was killed.
        await restartAfterKill(way());
      }
      expect((await run).failed).toEqual([]);
      await expectAgreement(way());
      expect((await readErp(way())).length - before).toBe(orders);
    });
  });
}
