import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { waitFor } from '../instance/wait-until.ts';
import { readShopOrders } from '../store/read-shop-orders.ts';
import { changeOrder, makeOrder } from './act-in-shop.ts';
import {
  callAgent,
  endAgent,
  readAgentState,
  restartAfterKill,
  untilAgentIs,
  whileAgentSleeps,
} from './control-agent.ts';
import { expectAgreement, readErp } from './expect-agreement.ts';
import { countKept, readFormerOrders } from './read-shop.ts';
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

export function describeRestoredShop(way: () => WholeWay): void {
  describe('the shop back from a backup of before its last orders', () => {
    test('stops the agent until a person accepts; then ids that repeat are held, never adopted, and nothing is doubled', async () => {
      const state = way().agent?.state ?? '';
      await expectAgreement(way());
      const backup = await backUpShop(way());
      const lost = [await makeOrder(way(), ORDER), await makeOrder(way(), ORDER)];
      await expectAgreement(way());
      const before = await readErp(way());
      const isLost = (reference: string | null) => lost.some(({ id }) => reference?.includes(`-o${id}-`));
      for (const { externalReference } of before)
        if (externalReference && isLost(externalReference)) way().meant.lostByShop.add(externalReference);
      expect(way().meant.lostByShop.size).toBe(2);

      // Asked in the middle of it, the shop answers with an error, and is left alone for a minute.
      const accept = () => callAgent(way(), ['accept-restored-shop', 'shop']);
      await whileAgentSleeps(way(), () => restoreShop(way(), backup));
      onTestFinished(async () => {
        if (readAgentState(state) === 'shop_restored') await accept();
      });
      const again = [await makeOrder(way(), ORDER), await makeOrder(way(), ORDER)];
      const fresh = await makeOrder(way(), ORDER);
      expect(again.map(({ id }) => id)).toEqual(lost.map(({ id }) => id));
      await untilAgentIs(state, 'shop_restored');
      expect(await readErp(way())).toHaveLength(before.length);

      const accepted = await accept();
      expect([accepted.code, accepted.stderr]).toEqual([0, '']);
      for (const { id } of again) way().meant.held.set(id, 'binding_of_another_order');
      await expectAgreement(way());
      await untilAgentIs(state, 'running');
      const after = await readErp(way());
      expect(after).toHaveLength(before.length + 1);
      expect(after.at(-1)?.externalReference).toContain(`-o${fresh.id}-`);
      const known = (await readShopOrders(way())).map(({ id }) => id);
      expect(known).toEqual(expect.arrayContaining(again.map(({ id }) => id)));

      await waitFor('the lost orders to be listed', async () => (await readFormerOrders(way())).length >= 2);
      const numbers = before.filter(({ externalReference }) => isLost(externalReference));
      expect(await readFormerOrders(way())).toEqual(
        lost.map(({ id }) => ({
          orderId: id,
          documentNumber: numbers.find(({ externalReference }) => externalReference?.includes(`-o${id}-`))
            ?.number,
        })),
      );
    });
  });
}
