import { describe, expect, test } from 'vitest';
import { placeCheckout } from '../checkout/place-checkout.ts';
import { armFault, disarmFault, orderThatKillsItsReader } from '../store/arm-fault.ts';
import { changeOrder, makeOrder, sendAgain } from './act-in-shop.ts';
import { expectAgreement, untilShown } from './expect-agreement.ts';
import type { WholeWay } from './whole-way.ts';

export function describeUnreadable(way: () => WholeWay): void {
  describe('one order whose reading kills PHP', () => {
    test('is held and visible while the others go on, and goes once it is mended and sent again', async () => {
      const bad = await makeOrder(way(), { lines: [{ sku: 'CF-PEN', quantity: 2 }], status: 'pending' });
      await expectAgreement(way());
      const fault = orderThatKillsItsReader(bad.id);
      armFault(way(), fault);
      const others = [1, 2, 3].map((guest) => placeCheckout(way(), { customer: { guest: 6_100 + guest } }));
      await changeOrder(way(), bad.id, "$order->update_status('processing'); return null;");
      await Promise.all(others);
      way().meant.held.set(bad.id, 'order_unreadable');
      await expectAgreement(way());
      expect((await untilShown(way(), bad.id, 'held')).code).toBe('order_unreadable');

      disarmFault(way(), fault.name);
      await sendAgain(way(), bad.id);
      way().meant.held.delete(bad.id);
      await untilShown(way(), bad.id, 'delivered');
      await expectAgreement(way());
    });
  });
}
