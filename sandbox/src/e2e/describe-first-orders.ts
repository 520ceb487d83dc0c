import { describe, expect, test } from 'vitest';
import { placeCheckout } from '../checkout/place-checkout.ts';
import { checkOf } from '../store/read-shop-orders.ts';
import { runInWordPress } from '../store/run-in-wordpress.ts';
import { makeOrder } from './act-in-shop.ts';
import { expectAgreement } from './expect-agreement.ts';
import { readErpCustomers } from './read-erp-customers.ts';
import type { WholeWay } from './whole-way.ts';

const idsOf = (references: readonly string[]) =>
  references.map((reference) => Number(/-o(\d+)-/.exec(reference)?.[1])).sort((a, b) => a - b);

export function describeFirstOrders(way: () => WholeWay): void {
  describe('first orders of one customer at once', () => {
    test('make one customer of a guest who buys in three windows, however the address is written', async () => {
      const emails = ['first.guest@example.test', 'First.Guest@example.test', 'FIRST.GUEST@EXAMPLE.TEST'];
      const placed = await Promise.all(
        emails.map((email) => placeCheckout(way(), { customer: { guest: 5_000 }, email })),
      );
      await expectAgreement(way());
      const customers = await readErpCustomers(way(), 'first.guest@example.test');
      expect(customers).toHaveLength(1);
      expect(idsOf(customers[0]?.orders ?? [])).toEqual(
        placed.map((order) => order.orderId).sort((a, b) => a - b),
      );
    });

    test('make one customer of an account whose orders become paid in the same moment', async () => {
      const [user, registered] = await runInWordPress<[number, string]>(way(), {
        code: "$user = wp_create_user('first', 'a-password-1', 'first@example.test'); return [$user, get_userdata($user)->user_registered];",
      });
      const line = { lines: [{ sku: 'CF-PEN', quantity: 1 }], customerId: user, email: 'first@example.test' };
      const pending = [];
      for (let count = 0; count < 4; count += 1) {
        pending.push((await makeOrder(way(), { ...line, status: 'pending' })).id);
      }
      const pay = "foreach ($args as $id) { wc_get_order($id)->payment_complete('tx'); } return null;";
      await runInWordPress(way(), { code: pay }, pending);
      await expectAgreement(way());
      const customers = await readErpCustomers(way(), 'first@example.test');
      const check = checkOf(`${registered.replace(' ', 'T')}.000Z`);
      expect(customers).toEqual([{ reference: `shop-c${user}-${check}`, orders: expect.any(Array) }]);
      expect(idsOf(customers[0]?.orders ?? [])).toEqual(pending);
    });
  });
}
