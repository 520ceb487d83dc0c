import { describe, expect, test } from 'vitest';
import { waitFor } from '../instance/wait-until.ts';
import { makeOrder } from './act-in-shop.ts';
import { expectAgreement, readErp, untilShown } from './expect-agreement.ts';
import { readSteps } from './read-shop.ts';
import type { WholeWay } from './whole-way.ts';

const ORDER = { lines: [{ sku: 'CF-MUG', quantity: 1 }] } as const;
/** Longer than the configured limit of a call, shorter than the ERP's longest commit. */
const SLOW_MS = 4_500;

export function describeSlowErp(way: () => WholeWay): void {
  describe('an ERP that takes longer for each answer about orders than the connector waits', () => {
    test('has every order once: what is in doubt is asked for until an answer comes in time', async () => {
      const before = (await readErp(way())).length;
      way().proxy.switches.reset();
      way().proxy.switches.set({ latency: { path: '^/api/orders', ms: SLOW_MS } });
      const placed = [await makeOrder(way(), ORDER), await makeOrder(way(), ORDER)];
      for (const { id } of placed) {
        expect(await untilShown(way(), id, 'in_doubt')).toMatchObject({ code: 'order_in_doubt' });
      }
      const made = async () => (await readErp(way())).length - before;
      await waitFor('both orders in the ERP', async () => (await made()) === 2);
      way().proxy.switches.reset();
      await expectAgreement(way());
      expect(await made()).toBe(2);
      for (const { id } of placed) {
        const steps = await readSteps(way(), id);
        expect(steps).toEqual(expect.arrayContaining(['step_answer_lost', 'step_document_found']));
        expect(steps).not.toContain('step_looked_up_absent');
      }
    });
  });
}
