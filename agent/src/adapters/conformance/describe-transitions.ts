import { beforeAll, describe, expect, test } from 'vitest';
import type { ErpAdapter } from '../erp-adapter.ts';
import { type ErpOrder, ORDER_STATES } from '../erp-documents.ts';
import { refusalOf } from './catch-refusal.ts';
import type { Harness } from './harness.ts';
import { lineDraft, makeParty, type OrderParty, orderDraft } from './order-drafts.ts';

/** From the first state to the last, each step re-runnable and read back. */
export function describeTransitions(harness: () => Harness): void {
  describe('the states of an order', () => {
    let adapter: ErpAdapter;
    let party: OrderParty;

    beforeAll(async () => {
      adapter = harness().createAdapter();
      await adapter.connect();
      party = await makeParty(adapter);
      return () => adapter.close();
    });

    async function read(id: string): Promise<ErpOrder> {
      const order = await adapter.readOrder(id);
      if (!order) throw new Error(`order ${id} is gone`);
      return order;
    }

    const rank = (state: string) => ORDER_STATES.indexOf(state as never);

    test('are declared in order, and the first lasting one is among them', () => {
      const { orderStates, firstLastingState } = adapter.capabilities;
      expect([...orderStates].sort((a, b) => rank(a) - rank(b))).toEqual(orderStates);
      expect(orderStates).toContain(firstLastingState);
    });

    test('are reached one by one; each step said again, also three times at once, changes nothing more', async () => {
      const draft = orderDraft(harness(), adapter, party);
      const { id } = await adapter.createOrder(draft);
      for (const state of adapter.capabilities.orderStates) {
        await adapter.advanceOrder(id, state, draft);
        const reached = await read(id);
        expect(rank(reached.state)).toBeGreaterThanOrEqual(rank(state));
        expect(reached).toMatchObject({ reference: draft.reference, ...draft.totals });
        const effects = await harness().effectsOf(id);
        await adapter.advanceOrder(id, state, draft);
        await Promise.allSettled([1, 2, 3].map(() => adapter.advanceOrder(id, state, draft)));
        expect(await read(id)).toEqual(reached);
        expect(await harness().effectsOf(id)).toBe(effects);
      }
      expect((await read(id)).number).not.toBe('');
    });

    test('said to an order that is further already change nothing', async () => {
      const draft = orderDraft(harness(), adapter, party);
      const { id } = await adapter.createOrder(draft);
      for (const state of adapter.capabilities.orderStates) await adapter.advanceOrder(id, state, draft);
      const [last, effects] = [await read(id), await harness().effectsOf(id)];
      for (const state of adapter.capabilities.orderStates) await adapter.advanceOrder(id, state, draft);
      expect(await read(id)).toEqual(last);
      expect(await harness().effectsOf(id)).toBe(effects);
    });

    test('of which one answer was lost: unknown, and said again it goes on', async () => {
      const draft = orderDraft(harness(), adapter, party);
      const { id } = await adapter.createOrder(draft);
      const [first, second] = adapter.capabilities.orderStates;
      await adapter.advanceOrder(id, first, draft);
      if (second === undefined) throw new Error('an ERP of one state has no transitions to prove');
      harness().faults.set({ lostAnswer: { ...harness().aims.transition, times: 1 } });
      expect((await refusalOf(adapter.advanceOrder(id, second, draft))).next).toBe('unknown');
      const effects = await harness().effectsOf(id);
      await adapter.advanceOrder(id, second, draft);
      expect(rank((await read(id)).state)).toBeGreaterThanOrEqual(rank(second));
      expect(await harness().effectsOf(id)).toBe(effects);
    });

    test('can not bring a cancelled order back', async () => {
      const draft = orderDraft(harness(), adapter, party);
      const { id } = await adapter.createOrder(draft);
      await harness().cancelOrder(id);
      for (const state of adapter.capabilities.orderStates) {
        await adapter.advanceOrder(id, state, draft).catch((error) => expect(error.next).toBe('hold'));
      }
      expect((await read(id)).state).toBe('cancelled');
    });

    test('a draft becomes what the order is now, again and again; what is further does not', async () => {
      expect(adapter.capabilities.amendDraft).toBe(true);
      const before = orderDraft(harness(), adapter, party);
      const { id } = await adapter.createOrder(before);
      const lines = [
        lineDraft(harness(), { quantity: '5', description: 'other' }),
        lineDraft(harness(), { percent: '10' }),
      ];
      const after = orderDraft(harness(), adapter, party, { lines, reference: before.reference });
      for (const _ of ['once', 'again']) {
        await adapter.amendOrder(id, after);
        const amended = await read(id);
        expect(amended).toMatchObject({ id, reference: before.reference, ...after.totals });
        expect(amended.lines.map((line) => line.quantity)).toEqual(['5', '2']);
      }
      for (const state of adapter.capabilities.orderStates) await adapter.advanceOrder(id, state, after);
      const error = await refusalOf(adapter.amendOrder(id, before));
      expect(error).toMatchObject({ next: 'hold', says: { code: 'erp_state_stuck' } });
      expect(await read(id)).toMatchObject(after.totals);
    });
  });
}
