import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { generatePlan } from '../checkout/checkout-plan.ts';
import { runCheckouts } from '../checkout/run-checkouts.ts';
import { endAgent, restartAfterKill } from './control-agent.ts';
import { expectAgreement, readErp } from './expect-agreement.ts';
import { seededChance } from './seeded-chance.ts';
import type { WholeWay } from './whole-way.ts';

const ROUNDS = 3;
const ORDERS = 24;

/** @param seed of the orders and of the moments; another one is another test */
export function describeAgentKills(way: () => WholeWay, seed: number): void {
  describe(`kill -9 of the agent (seed ${seed})`, () => {
    test('at random moments, while orders flow, loses and doubles none', async () => {
      const random = seededChance(seed);
      const before = (await readErp(way())).length;
      const run = runCheckouts(way(), {
        count: ORDERS,
        rate: null,
        parallel: 3,
        plan: (index) => generatePlan(seed, index),
      });
      for (let round = 0; round < ROUNDS; round += 1) {
        // The moment itself is the chance that is meant: anywhere in the 2 s in which polls, deliveries and receipts follow each other.
        await pause(500 + random() * 2_000);
        await endAgent(way(), 'kill');
        await restartAfterKill(way());
      }
      expect((await run).failed).toEqual([]);
      await expectAgreement(way());
      expect((await readErp(way())).length - before).toBe(ORDERS);
    });
  });
}
