import { beforeAll, describe, expect, test } from 'vitest';
import type { ErpAdapter } from '../erp-adapter.ts';
import type { ErpOrderDraft } from '../erp-documents.ts';
import { refusalOf } from './catch-refusal.ts';
import type { Harness, Rightful } from './harness.ts';
import { customerDraft, makeParty, orderDraft } from './order-drafts.ts';

/** What the connector's user may no longer do, told apart from what can't be done. */
export function describeRights(harness: () => Harness): void {
  describe('a right that was taken from the user', () => {
    let adapter: ErpAdapter;
    let draft: ErpOrderDraft;
    let orderId: string;

    beforeAll(async () => {
      adapter = harness().createAdapter();
      await adapter.connect();
      const party = await makeParty(adapter);
      ({ id: orderId } = await adapter.createOrder(orderDraft(harness(), adapter, party)));
      draft = orderDraft(harness(), adapter, party);
      return () => adapter.close();
    });

    const calls: Record<Rightful, () => Promise<unknown>> = {
      findProduct: () => adapter.findProduct(harness().records.product),
      findOrders: () => adapter.findOrders(draft.reference),
      createCustomer: () => adapter.createCustomer(customerDraft()),
      createOrder: () => adapter.createOrder(draft),
      transition: () => adapter.advanceOrder(orderId, adapter.capabilities.orderStates[1] ?? 'draft', draft),
    };

    test.each(Object.keys(calls) as Rightful[])(
      'forbids %s, names itself, and nothing is done; given back it works, without connecting anew',
      async (what) => {
        const done = async () => [
          await harness().countOrders(draft.reference),
          await harness().effectsOf(orderId),
        ];
        const before = await done();
        const giveBack = await harness().takeRight(what);
        const error = await refusalOf(calls[what]()).finally(giveBack);
        expect(error).toMatchObject({ next: 'forbidden', says: { code: 'erp_right_missing' } });
        expect(error.says.values['right']).not.toBe('');
        expect(error.says.values['reason']).not.toBe('');
        expect(await done()).toEqual(before);
        await calls[what]();
      },
    );
  });
}
