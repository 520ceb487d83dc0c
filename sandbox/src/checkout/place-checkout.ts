import { join } from 'node:path';
import { holdLock } from '../instance/hold-lock.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { SandboxError } from '../sandbox-error.ts';
import { BrowserSession, logIn } from './browser-session.ts';
import { type CheckoutPlan, whoBuys } from './checkout-plan.ts';
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

/** For all who came before. */
const TURN_WITHIN_MS = 900_000;

/**
 * Places one real order, over HTTP, as a shopper's browser does. What `plan` leaves out is a guest's mug, paid on
 * delivery.
 *
 * Of one account only one checkout runs at a time, whoever asks for it: WooCommerce keeps an account's cart by its id,
 * not by the browser, and of two log-ins at once WordPress may keep one. Guests never wait.
 * @throws SandboxError with the shop's own words when it refuses; TypeError (fetch) when it breaks the connection, as a
 *   killed PHP does
 */
export async function placeCheckout(
  instance: Pick<SandboxInstance, 'store' | 'paths'>,
  plan: Partial<CheckoutPlan> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<PlacedOrder> {
  const { store, paths } = instance;
  const whole: CheckoutPlan = { ...simplePlan, ...plan };
  if (store.standIn && whole.via === 'classic') {
    throw new SandboxError(
      'The stand-in for WooCommerce has no classic checkout, only the checkout block (--via block). The real thing: --wordpress DIR --woocommerce DIR.',
    );
  }
  whoBuys(whole); // Refuses an account that is none, before its name becomes a file's.
  const session = new BrowserSession(store.url, headers);
  const place = whole.via === 'classic' ? placeClassicCheckout : placeBlockCheckout;
  if (!('login' in whole.customer)) return place(session, store, whole);
  const { login } = whole.customer;
  const turn = join(paths.run, `checkout-${login}.lock`);
  return holdLock(
    turn,
    TURN_WITHIN_MS,
    () => {},
    async () => {
      await logIn(session, login, store.adminPassword);
      return place(session, store, whole);
    },
  );
}
