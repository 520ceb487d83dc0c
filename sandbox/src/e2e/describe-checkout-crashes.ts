import { describe, expect, test } from 'vitest';
import type { CheckoutPlan } from '../checkout/checkout-plan.ts';
import { placeCheckout } from '../checkout/place-checkout.ts';
import { armFault, type Fault, listFaults } from '../store/arm-fault.ts';
import { readShopOrders } from '../store/read-shop-orders.ts';
import { runsOnStandIn } from '../store/runs-on-stand-in.ts';
import { sweepLater } from './act-in-shop.ts';
import { expectAgreement } from './expect-agreement.ts';
import type { WholeWay } from './whole-way.ts';

type Moment = Pick<Fault, 'hook' | 'nth' | 'priority'> & { readonly via: CheckoutPlan['via'] };

/** Before what the plugin hooks there with 1. */
const BEFORE_US = { priority: 0 };

/**
 * From the order's first row to the end of the request. The plugin's own row is written at the first of them with
 * priority 1.
 */
const MOMENTS: readonly Moment[] = [
  { hook: 'woocommerce_new_order', ...BEFORE_US, via: 'classic' },
  { hook: 'woocommerce_new_order', via: 'classic' },
  { hook: 'woocommerce_new_order', ...BEFORE_US, via: 'block' },
  { hook: 'woocommerce_new_order', via: 'block' },
  { hook: 'woocommerce_after_order_object_save', ...BEFORE_US, via: 'classic' },
  { hook: 'woocommerce_after_order_object_save', nth: 2, via: 'block' },
  { hook: 'woocommerce_after_order_object_save', nth: 7, ...BEFORE_US, via: 'block' },
  { hook: 'woocommerce_order_status_processing', ...BEFORE_US, via: 'classic' },
  { hook: 'woocommerce_order_status_changed', ...BEFORE_US, via: 'block' },
  { hook: 'woocommerce_order_status_changed', via: 'classic' },
  { hook: 'shutdown', ...BEFORE_US, via: 'classic' },
];

/** The stand-in for WooCommerce has no classic checkout, and saves an order in fewer steps. */
const onStandIn = await runsOnStandIn();

/** A process of PHP that is killed leaves of an order what was written until then; nothing of ours runs after. */
export function describeCheckoutCrashes(way: () => WholeWay): void {
  describe.skipIf(onStandIn)('PHP killed in the checkout', () => {
    test('leaves each order that the shop counts in the ERP once, and none that it does not', async () => {
      const before = (await readShopOrders(way())).length;
      for (const [index, { via, ...moment }] of MOMENTS.entries()) {
        const request = via === 'classic' ? 'wc-ajax=checkout' : 'wc/store/v1/checkout';
        armFault(way(), { name: 'crash', action: 'kill', request, ...moment });
        await expect(
          placeCheckout(way(), { via, customer: { guest: 700 + index }, shipping: 'flat' }),
          `${moment.hook} in the ${via} checkout`,
        ).rejects.toThrow();
        expect(listFaults(way()).map(({ left }) => left)).toEqual([0]);
      }
      const orders = (await readShopOrders(way())).slice(before);
      const statuses = orders.map((order) => order.status);
      // Each kind is really there: some orders were killed before they counted, some after.
      expect(statuses.filter((status) => status === 'processing').length).toBeGreaterThanOrEqual(3);
      expect(statuses.filter((status) => status === 'pending').length).toBeGreaterThanOrEqual(3);
      await sweepLater(way());
      await placeCheckout(way(), { customer: { guest: 799 } });
      await expectAgreement(way());
    });
  });
}
