import { describe, expect, test } from 'vitest';
import { generatePlan } from '../checkout/checkout-plan.ts';
import { placeCheckout } from '../checkout/place-checkout.ts';
import { runCheckouts } from '../checkout/run-checkouts.ts';
import type { FaultSettings } from '../erp/fault-switches.ts';
import { waitFor } from '../instance/wait-until.ts';
import { expectAgreement } from './expect-agreement.ts';
import { readSteps } from './read-shop.ts';
import type { WholeWay } from './whole-way.ts';

/** What meets each write of a delivery, and the look-up of an order, by ERP. */
const AIMS = {
  tryton: {
    order: { body: '"model\\.sale\\.sale\\.create"' },
    lookUp: { body: '"model\\.sale\\.sale\\.search_read"' },
    customer: { body: '"model\\.party\\.party\\.create"' },
    address: { body: '"model\\.party\\.address\\.create"' },
    transition: { body: '"model\\.sale\\.sale\\.(quote|confirm|process)"' },
  },
  sandbox: {
    order: { method: 'POST', path: '^/api/orders$' },
    lookUp: { method: 'GET', path: '^/api/orders\\?' },
    customer: { method: 'POST', path: '^/api/customers$' },
    address: { method: 'POST', path: '^/api/customers/\\d+/addresses$' },
    transition: { method: 'POST', path: '^/api/orders/\\d+/confirm$' },
  },
} as const;

/** It commits when the test says so. */
const UNTIL_HURRIED_MS = 600_000;

/** The ERP itself, not the agent, is behind a proxy that loses answers and delays commits. */
export function describeDoubts(way: () => WholeWay): void {
  describe('an ERP whose answers get lost', () => {
    /** Arms one fault, lets `count` new guests buy, and waits until the fault has struck as often as it was to. */
    async function buyUnder(seed: number, count: number, fault: FaultSettings) {
      way().proxy.switches.reset();
      way().proxy.switches.set(fault);
      const run = await runCheckouts(way(), {
        count,
        rate: null,
        parallel: 3,
        plan: (index) => ({
          ...generatePlan(seed, index),
          customer: { guest: seed * 1_000 + index },
          address: { address_1: `${seed} rue du Doute`, city: `Paris ${index}` },
        }),
      });
      expect(run.failed).toEqual([]);
      return run.placed;
    }

    test.each(['order', 'customer', 'transition'] as const)(
      'has what it committed once, when the answer to the %s is lost',
      async (what) => {
        const times = 2;
        const seed = { order: 61, customer: 62, transition: 63 }[what];
        const aim = AIMS[way().erp.kind][what];
        const placed = await buyUnder(seed, 3, { lostAnswer: { ...aim, times } });
        await expectAgreement(way());
        expect(way().proxy.switches.view().applied.lostAnswer).toBe(times);
        const steps = await Promise.all(placed.map((order) => readSteps(way(), order.orderId)));
        const lost = steps.filter((codes) => codes.includes('step_answer_lost'));
        if (what === 'order') expect(lost).toHaveLength(times);
        for (const codes of lost) expect(codes).toContain('step_document_found');
      },
    );

    test('has an order once that it commits later than the agent first looks', async () => {
      const { order, lookUp } = AIMS[way().erp.kind];
      const { switches } = way().proxy;
      const [placed] = await buyUnder(64, 1, {
        lateCommit: { ...order, ms: UNTIL_HURRIED_MS, answer: 'close', times: 1 },
      });
      await waitFor('the agent to send the order', () => switches.view().late.pending === 1);
      switches.set({ latency: { ...lookUp, ms: 1 } }); // for its count
      await waitFor('the agent to look it up', () => switches.view().applied.latency > 0, 20);
      await switches.hurry();
      await expectAgreement(way());
      expect(switches.view().late).toEqual({ pending: 0, done: 1, failed: 0 });
      const steps = await readSteps(way(), placed?.orderId ?? 0);
      expect(steps).toEqual(expect.arrayContaining(['step_answer_lost', 'step_document_found']));
      expect(steps).not.toContain('step_looked_up_absent');
    });

    test('is left alone as long as it asks for, and then gets everything once', async () => {
      way().proxy.switches.reset();
      way().proxy.switches.set({ throttle: { retryAfterSeconds: 1, times: 3 }, latency: { ms: 200 } });
      for (const index of [1, 2]) await placeCheckout(way(), { customer: { guest: 65_000 + index } });
      await expectAgreement(way());
      expect(way().proxy.switches.view().applied.throttle).toBe(3);
      way().proxy.switches.reset();
    });
  });
}
