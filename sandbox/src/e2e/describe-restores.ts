import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ErpOrder } from '../erp/read-erp-orders.ts';
import { waitFor } from '../instance/wait-until.ts';
import { readShopOrders } from '../store/read-shop-orders.ts';
import { changeOrder, makeOrder, sayAllNew } from './act-in-shop.ts';
import {
  callAgent,
  endAgent,
  readAgentState,
  restartAfterKill,
  untilAgentIs,
  whileAgentSleeps,
} from './control-agent.ts';
import { expectAgreement, readErp } from './expect-agreement.ts';
import { countKept, readOnlyInErp } from './read-shop.ts';
import { backUpShop, restoreShop } from './restore-shop.ts';
import { backUpAgent, restoreAgent } from './second-agent.ts';
import type { WholeWay } from './whole-way.ts';

const ORDER = { lines: [{ sku: 'CF-MUG', quantity: 1 }], shipping: [{ total: '4.90' }] } as const;

export function describeRestoredAgent(way: () => WholeWay): void {
  describe('the agent back from a backup of before its deliveries', () => {
    test('doubles nothing, takes over what is there, and sees what the shop changed since', async () => {
      const state = way().agent?.state ?? '';
      const backup = join(way().paths.dir, 'agent-backup.sqlite');
      way().proxy.switches.reset();
      way().proxy.switches.set({ down: { answer: 'close' } });
      const waiting = [await makeOrder(way(), ORDER), await makeOrder(way(), ORDER)];
      const ids = waiting.map(({ id }) => id);
      await waitFor('the agent to keep both orders', async () => (await countKept(way(), ids)) === 2);
      await backUpAgent(state, backup);
      way().proxy.switches.reset();
      const later = await makeOrder(way(), ORDER);
      await expectAgreement(way());
      const before = await readErp(way());

      await endAgent(way(), 'kill');
      restoreAgent(state, backup);
      for (const { id, total } of [waiting[0], later].filter((one) => one !== undefined)) {
        await changeOrder(way(), id, "$order->update_status('cancelled'); return null;");
        way().meant.held.set(id, 'change_after_delivery');
        way().meant.erpTotals.set(id, total);
      }
      const next = await makeOrder(way(), ORDER);
      await restartAfterKill(way());
      await expectAgreement(way());
      const after = await readErp(way());
      expect(after).toHaveLength(before.length + 1);
      expect(after.filter((document) => !before.some((one) => one.id === document.id))).toMatchObject([
        { externalReference: expect.stringContaining(`-o${next.id}-`) },
      ]);
      await untilAgentIs(state, 'running');
    });
  });
}

const QUANTITIES = [1, 2, 3, 4, 5];

/** Five orders, each of another total. */
async function fiveOrders(
  way: WholeWay,
  quantities: readonly number[],
): Promise<{ id: number; total: string }[]> {
  const made = [];
  for (const quantity of quantities)
    made.push(await makeOrder(way, { ...ORDER, lines: [{ sku: 'CF-MUG', quantity }] }));
  return made;
}

/** One order after another as the ERP has them, with all that would show a second writing. */
const asTheyAre = (documents: readonly ErpOrder[]) =>
  documents.map(({ id, number, externalReference, total, state }) => [
    id,
    number,
    externalReference,
    total,
    state,
  ]);

export function describeRestoredShop(way: () => WholeWay): void {
  describe('the shop back from a backup of before its last orders', () => {
    test('stops the agent until a person accepts; ids that repeat are held, and go as new orders after one word', async () => {
      const state = way().agent?.state ?? '';
      await expectAgreement(way());
      const backup = await backUpShop(way());
      const lost = await fiveOrders(way(), QUANTITIES);
      await expectAgreement(way());
      const before = await readErp(way());
      const isLost = (reference: string | null) => lost.some(({ id }) => reference?.includes(`-o${id}-`));
      for (const { externalReference } of before)
        if (externalReference && isLost(externalReference)) way().meant.lostByShop.add(externalReference);
      expect(way().meant.lostByShop.size).toBe(5);

      // Asked in the middle of it, the shop answers with an error, and is left alone for a minute.
      const accept = () => callAgent(way(), ['accept-restored-shop', 'shop']);
      await whileAgentSleeps(way(), () => restoreShop(way(), backup));
      onTestFinished(async () => {
        if (readAgentState(state) === 'shop_restored') await accept();
      });
      const again = await fiveOrders(way(), QUANTITIES.toReversed());
      const fresh = await makeOrder(way(), ORDER);
      expect(again.map(({ id }) => id)).toEqual(lost.map(({ id }) => id));
      await untilAgentIs(state, 'shop_restored');
      expect(await readErp(way())).toHaveLength(before.length);

      const accepted = await accept();
      expect([accepted.code, accepted.stderr]).toEqual([0, '']);
      for (const { id } of again) way().meant.held.set(id, 'binding_of_another_order');
      await expectAgreement(way());
      await untilAgentIs(state, 'running');
      const held = await readErp(way());
      expect(held).toHaveLength(before.length + 1);
      expect(held.at(-1)?.externalReference).toContain(`-o${fresh.id}-`);

      expect(await sayAllNew(way())).toEqual({ asked: again.map(({ id }) => id), left: 0 });
      for (const { id } of again) way().meant.held.delete(id);
      await expectAgreement(way());
      const after = await readErp(way());
      expect(after).toHaveLength(before.length + 6);
      // Nothing that was there was touched: no former order was taken for one of the new ones.
      expect(asTheyAre(after.slice(0, held.length))).toEqual(asTheyAre(held));
      const made = after.slice(held.length);
      const checks = new Map((await readShopOrders(way())).map(({ id, check }) => [id, check]));
      const totals = made.map(({ externalReference, total }) => [
        externalReference?.replace(/^.*-o/, ''),
        Number(total),
      ]);
      expect(totals.sort()).toEqual(again.map(({ id, total }) => [`${id}-${checks.get(id)}`, Number(total)]));
      await waitFor('the lost orders to be listed', async () => (await readOnlyInErp(way())).length >= 5);
      expect(await readOnlyInErp(way())).toEqual(
        before
          .filter(({ externalReference }) => isLost(externalReference))
          .map(({ externalReference, number }) => [externalReference?.replace(/^.*-o/, ''), number]),
      );
    });
  });
}
