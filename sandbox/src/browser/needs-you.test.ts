import { expect, onTestFinished, test } from 'vitest';
import { placeCheckout } from '../checkout/place-checkout.ts';
import { changeOrder } from '../e2e/act-in-shop.ts';
import { readJourneys } from '../e2e/read-shop.ts';
import { readErpOrders } from '../erp/read-erp-orders.ts';
import { queryDatabase } from '../store/query-database.ts';
import { runInWordPress } from '../store/run-in-wordpress.ts';
import { expectFits, keepPicture, lookAt } from './look-at.ts';
import { untilState } from './until-state.ts';
import { busyShop, useScreens } from './use-screens.ts';

const screens = useScreens(busyShop);
const journeyOf = (orderId: number) => `admin.php?page=counterfoil&view=orders&order=${orderId}`;

/** An order that the ERP can't take: what was bought has no SKU. */
async function heldOrder(guest: number): Promise<number> {
  const { orderId } = await placeCheckout(screens.shop, {
    customer: { guest },
    lines: [{ product: 'gift-box', quantity: 1 }],
  });
  await untilState(screens.shop, orderId, 'held');
  return orderId;
}

/** The article that the ERP calls so is the gift box (or the pen again, as it was). */
async function giveSku(sku: 'CF-PEN', to: 'gift-box' | 'pen'): Promise<void> {
  const { products } = screens.shop.store.catalogue;
  const code = `foreach ([[$args['from'], ''], [$args['to'], $args['sku']]] as [$id, $sku]) { $product = wc_get_product($id); $product->set_sku($sku); $product->save(); }`;
  await runInWordPress(
    screens.shop,
    { code },
    { sku, to: products[to], from: products[to === 'pen' ? 'gift-box' : 'pen'] },
  );
}

async function timesInErp(number: string): Promise<number> {
  const { erp } = screens.shop;
  if (!erp) throw new Error('no ERP');
  let times = 0;
  for await (const order of readErpOrders(erp)) times += order.shopOrderNumber === number ? 1 : 0;
  return times;
}

test('a held order says why and what to do; sent again without that, the same still stands in the way', async () => {
  const { page } = screens;
  const orderId = await heldOrder(51);
  await screens.open(journeyOf(orderId));
  await page
    .getByText(
      'Give "Gift box (no SKU)" a SKU in the shop, the same as its code in Practice ERP. Then send it again.',
    )
    .waitFor();
  await lookAt(page, 'journey-needs-you');
  await page.getByRole('button', { name: /^Send again/ }).click();
  await page.getByText('Asked; the connector takes it up next.').first().waitFor();
  await page.getByText('Tried again: the same still stands in the way.').waitFor();
});

test('once the shop is mended, “Send again” by keyboard brings the order into the ERP, once', async () => {
  const { page } = screens;
  const orderId = await heldOrder(52);
  await screens.open(journeyOf(orderId));
  const button = page.getByRole('button', { name: /^Send again/ });
  await button.focus();
  await giveSku('CF-PEN', 'gift-box');
  try {
    await page.keyboard.press('Enter');
    await page.getByText(/^In Practice ERP as SO-\d+/).waitFor();
  } finally {
    await giveSku('CF-PEN', 'pen');
  }
  expect(await timesInErp(String(orderId))).toBe(1);
});

test('leaving an order out asks for a reason, which then stands in its journey with the name of who wrote it', async () => {
  const { page, shop } = screens;
  const orderId = await heldOrder(53);
  await screens.open(journeyOf(orderId));
  await page.getByRole('button', { name: 'Leave out' }).click();
  const dialog = page.getByRole('dialog', { name: `Leave order ${orderId} out of Practice ERP` });
  const leaveOut = dialog.getByRole('button', { name: `Leave order ${orderId} out of Practice ERP` });
  const focused = () => page.evaluate('document.activeElement.tagName');
  await expect.poll(focused, { message: 'what is to be written has the focus' }).toBe('TEXTAREA');
  await leaveOut.click();
  await dialog.getByText('Write a reason of at least 3 characters.').waitFor();
  await lookAt(page, 'leave-out');
  await dialog.getByRole('textbox', { name: 'Why?' }).fill('A present, entered by hand');
  await leaveOut.click();
  await untilState(shop, orderId, 'skipped');
  await page.getByRole('status').getByText('Left out by admin: A present, entered by hand').waitFor();
  await page.getByText('Now: Left out by admin: A present, entered by hand').waitFor();
  await page.getByText('admin left it out: A present, entered by hand').waitFor();
  expect(await timesInErp(String(orderId))).toBe(0);
});

