import type { StoreRecord } from '../instance/instance-record.ts';
import { SandboxError } from '../sandbox-error.ts';
import { BrowserSession, logIn } from './browser-session.ts';
import type { CheckoutPlan } from './checkout-plan.ts';
import { placeBlockCheckout } from './place-block-checkout.ts';
import { placeClassicCheckout } from './place-classic-checkout.ts';
import type { PlacedOrder } from './placed-order.ts';

/** A simple purchase: one mug, a guest, cash on delivery, through the checkout block. */
const simplePlan: CheckoutPlan = {
  lines: [{ product: 'mug', quantity: 1 }],
  customer: { guest: 1 },
  payment: 'cod',
  via: 'block',
};

/**
 * Places one real order, over HTTP, as a shopper's browser does. What `plan` leaves out is a guest's mug, paid on delivery.
 * An account has one cart: two checkouts of the same `login` at once disturb each other, as in any shop.
 * @throws SandboxError with the shop's own words when it refuses; TypeError (fetch) when it breaks the connection, as a killed PHP does
 */
export async function placeCheckout(
  instance: { store: StoreRecord },
  plan: Partial<CheckoutPlan> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<PlacedOrder> {
  const { store } = instance;
  const whole: CheckoutPlan = { ...simplePlan, ...plan };
  if (store.standIn && whole.via === 'classic') {
    throw new SandboxError(
      'The stand-in for WooCommerce has no classic checkout, only the checkout block (--via block). The real thing: --wordpress DIR --woocommerce DIR.',
    );
  }
  const session = new BrowserSession(store.url, headers);
  if ('login' in whole.customer) await logIn(session, whole.customer.login, store.adminPassword);
  return whole.via === 'classic'
    ? placeClassicCheckout(session, store, whole)
    : placeBlockCheckout(session, store, whole);
}
