import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeCheckout } from '../checkout/place-checkout.ts';
import { endAgent, startAgent } from '../e2e/control-agent.ts';
import { queryDatabase } from '../store/query-database.ts';
import { lookAt } from './look-at.ts';
import { untilState } from './until-state.ts';
import { busyShop, NEW_FIGURES_EVERY_MS, useScreens } from './use-screens.ts';

const screens = useScreens(busyShop);
let orderId: number;
let isBack = false;

beforeAll(async () => {
  const { shop } = screens;
  await endAgent(shop, 'stop');
  ({ orderId } = await placeCheckout(shop, { customer: { guest: 9 } }));
  await queryDatabase(
    shop.store.db,
    `UPDATE ${shop.store.db.prefix}counterfoil_keys SET last_seen_at = UTC_TIMESTAMP(3) - INTERVAL 10 MINUTE`,
  );
});
afterAll(async () => {
  if (!isBack) await startAgent(screens.shop);
});

test('with the connector off the overview says since when, that nothing is lost, and how many orders wait', async () => {
  const { page } = screens;
  await screens.open('admin.php?page=counterfoil');
  await page
    .getByText(
      /The connector on the sandbox was last heard from 1\d minutes ago\. Your orders are safe in the shop/,
    )
    .waitFor();
  await page.getByText('1 order waits for the connector.').waitFor();
  await page.getByText('not known while the connector is silent').waitFor();
  await lookAt(page, 'connector-off');
  await page.getByRole('link', { name: 'What to do' }).click();
  await page.getByRole('heading', { name: 'The connector on the sandbox is silent' }).waitFor();
  await lookAt(page, 'connector-off-what-to-do');
});

test('an order of that time is in the list, going to the ERP', async () => {
  const { page } = screens;
  await screens.open('admin.php?page=counterfoil&view=orders');
  const row = page.getByRole('row', { name: new RegExp(`#${orderId}`) });
  await row.getByText(/going to Practice ERP/).waitFor();
  await screens.open(`admin.php?page=counterfoil&view=orders&order=${orderId}`);
  await page.getByRole('heading', { name: new RegExp(`Order ${orderId}`) }).waitFor();
});

test('when it is back, the open page says so by itself, and the order is in the ERP', async () => {
  const { page, shop } = screens;
  await page.clock.install();
  await screens.open('admin.php?page=counterfoil');
  await page.getByText(/was last heard from/).waitFor();
  isBack = true;
  await startAgent(shop);
  await untilState(shop, orderId, 'delivered');
  await page.clock.fastForward(NEW_FIGURES_EVERY_MS);
  await page.getByText(/was last heard from/).waitFor({ state: 'detached' });
  expect(await page.getByText('working,').isVisible()).toBe(true);
});
