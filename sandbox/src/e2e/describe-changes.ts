import { describe, expect, test } from 'vitest';
import { placeCheckout } from '../checkout/place-checkout.ts';
import { waitFor } from '../instance/wait-until.ts';
import { readShopOrders } from '../store/read-shop-orders.ts';
import { changeOrder, makeOrder } from './act-in-shop.ts';
import { expectAgreement, untilShown } from './expect-agreement.ts';
import { countKept } from './read-shop.ts';
import type { WholeWay } from './whole-way.ts';

const ORDER = { lines: [{ sku: 'CF-MUG', quantity: 2 }], shipping: [{ total: '4.90' }] } as const;

/** One more mug, as wp-admin's "edit items" does it. */
const EDIT = `foreach ($order->get_items() as $item) { $item->set_quantity(3); $item->set_subtotal('30'); $item->set_total('30'); $item->save(); }
  $order->calculate_totals(); return null;`;
const REFUND_ALL = `wc_create_refund(['order_id' => $order->get_id(), 'amount' => $order->get_total(), 'reason' => 'all']); return null;`;
const REFUND_PART = `wc_create_refund(['order_id' => $order->get_id(), 'amount' => '1.00', 'reason' => 'part']); return null;`;
const DELETE = '$order->delete(true); return null;';

/**
 * What a shop does to an order after it is in the ERP, and what a person then sees. Null: nothing that matters to an
 * ERP.
 */
const AFTER_DELIVERY: Readonly<Record<string, { code: string; held: string | null }>> = {
  edited: { code: EDIT, held: 'change_after_delivery' },
  'given another address': {
    code: "$order->set_shipping_city('Lyon'); $order->save(); return null;",
    held: 'change_after_delivery',
  },
  cancelled: { code: "$order->update_status('cancelled'); return null;", held: 'change_after_delivery' },
  'put into the bin': { code: '$order->delete(false); return null;', held: 'change_after_delivery' },
  'deleted for good': { code: DELETE, held: 'deleted_after_delivery' },
  'refunded as a whole': { code: REFUND_ALL, held: 'refund_after_delivery' },
  'refunded in part': { code: REFUND_PART, held: 'refund_after_delivery' },
  'refunded, and the refund taken back': {
    code: `$refund = wc_create_refund(['order_id' => $order->get_id(), 'amount' => '1.00']); $refund->delete(true); return null;`,
    held: null,
  },
  completed: { code: "$order->update_status('completed'); return null;", held: null },
  'given a note': { code: "$order->add_order_note('called'); $order->save(); return null;", held: null },
};

/**
 * What it does to an order that the agent has and can't deliver yet, and how that ends. Null: delivered as it is then.
 */
const BEFORE_DELIVERY: Readonly<Record<string, { code: string; skipped?: string; held?: string } | null>> = {
  'left as it is': null,
  edited: { code: EDIT },
  cancelled: {
    code: "$order->update_status('cancelled'); return null;",
    skipped: 'cancelled_before_delivery',
  },
  'refunded as a whole': { code: REFUND_ALL, skipped: 'cancelled_before_delivery' },
  'refunded in part': { code: REFUND_PART, held: 'refund_after_delivery' },
  'put into the bin': { code: '$order->delete(false); return null;', skipped: 'trashed_before_delivery' },
  'deleted for good': { code: DELETE, skipped: 'deleted_before_delivery' },
  'cancelled and taken up again': {
    code: "$order->update_status('cancelled'); $order->update_status('processing'); return null;",
  },
};

export function describeChanges(way: () => WholeWay): void {
  describe('an order that is changed', () => {
    test('after delivery is held, visible and never doubled, whatever was done to it', async () => {
      const made = new Map<string, { id: number; total: string }>();
      for (const what of Object.keys(AFTER_DELIVERY)) made.set(what, await makeOrder(way(), ORDER));
      await expectAgreement(way());
      for (const [what, { code, held }] of Object.entries(AFTER_DELIVERY)) {
        const order = made.get(what);
        if (!order) throw new Error(what);
        await changeOrder(way(), order.id, code);
        way().meant.erpTotals.set(order.id, order.total);
        if (held) way().meant.held.set(order.id, held);
      }
      await expectAgreement(way());
      const edited = await untilShown(way(), made.get('edited')?.id ?? 0, 'held');
      expect(edited.values['changes']).toEqual([
        { what: 'quantity', line: 'CF-MUG', before: '2', after: '3' },
        { what: 'total', line: null, before: '29.88 EUR', after: '41.88 EUR' },
      ]);
      const part = await untilShown(way(), made.get('refunded in part')?.id ?? 0, 'held');
      expect(part.values['money']).toBe('1.00 EUR');
    });

    test('before delivery goes as it is now, or not at all and with the reason', async () => {
      way().proxy.switches.reset();
      way().proxy.switches.set({ down: { answer: 'close' } });
      const made = new Map<string, { id: number; total: string }>();
      for (const what of Object.keys(BEFORE_DELIVERY)) made.set(what, await makeOrder(way(), ORDER));
      const ids = [...made.values()].map(({ id }) => id);
      // Kept by the agent, so that it is the agent that must put the newer state in the older one's place.
      const areKept = async () => (await countKept(way(), ids)) === ids.length;
      await waitFor('the agent to keep the orders', areKept);
      for (const [what, change] of Object.entries(BEFORE_DELIVERY)) {
        const id = made.get(what)?.id ?? 0;
        if (!change) continue;
        await changeOrder(way(), id, change.code);
        if (change.skipped) way().meant.skipped.set(id, change.skipped);
        if (change.held) way().meant.held.set(id, change.held);
      }
      way().proxy.switches.reset();
      await expectAgreement(way());
      const edited = made.get('edited')?.id ?? 0;
      expect((await readShopOrders(way())).find(({ id }) => id === edited)?.total).toMatch(/^41\.88/);
    });

    test('and changed back again after delivery is in agreement without anybody’s help', async () => {
      const { orderId } = await placeCheckout(way(), { customer: { guest: 6_000 } });
      await expectAgreement(way());
      await changeOrder(way(), orderId, "$order->update_status('cancelled'); return null;");
      await untilShown(way(), orderId, 'held');
      await changeOrder(way(), orderId, "$order->update_status('processing'); return null;");
      await expectAgreement(way());
    });
  });
}
