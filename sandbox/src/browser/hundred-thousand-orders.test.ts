import { beforeAll, expect, test } from 'vitest';
import { queryDatabase } from '../store/query-database.ts';
import { ownShop, useScreens } from './use-screens.ts';

const screens = useScreens(() => ownShop('large', { erp: 'none', agent: false }));
const LIST = 'admin.php?page=counterfoil&view=orders';

/**
 * Two years of a busy shop. Every 400th order needs a person, every 100th is not paid; the newest 20 are on their way.
 */
const LAY_DOWN = `(order_id, order_number, customer, customer_sort, email, total, currency, order_status, placed_at, offered_at, state, code, code_values,
    since, version, document_id, document_number, delivered_at)
  SELECT n, n, CONCAT(first, ' ', last), CONCAT(last, ' ', first), CONCAT('buyer', n, '@example.test'), 5 + (n * 7919 % 40000) / 100, 'EUR', 'processing',
    placed, placed, state, code, '{"erp":"Practice ERP","sku":"CF-OLD","name":"Old mug"}', placed, 1,
    IF(state = 'delivered', n, NULL), IF(state = 'delivered', CONCAT('SO-', LPAD(n, 6, '0')), NULL), IF(state = 'delivered', placed, NULL)
  FROM (SELECT seq AS n, UTC_TIMESTAMP(3) - INTERVAL (100000 - seq) * 10 MINUTE AS placed,
      ELT(1 + seq % 4, 'Anna', 'Bruno', 'Céline', 'David') AS first, ELT(1 + seq DIV 4 % 3, 'Martin', 'Bernard', 'Dubois') AS last,
      CASE WHEN seq % 400 = 0 THEN 'held' WHEN seq % 100 = 1 THEN 'not_paid' WHEN seq > 99980 THEN 'waiting' ELSE 'delivered' END AS state,
      CASE WHEN seq % 400 = 0 THEN 'gap_product' WHEN seq % 100 = 1 THEN 'order_not_paid_yet' WHEN seq > 99980 THEN 'order_waiting'
        ELSE 'order_delivered' END AS code
    FROM seq_1_to_100000) orders`;

beforeAll(async () => {
  const { db } = screens.shop.store;
  await queryDatabase(db, `INSERT INTO ${db.prefix}counterfoil_journeys ${LAY_DOWN}`);
});

const first = () => screens.page.locator('[data-order]').first().textContent();
const shows = (text: string) => screens.page.getByText(text, { exact: true }).waitFor();

test('the list of 100,000 orders opens with the newest, counts all of them, and turns its pages', async () => {
  const { page } = screens;
  await screens.open(LIST);
  await shows('1 to 25 of 100,000 orders');
  expect(await first()).toBe('#100000');
  await page.getByText('Needs you (250)').waitFor();
  await page.getByRole('button', { name: 'Next page' }).click();
  await shows('26 to 50 of 100,000 orders');
  expect(await first()).toBe('#99975');
  await screens.open(`${LIST}&list-page=4000`);
  await shows('99,976 to 100,000 of 100,000 orders');
  expect(await first()).toBe('#25');
});

test('one of them is found by what a customer says on the telephone, and every group is at hand', async () => {
  const { page } = screens;
  await screens.open(LIST);
  const search = page.getByRole('searchbox');
  await search.fill('SO-054321');
  await shows('1 of 1 order');
  expect(await first()).toBe('#54321');
  await search.fill('buyer77');
  await shows('1 to 25 of 1,111 orders');
  await search.fill('');
  await shows('1 to 25 of 100,000 orders');
  await page.getByRole('link', { name: /needs you \(/i }).click();
  await shows('1 to 25 of 250 orders');
  // Of 401.00 EUR: what needs a person stands by its money.
  expect(await first()).toBe('#88400');
});

test('sorted by total the dearest come first, also behind the pages before', async () => {
  const { page, shop } = screens;
  await screens.open(`${LIST}&sort=total-desc&list-page=2`);
  await shows('26 to 50 of 100,000 orders');
  const dearest = await queryDatabase(
    shop.store.db,
    `SELECT order_id FROM ${shop.store.db.prefix}counterfoil_journeys ORDER BY total DESC, order_id DESC LIMIT 25 OFFSET 25`,
  );
  await expect
    .poll(() => page.locator('[data-order]').allTextContents())
    .toEqual(dearest.map((row) => `#${row['order_id']}`));
});
