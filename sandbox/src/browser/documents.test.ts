import { expect, test } from 'vitest';
import { placeCheckout } from '../checkout/place-checkout.ts';
import { changeOrder } from '../e2e/act-in-shop.ts';
import { queryDatabase } from '../store/query-database.ts';
import { lookAt } from './look-at.ts';
import { untilState } from './until-state.ts';
import { busyShop, useScreens } from './use-screens.ts';

const screens = useScreens(busyShop);
const LIST = 'admin.php?page=counterfoil&view=orders';

async function deliveredOrder(guest: number): Promise<number> {
  const { orderId } = await placeCheckout(screens.shop, { customer: { guest } });
  await untilState(screens.shop, orderId, 'delivered');
  return orderId;
}

/** What the ERP keeps of the order beside its sales order, as a connector that sends refunds will tell it. */
async function addRefunds(orderId: number): Promise<void> {
  const { db } = screens.shop.store;
  // What the connector may still have to say of the order is older than this.
  await queryDatabase(
    db,
    `UPDATE ${db.prefix}counterfoil_journeys SET version = 9000000000000000 WHERE order_id = ?`,
    [orderId],
  );
  const columns = 'order_id, kind, shop_id, document_check, generation, erp_id, number, url, state, live';
  await queryDatabase(
    db,
    `INSERT INTO ${db.prefix}counterfoil_journey_documents (${columns}) VALUES
     (?, 'refund', 57, 'AAAAAA', 1, '71', 'CN-000017', 'https://erp.example/71', 'cancelled', 0),
     (?, 'refund', 57, 'AAAAAA', 2, '72', '', NULL, 'draft', 1)`,
    [orderId, orderId],
  );
  await queryDatabase(
    db,
    `INSERT INTO ${db.prefix}counterfoil_journey_steps (step_id, order_id, order_check, about_kind, about_shop_id, about_generation, once, at, code, code_values)
     SELECT UUID(), order_id, order_check, 'refund', 57, 1, UUID(), UTC_TIMESTAMP(3), 'step_document_confirmed', ? FROM ${db.prefix}counterfoil_journeys WHERE order_id = ?`,
    [JSON.stringify({ erp: 'Practice ERP', document: 'CN-000017', state: 'cancelled' }), orderId],
  );
}

test('an order with one document shows it in its sentence alone, one with several a line for each', async () => {
  const { page } = screens;
  const orderId = await deliveredOrder(61);
  await screens.open(`${LIST}&order=${orderId}`);
  await page.getByText(/^In Practice ERP as SO-\d+/).waitFor();
  expect(await page.locator('.counterfoil-documents').count()).toBe(0);

  await addRefunds(orderId);
  await page.reload();
  const lines = page.locator('.counterfoil-documents li');
  await lines.first().waitFor();
  expect(await lines.allInnerTexts().then((texts) => texts.map((text) => text.replace(/\s+/g, ' ')))).toEqual(
    [
      expect.stringMatching(/^Sales order SO-\d+.* confirmed$/),
      expect.stringMatching(/^Refund 57 CN-000017.* cancelled, replaced$/),
      'Refund 57, replacement 1 (no number yet) a draft',
    ],
  );
  const link = lines.getByRole('link', { name: /^CN-000017/ });
  expect(await link.getAttribute('href')).toBe('https://erp.example/71');
  const step = page.getByText('Refund 57:').locator('..');
  expect(await step.getByRole('link').getAttribute('href')).toBe('https://erp.example/71');
  await lookAt(page, 'journey-documents');
});

test('an order whose id another one has now stands in the list as only in the ERP, with its own journey', async () => {
  const { page, shop } = screens;
  const orderId = await deliveredOrder(62);
  await changeOrder(shop, orderId, "$order->set_order_key('wc_order_another'); $order->save(); return null;");
  await untilState(shop, orderId, 'held');

  await screens.open(LIST);
  await page.getByRole('link', { name: /^only in Practice ERP \(\d+\)$/i }).click();
  const row = page.getByRole('row', { name: new RegExp(`#${orderId}.*only in Practice ERP.*SO-`, 'i') });
  await row.waitFor();
  expect(await row.getByRole('button').count()).toBe(0);
  await lookAt(page, 'orders-only-in-erp');

  await page.getByRole('link', { name: `#${orderId}` }).click();
  await page.getByText(/^Only in Practice ERP as SO-\d+.*: the shop lost this order/).waitFor();
  expect(page.url()).toMatch(new RegExp(`order=${orderId}&former=[A-Z2-7]{6}`));
  await page.getByText(/Sales order SO-\d+.* made in Practice ERP/).waitFor();
  expect(await page.getByRole('button', { name: /Send again|Leave|Compare/ }).count()).toBe(0);
  expect(await page.getByRole('link', { name: 'Open order' }).count()).toBe(0);
  await lookAt(page, 'journey-only-in-erp');

  await page.goBack();
  await row.waitFor();
  expect(page.url()).toContain('group=only_in_erp');
  await screens.open(`${LIST}&order=${orderId}`);
  await page
    .getByText(/stood for another order before/)
    .first()
    .waitFor();
  expect(await page.getByText(/Sales order SO-\d+.* made in Practice ERP/).count()).toBe(0);
});
