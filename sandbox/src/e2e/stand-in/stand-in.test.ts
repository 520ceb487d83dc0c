import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CheckoutPlan, generatePlan } from '../../checkout/checkout-plan.ts';
import { placeCheckout } from '../../checkout/place-checkout.ts';
import type { PlacedOrder } from '../../checkout/placed-order.ts';
import { runCheckouts } from '../../checkout/run-checkouts.ts';
import type { SandboxInstance } from '../../instance/sandbox-instance.ts';
import { startSandbox } from '../../start-sandbox.ts';
import { stopAllSandboxes } from '../../stop-sandbox.ts';
import { defaultCacheDir } from '../../store/cache-dir.ts';
import { queryDatabase } from '../../store/query-database.ts';
import { listCachedVersions } from '../../store/release-version.ts';
import { runInWordPress } from '../../store/run-in-wordpress.ts';
import { makeTestFolder } from '../../test-run/test-folder.ts';
import { expectOwnCartEach } from '../buy-at-once.ts';

/**
 * What WooCommerce 11.0.1 does, noted by the same probe and the same checkouts that the stand-in goes through here.
 * `vitest -u` writes the two files anew from the real one, where the cache has it.
 */
const goldenStages = join(import.meta.dirname, 'order-stages.txt');
const goldenCheckouts = join(import.meta.dirname, 'checkout-amounts.txt');
const GOLDEN_RELEASE = '11.0.1';
const CHECKOUTS = 24;

let baseDir: string;
beforeAll(() => {
  baseDir = makeTestFolder('stand-in');
});
afterAll(async () => {
  await stopAllSandboxes(baseDir);
  rmSync(baseDir, { recursive: true, force: true });
});

async function probeStages(shop: SandboxInstance): Promise<string> {
  const { mug, 'tshirt-m': shirt } = shop.store.catalogue.products;
  const file = join(import.meta.dirname, 'probe-order-stages.php');
  const lines = await runInWordPress<string[]>(
    shop,
    { file },
    { products: { simple: mug, variation: shirt } },
  );
  return `${lines.join('\n')}\n`;
}

const comparedPlan = (index: number): Partial<CheckoutPlan> => ({
  ...generatePlan(3, index),
  ...(index % 5 === 1 ? { coupon: 'free-parcel' } : {}),
  ...(index % 7 === 3 ? { customer: { login: 'jurgen' } } : {}),
  ...(index % 11 === 4 ? { payment: 'cheque' } : {}),
});

/**
 * Shoppers at home and abroad, with each coupon and way of paying; one line of amounts for each part of their orders.
 */
async function placeComparedCheckouts(shop: SandboxInstance): Promise<string> {
  const orders: PlacedOrder[] = [];
  const { failed } = await runCheckouts(shop, {
    count: CHECKOUTS,
    rate: null,
    parallel: 1,
    plan: comparedPlan,
    onOrder: (order, index) => {
      orders[index] = order;
    },
  });
  expect(failed).toEqual([]);
  const lines = await queryDatabase(
    shop.store.db,
    `SELECT o.id, CONCAT_WS(' ', o.status, o.payment_method, 'total', o.total_amount, 'tax', o.tax_amount, 'shipping', p.shipping_total_amount, p.shipping_tax_amount,
       'discount', p.discount_total_amount, p.discount_tax_amount, 'paid', p.date_paid_gmt IS NOT NULL, 'stock', p.order_stock_reduced) AS line
     FROM wp_wc_orders o JOIN wp_wc_order_operational_data p ON p.order_id = o.id
     UNION ALL
     SELECT i.order_id, CONCAT('  ', i.order_item_type, ' ', i.order_item_name, ': ',
       GROUP_CONCAT(CONCAT(m.meta_key, '=', m.meta_value) ORDER BY m.meta_key SEPARATOR ', '))
     FROM wp_woocommerce_order_items i JOIN wp_woocommerce_order_itemmeta m ON m.order_item_id = i.order_item_id
     WHERE m.meta_key NOT IN ('_product_id', '_variation_id', 'Items', 'coupon_info') GROUP BY i.order_item_id`,
  );
  const said = orders.flatMap(({ orderId, total, status }, index) => [
    `## shopper ${index} agreed to ${total}, order ${status}`,
    ...lines
      .filter((row) => row['id'] === orderId)
      .map((row) => String(row['line']))
      .toSorted(),
  ]);
  return `${said.join('\n')}\n`;
}

