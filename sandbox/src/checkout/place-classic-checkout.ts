import type { StoreRecord } from '../instance/instance-record.ts';
import { SandboxError } from '../sandbox-error.ts';
import { pageText } from '../store/page-text.ts';
import type { BrowserSession, PageAnswer } from './browser-session.ts';
import { type CheckoutPlan, whoBuys } from './checkout-plan.ts';
import { minorToDecimal, type PlacedOrder } from './placed-order.ts';
import { productId } from './product-id.ts';
import { type Cart, StoreApi } from './store-api.ts';

interface FormAnswer {
  result: string;
  order_id?: number;
  redirect?: string;
  messages?: string;
}

function requirePage(answer: PageAnswer, what: string): string {
  if (answer.status !== 200)
    throw new SandboxError(`${what} was answered ${answer.status}: ${pageText(answer.body).slice(0, 400)}`);
  return answer.body;
}

/** The order number on the page that thanks the shopper, in its block form or its classic form. */
function findOrderNumber(page: string): string {
  const found =
    /order-overview__order[\s\S]*?<strong>([\s\S]*?)<\/strong>/.exec(page)?.[1] ??
    /order-confirmation-summary-list-item__value">([\s\S]*?)</.exec(page)?.[1];
  if (!found) throw new SandboxError('The page after the checkout shows no order number.');
  return pageText(found);
}

/** Buys as the classic checkout form does: pages, the form's nonce and `wc-ajax=checkout`. */
export async function placeClassicCheckout(
  session: BrowserSession,
  store: StoreRecord,
  plan: CheckoutPlan,
): Promise<PlacedOrder> {
  const { email, address } = whoBuys(plan);
  const api = new StoreApi(session, store.permalinks);
  if ('login' in plan.customer) {
    await api.useLogin();
    await api.call('GET', 'cart');
    await api.call('DELETE', 'cart/items');
  }
  for (const line of plan.lines) {
    const body = new URLSearchParams({
      'add-to-cart': String(productId(store, line.product)),
      quantity: String(line.quantity),
    });
    const answer = await session.request(`/?page_id=${store.catalogue.pages['classicCart']}`, {
      method: 'POST',
      body,
    });
    if (answer.status >= 400) requirePage(answer, 'Adding to the cart');
  }
  const form = await session.request(`/?page_id=${store.catalogue.pages['classicCheckout']}`);
  const location = form.headers.get('location');
  const page = requirePage(location ? await session.request(location) : form, 'The checkout page');
  const value = (pattern: RegExp, what: string): string => {
    const found = pattern.exec(page)?.[1];
    if (!found)
      throw new SandboxError(
        `The checkout page shows no ${what}. Is the cart empty? ${pageText(page).slice(0, 400)}`,
      );
    return found;
  };
  if (plan.coupon) {
    const security = value(/"apply_coupon_nonce":"([^"]+)"/, 'nonce for coupons');
    const body = new URLSearchParams({ security, coupon_code: plan.coupon });
    const said = requirePage(
      await session.request('/?wc-ajax=apply_coupon', { method: 'POST', body }),
      'The coupon',
    );
    if (said.includes('woocommerce-error') || said.includes('is-error'))
      throw new SandboxError(`Coupon ${plan.coupon}: ${pageText(said)}`);
  }
  const billing = Object.entries({ ...address, email }).map(
    ([field, text]) => [`billing_${field}`, text] as [string, string],
  );
  const shipping = plan.shipping && store.catalogue.shipping[plan.shipping];
  const fields = new URLSearchParams([
    ...billing,
    ['order_comments', plan.note ?? ''],
    ...(shipping ? ([['shipping_method[0]', shipping]] as [string, string][]) : []),
    ['payment_method', plan.payment],
    [
      'woocommerce-process-checkout-nonce',
      value(/name="woocommerce-process-checkout-nonce" value="([^"]+)"/, 'checkout nonce'),
    ],
    ['_wp_http_referer', '/?wc-ajax=update_order_review'],
  ]);
  const began = performance.now();
  const answer = await session.request('/?wc-ajax=checkout', { method: 'POST', body: fields });
  const tookMs = Math.round(performance.now() - began);
  const order = JSON.parse(requirePage(answer, 'The checkout')) as FormAnswer;
  if (order.result !== 'success' || order.order_id === undefined || !order.redirect) {
    throw new SandboxError(
      `The checkout was refused: ${pageText(order.messages ?? answer.body).slice(0, 500)}`,
    );
  }
  const thanks = requirePage(await session.request(order.redirect), 'The page after the checkout');
  const key = new URL(order.redirect).searchParams.get('key') ?? '';
  const asked = `order/${order.order_id}?key=${key}&billing_email=${encodeURIComponent(email)}`;
  const seen = (await api.call<{ status: string; totals: Cart['totals'] }>('GET', asked)).json;
  return {
    orderId: order.order_id,
    orderNumber: findOrderNumber(thanks),
    total: minorToDecimal(seen.totals.total_price, seen.totals.currency_minor_unit),
    status: seen.status,
    answeredAt: answer.answeredAt,
    tookMs,
  };
}