test('an order older than the start says who enters it, and offers no sending', async () => {
  const { page, shop } = screens;
  const orderId = await heldOrder(55);
  await queryDatabase(
    shop.store.db,
    `UPDATE ${shop.store.db.prefix}counterfoil_journeys SET state = 'skipped', code = 'before_cutover', code_values = ? WHERE order_id = ?`,
    [JSON.stringify({ cutover: new Date().toISOString() }), orderId],
  );
  await screens.open(journeyOf(orderId));
  await page.getByText('If it is still to be delivered, enter it in the ERP by hand.').waitFor();
  await page.getByText(/^Older than the start at /).waitFor();
  expect(await page.getByRole('button', { name: /Send again|Leave/ }).count()).toBe(0);
  await lookAt(page, 'journey-older-than-the-start');
});

test('an order changed after it went to the ERP is left there as it is, with a reason', async () => {
  const { page, shop } = screens;
  const { orderId } = await placeCheckout(shop, { customer: { guest: 54 } });
  await untilState(shop, orderId, 'delivered');
  await changeOrder(shop, orderId, "$order->update_status('cancelled'); return null;");
  await untilState(shop, orderId, 'held');
  await screens.open(journeyOf(orderId));
  await page.getByRole('button', { name: 'Leave as it is' }).click();
  await page.getByRole('textbox', { name: 'Why?' }).fill('Cancelled there by hand');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await untilState(shop, orderId, 'left_as_is');
  const { documentNumber } = (await readJourneys(shop)).find((one) => one.orderId === orderId) ?? {};
  expect(documentNumber).toMatch(/^SO-\d+$/);
  const says = new RegExp(
    `In Practice ERP as ${documentNumber}.*, which stays as it is, says admin: Cancelled there by hand`,
  );
  await page.getByText(says).first().waitFor();
  await page.getByText(/^Now: In Practice ERP as /).waitFor();
  const steps = page.locator('.counterfoil-steps');
  await steps.getByText(/^admin .+: Cancelled there by hand$/).waitFor();
  expect(await page.getByRole('button', { name: /^Leave/ }).count()).toBe(0);
  await screens.open(`admin.php?page=counterfoil&view=orders&search=${orderId}`);
  const row = page.getByRole('row', { name: new RegExp(`#${orderId}\\b`) });
  await row.getByText('in Practice ERP, left as it is').waitFor();
  await row.getByRole('cell', { name: new RegExp(`^${documentNumber}\\b`) }).waitFor();
  await row.getByText(says).waitFor();
});

test('while sending is stopped, the order’s page says so, and what is asked for waits', async () => {
  const { page, shop } = screens;
  const orderId = await heldOrder(56);
  onTestFinished(async () => {
    await screens.open('admin.php?page=counterfoil');
    await page.getByRole('button', { name: 'Go on sending orders' }).first().click();
    await page.getByRole('button', { name: 'Stop sending orders' }).waitFor();
  });
  await screens.open('admin.php?page=counterfoil');
  await page.getByRole('button', { name: 'Stop sending orders' }).click();
  await page.getByText(/^Sending orders was stopped /).waitFor();
  await screens.open(journeyOf(orderId));
  await page.getByText(/^Sending orders was stopped /).waitFor();
  await page.getByRole('button', { name: `Send again: order ${orderId}` }).click();
  await page.getByText('Asked; it is taken up when sending goes on.').first().waitFor();
  await page.getByText('Now: Asked; it is taken up when sending goes on.').waitFor();
  await lookAt(page, 'journey-stopped');
  await screens.open(`admin.php?page=counterfoil&view=orders&search=${orderId}`);
  await page.getByRole('row').getByText('Asked; it is taken up when sending goes on.').waitFor();
  await untilState(shop, orderId, 'held');
});

test('a reason that is one word of any length makes no page wider than a phone', async () => {
  const { page, shop } = screens;
  const orderId = await heldOrder(57);
  await queryDatabase(
    shop.store.db,
    `UPDATE ${shop.store.db.prefix}counterfoil_journeys SET code = 'erp_refused', code_values = ? WHERE order_id = ?`,
    [JSON.stringify({ erp: 'Practice ERP', reason: 'x'.repeat(2000) }), orderId],
  );
  onTestFinished(() => page.setViewportSize({ width: 1280, height: 900 }));
  for (const view of ['', '&view=orders&group=needs_you', `&view=orders&order=${orderId}`]) {
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await screens.open(`admin.php?page=counterfoil${view}`);
      await page
        .getByText(/x{500}/)
        .first()
        .waitFor();
      await expectFits(page, `${view} at ${width}`);
      await keepPicture(page, `long-reason-${view.replace(/\W+/g, '-')}-${width}`);
    }
  }
});
