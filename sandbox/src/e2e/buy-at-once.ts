import { expect } from 'vitest';
import { placeCheckout } from '../checkout/place-checkout.ts';
import { runCheckouts } from '../checkout/run-checkouts.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { queryDatabase } from '../store/query-database.ts';

const account = { customer: { login: 'claire' } };
/** 59.00 each, and nothing to be shipped. */
const lines = (quantity: number) => [{ product: 'support', quantity }];

/** One account buys twice by itself and twice in a run beside that, all at once: each gets the order that it wanted. */
export async function expectOwnCartEach(shop: SandboxInstance): Promise<void> {
  const [one, two, run] = await Promise.all([
    placeCheckout(shop, { ...account, lines: lines(1) }),
    placeCheckout(shop, { ...account, lines: lines(2) }),
    runCheckouts(shop, {
      count: 2,
      rate: null,
      parallel: 2,
      plan: (index) => ({ ...account, lines: lines(3 + index) }),
    }),
  ]);
  expect(run.failed).toEqual([]);
  const placed = [one, two, ...run.placed];
  const ids = placed.map((order) => order.orderId);
  const rows = await queryDatabase(
    shop.store.db,
    `SELECT total_amount AS total FROM wp_wc_orders WHERE id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  const wanted = ['118.00', '177.00', '236.00', '59.00'];
  expect(placed.map((order) => order.total).sort()).toEqual(wanted);
  expect(rows.map((row) => String(row['total'])).sort()).toEqual(wanted.map((total) => `${total}000000`));
}
