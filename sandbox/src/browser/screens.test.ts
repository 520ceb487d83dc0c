import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeCheckout } from '../checkout/place-checkout.ts';
import type { PlacedOrder } from '../checkout/placed-order.ts';
import { waitForDeliveries } from '../demo/wait-for-deliveries.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { startSandbox } from '../start-sandbox.ts';
import { stopAllSandboxes } from '../stop-sandbox.ts';
import { queryDatabase } from '../store/query-database.ts';
import { logIn, openBrowser } from './open-browser.ts';

let baseDir: string;
let shop: SandboxInstance;
let browser: Browser;
let page: Page;
const placed: PlacedOrder[] = [];

beforeAll(async () => {
  baseDir = mkdtempSync('/var/tmp/counterfoil-browser-');
  chmodSync(baseDir, 0o711);
  shop = await startSandbox({ baseDir, name: 'screens', erp: 'sandbox', agent: true, progress: () => {} });
  for (const guest of [1, 2, 3]) placed.push(await placeCheckout(shop, { customer: { guest } }));
  if (!shop.erp) throw new Error('no ERP');
  await waitForDeliveries(shop.erp, placed, { withinMs: 60_000, settleMs: 0 });
  browser = await openBrowser();
  const context = await logIn(browser, shop.store);
  page = await context.newPage();
});
afterAll(async () => {
  await browser?.close();
  await stopAllSandboxes(baseDir);
  rmSync(baseDir, { recursive: true, force: true });
});

const open = (address: string) =>
  page.goto(`${shop.store.url}/wp-admin/${address}`, { waitUntil: 'domcontentloaded' });

/** Both widths without a page that scrolls sideways; kept as a picture where COUNTERFOIL_SCREENSHOTS names a folder. */
async function fits(name: string, address: string, shows: RegExp): Promise<void> {
  for (const width of [1280, 400]) {
    await page.setViewportSize({ width, height: 900 });
    await open(address);
    await page.getByText(shows).first().waitFor();
    expect(
      await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth'),
      `${name} at ${width}`,
    ).toBe(true);
    const folder = process.env['COUNTERFOIL_SCREENSHOTS'];
    if (folder) {
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${name}-${width}.png`) });
    }
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('the overview says in its first sentence that all orders of today are in the ERP', async () => {
  await fits('overview', 'admin.php?page=counterfoil', /All 3 orders of today are in Practice ERP/);
});

test('the connection shows who is connected and from when orders count', async () => {
  await fits('connection', 'admin.php?page=counterfoil&view=connection', /Orders count from/);
});

test('the list leads to an order, and its journey tells every step', async () => {
  await fits('orders', 'admin.php?page=counterfoil&view=orders', /SO-0+1/);
  const number = placed[0]?.orderNumber ?? '';
  await page.getByRole('link', { name: `#${number}` }).click();
  await page.getByText(/Sales order SO-\d+.* made in Practice ERP/).waitFor();
  expect(page.url()).toContain(`order=${placed[0]?.orderId}`);
  await fits('journey', `admin.php?page=counterfoil&view=orders&order=${placed[0]?.orderId}`, /Picked up/);
});

test('“Send again” works by keyboard and says that it was asked', async () => {
  await open(`admin.php?page=counterfoil&view=orders&order=${placed[1]?.orderId}`);
  const button = page.getByRole('button', { name: /Send order .* again/ });
  await button.focus();
  await page.keyboard.press('Enter');
  await page
    .getByText(/Asked; the connector takes it up next/)
    .first()
    .waitFor();
});

test('WooCommerce’s own order screen has the panel, and its list the column', async () => {
  await open(`admin.php?page=wc-orders&action=edit&id=${placed[0]?.orderId}`);
  await page
    .locator('#counterfoil')
    .getByText(/In Practice ERP as SO-/)
    .waitFor();
  await open('admin.php?page=wc-orders');
  expect(await page.locator('td.counterfoil.column-counterfoil').first().textContent()).toMatch(/SO-\d+/);
});

test('with the connector off the page says so, and a new order is listed as on its way', async () => {
  const pid = shop.agent?.pid;
  if (!pid) throw new Error('no agent');
  process.kill(pid, 'SIGKILL');
  const order = await placeCheckout(shop, { customer: { guest: 9 } });
  await open('admin.php?page=counterfoil&view=orders');
  const row = page.getByRole('row', { name: new RegExp(`#${order.orderNumber}`) });
  await row.getByText(/going to Practice ERP/).waitFor();
  await queryDatabase(
    shop.store.db,
    `UPDATE ${shop.store.db.prefix}counterfoil_keys SET last_seen_at = UTC_TIMESTAMP(3) - INTERVAL 10 MINUTE`,
  );
  await fits('connector-off', 'admin.php?page=counterfoil', /was last heard from/);
});
