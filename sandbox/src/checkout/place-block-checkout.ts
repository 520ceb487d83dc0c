import type { StoreRecord } from '../instance/instance-record.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { BrowserSession } from './browser-session.ts';
import { type CheckoutPlan, whoBuys } from './checkout-plan.ts';
import type { PlacedOrder } from './placed-order.ts';
import { minorToDecimal } from './placed-order.ts';
import { productId } from './product-id.ts';
import { type Cart, StoreApi } from './store-api.ts';

interface CheckoutAnswer {
  order_id: number;
  order_number: string;
  status: string;
  payment_result: { payment_status: string };
}

/** Chooses the shipping rate of each package. Rates are named like `flat_rate:1`. */
async function chooseShipping(api: StoreApi, cart: Cart, wanted: string | undefined): Promise<Cart> {
  let current = cart;
  for (const box of cart.shipping_rates) {
    const offered = box.shipping_rates.map((rate) => rate.rate_id);
    const rate = wanted ?? offered[0];
    if (rate === undefined || !offered.includes(rate)) {
      throw new SandboxError(
        `Shipping ${wanted ?? ''} is not offered for this cart; offered: ${offered.join(', ') || 'nothing'}.`,
      );
    }
    const chosen = { package_id: box.package_id, rate_id: rate };
    current = (await api.call<Cart>('POST', 'cart/select-shipping-rate', chosen)).json;
  }
  return current;
}

/**
 * Buys as the cart and checkout blocks do: the same calls of the Store API in the same order, with cookies and nonces.
 */
export async function placeBlockCheckout(
  session: BrowserSession,
  store: StoreRecord,
  plan: CheckoutPlan,
): Promise<PlacedOrder> {
  const { email, address } = whoBuys(plan);
  const api = new StoreApi(session, store.permalinks);
  if ('login' in plan.customer) {
    await api.useLogin();
    await api.call('GET', 'cart');
    await api.call('DELETE', 'cart/items'); // An account keeps its cart; an earlier checkout may have broken off.
  } else {
    await api.call('GET', 'cart');
  }
  for (const line of plan.lines) {
    await api.call('POST', 'cart/add-item', { id: productId(store, line.product), quantity: line.quantity });
  }
  if (plan.coupon) await api.call('POST', 'cart/apply-coupon', { code: plan.coupon });
  const addresses = { billing_address: { ...address, email }, shipping_address: address };
  let cart = (await api.call<Cart>('POST', 'cart/update-customer', addresses)).json;
  if (cart.needs_shipping) {
    cart = await chooseShipping(api, cart, plan.shipping && store.catalogue.shipping[plan.shipping]);
  }
  await api.call('GET', 'checkout'); // The block loads this with its page; releases before 10.8 make their draft order here.
  const began = performance.now();
  const answer = await api.call<CheckoutAnswer>('POST', 'checkout', {
    ...addresses,
    payment_method: plan.payment,
    customer_note: plan.note ?? '',
    create_account: false,
    payment_data: [],
  });
  const order = answer.json;
  if (order.payment_result.payment_status !== 'success') {
    throw new SandboxError(
      `Order ${order.order_id} was made, but its payment ended as ${order.payment_result.payment_status}.`,
    );
  }
  return {
    orderId: order.order_id,
    orderNumber: order.order_number,
    total: minorToDecimal(cart.totals.total_price, cart.totals.currency_minor_unit),
    status: order.status,
    answeredAt: answer.answeredAt,
    tookMs: Math.round(performance.now() - began),
  };
}