describe('the stand-in', () => {
  let shop: SandboxInstance;
  const progress: string[] = [];
  beforeAll(async () => {
    const name = 'stand-in';
    shop = await startSandbox({ baseDir, name, standIn: true, progress: (line) => progress.push(line) });
  });

  test('says in a frame that it is not WooCommerce, and so does the record', () => {
    expect(progress.join('\n')).toMatch(/!!!!\n {2}THIS IS NOT WOOCOMMERCE\./);
    expect(shop.store).toMatchObject({ standIn: true, woocommerce: expect.stringMatching(/-standin$/) });
  });

  test('fires each hook at the moment where WooCommerce does, and leaves the same rows', async () => {
    expect(await probeStages(shop)).toBe(readFileSync(goldenStages, 'utf8'));
  });

  test('makes of each cart the order that WooCommerce makes of it, to the last decimal, and Counterfoil records it', async () => {
    await queryDatabase(shop.store.db, 'DELETE FROM wp_counterfoil_outbox');
    expect(await placeComparedCheckouts(shop)).toBe(readFileSync(goldenCheckouts, 'utf8'));
    const [recorded] = await queryDatabase(
      shop.store.db,
      'SELECT COUNT(DISTINCT order_id) AS orders, SUM(ready_at > UTC_TIMESTAMP(3)) AS waiting FROM wp_counterfoil_outbox',
    );
    expect(recorded).toEqual({ orders: CHECKOUTS, waiting: '0' });
  });

  test('sells the last piece once, though four want it at the same moment', async () => {
    const buy = (guest: number) =>
      placeCheckout(shop, { customer: { guest }, lines: [{ product: 'last-piece', quantity: 1 }] });
    const ends = await Promise.allSettled([1, 2, 3, 4].map(buy));
    expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1);
    expect(ends.find((end) => end.status === 'rejected')?.reason).toMatchObject({
      message: expect.stringMatching(/409: .*not enough stock/),
    });
  });

  test('gives each of one account’s checkouts the cart that it filled, though four come at the same moment', async () => {
    await expectOwnCartEach(shop);
  });

  test('refuses a classic checkout and legacy storage, saying what has them', async () => {
    await expect(placeCheckout(shop, { via: 'classic' })).rejects.toThrow(
      /no classic checkout.*--woocommerce DIR/,
    );
    await expect(startSandbox({ baseDir, name: 'legacy', standIn: true, storage: 'legacy' })).rejects.toThrow(
      /HPOS tables only.*--woocommerce DIR/,
    );
  });

  test('what it has not is an error that names it, never silence', async () => {
    const code = "wc_get_orders(['meta_key' => 'x']);";
    await expect(runInWordPress(shop, { code })).rejects.toThrow(/no wc_get_orders by meta_key/);
    await expect(runInWordPress(shop, { code: '(new WC_Order())->get_nothing();' })).rejects.toThrow(
      /WC_Order::get_nothing\(\) is not part of the stand-in/,
    );
  });
});

describe.skipIf(!listCachedVersions(defaultCacheDir(), 'woocommerce').includes(GOLDEN_RELEASE))(
  `WooCommerce ${GOLDEN_RELEASE} itself`,
  () => {
    let shop: SandboxInstance;
    beforeAll(async () => {
      shop = await startSandbox({
        baseDir,
        name: 'real',
        woocommerceVersion: GOLDEN_RELEASE,
        plugin: false,
      });
    });

    test('still does what the stand-in is held to, hook by hook', async () => {
      await expect(await probeStages(shop)).toMatchFileSnapshot(goldenStages);
    });

    test('still makes of each cart what the stand-in is held to', async () => {
      await expect(await placeComparedCheckouts(shop)).toMatchFileSnapshot(goldenCheckouts);
    });
  },
);
