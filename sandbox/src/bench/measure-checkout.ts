import { BrowserSession } from '../checkout/browser-session.ts';
import { generatePlan } from '../checkout/checkout-plan.ts';
import { placeCheckout } from '../checkout/place-checkout.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { type Figure, figure, median } from './figure.ts';
import { haltAgent } from './halt-agent.ts';
import { type MeasuredRequest, readMeasured, startMeasuring, stopMeasuring } from './measured-requests.ts';

const WARM_UP = 10;
const PAGES = ['/', '/shop/', '/product/mug/', '/cart/', '/checkout/', '/my-account/', '/wp-json/'] as const;
const VISITS = 15;

/** Request and plan of one side of a pair: the same shopper's basket with the plugin and without it. */
async function checkoutMs(instance: SandboxInstance, index: number, without: boolean): Promise<number> {
  const plan = { ...generatePlan(7, index), customer: { guest: 700_000 + index } };
  const headers = { 'x-sandbox-measure': 'checkout', ...(without ? { 'x-sandbox-without': '1' } : {}) };
  return (await placeCheckout(instance, plan, headers)).tookMs;
}

/**
 * What the plugin costs the shop: its own time and queries inside real checkouts, its own time on other pages, and
 * whole checkouts with and without it, by turns in the same shop.
 * @param pairs how many pairs of checkouts; the bound of the ratio is meant for 200 or more
 */
export async function measureCheckout(
  instance: SandboxInstance,
  pairs: number,
  progress: (line: string) => void,
): Promise<Figure[]> {
  // Its calls would fall into the checkout that comes next, which is one without the plugin as often as not.
  await haltAgent(instance);
  startMeasuring(instance);
  try {
    for (let index = 0; index < WARM_UP; index += 1)
      await checkoutMs(instance, 100_000 + index, index % 2 === 0);
    startMeasuring(instance);
    const withPlugin: number[] = [];
    const withoutPlugin: number[] = [];
    for (let index = 0; index < pairs; index += 1) {
      // The side that goes first changes, so that neither always meets the warmer cache.
      for (const without of index % 2 === 0 ? [false, true] : [true, false]) {
        (without ? withoutPlugin : withPlugin).push(await checkoutMs(instance, index, without));
      }
      if ((index + 1) % 25 === 0) progress(`${index + 1} of ${pairs} pairs of checkouts`);
    }
    const session = new BrowserSession(instance.store.url, { 'x-sandbox-measure': 'page' });
    for (let visit = 0; visit < VISITS; visit += 1) for (const page of PAGES) await session.request(page);

    const measured = readMeasured(instance);
    return [
      figure('plugin_time_in_checkout', 'µs', ...inCheckouts(measured), ['<=', 0.01]),
      figure('plugin_queries_in_checkout', 'queries', mostQueries(measured), null, ['<=', 4]),
      figure('plugin_time_on_other_pages', 'ms', slowestPage(measured), null, ['<=', 1]),
      figure('checkout_with_to_without', 'ms', median(withPlugin), median(withoutPlugin), ['<=', 1.03]),
    ];
  } finally {
    stopMeasuring(instance);
  }
}

const isCheckout = (one: MeasuredRequest) =>
  one.method === 'POST' && one.id === 'checkout' && !one.without && one.uri.endsWith('/checkout');

function inCheckouts(measured: readonly MeasuredRequest[]): [number, number] {
  const checkouts = measured.filter(isCheckout);
  return [
    median(checkouts.map((one) => one.ownMicroseconds)),
    median(checkouts.map((one) => one.requestMicroseconds)),
  ];
}

function mostQueries(measured: readonly MeasuredRequest[]): number {
  return Math.max(...measured.filter(isCheckout).map((one) => one.ownQueries));
}

/** Of each page the median of its visits, in milliseconds; the page where that is longest. */
function slowestPage(measured: readonly MeasuredRequest[]): number {
  const byPage = Map.groupBy(
    measured.filter((one) => one.id === 'page'),
    (one) => one.uri,
  );
  return (
    Math.max(...[...byPage.values()].map((visits) => median(visits.map((one) => one.ownMicroseconds)))) / 1000
  );
}
