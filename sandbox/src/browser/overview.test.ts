import { expect, test } from 'vitest';
import { readErpOrders } from '../erp/read-erp-orders.ts';
import { lookAt } from './look-at.ts';
import { useScreens } from './use-screens.ts';

const screens = useScreens();

test('the overview says first how many of today’s orders are in the ERP, as the ERP itself counts them', async () => {
  const { page, shop } = screens;
  let inErp = 0;
  if (!shop.erp) throw new Error('no ERP');
  for await (const { state } of readErpOrders(shop.erp)) inErp += state === 'cancelled' ? 0 : 1;
  await screens.open('admin.php?page=counterfoil');
  const first = page.locator('.counterfoil-first-sentence');
  await first
    .getByText(/of today's \d+ orders are in Practice ERP; 1 changed since\. \d orders? needs? you\./)
    .waitFor();
  // One of them was cancelled in the shop afterwards: it is there all the same.
  expect(await first.textContent()).toContain(`${inErp} of today's`);
  await page.getByText(/working,/).waitFor();
  await lookAt(page, 'overview');
});

test('each order that needs a person stands there with its money, its reason and what to do', async () => {
  const { page } = screens;
  await screens.open('admin.php?page=counterfoil');
  const held = page.getByRole('region', { name: /Needs you/ }).getByRole('listitem');
  const withoutSku = held.filter({ hasText: 'Gift box (no SKU)' });
  await withoutSku
    .getByText('"Gift box (no SKU)" has no SKU, so Practice ERP can\'t tell which article it is')
    .waitFor();
  await withoutSku
    .getByText(
      'Give "Gift box (no SKU)" a SKU in the shop, the same as its code in Practice ERP. Then send it again.',
    )
    .waitFor();
  await withoutSku.getByText(/€\d/).waitFor();
  await withoutSku.getByRole('button', { name: /Send again: order \S+/ }).waitFor();
  await held.getByRole('button', { name: 'Leave as it is' }).waitFor();
});

test('an ERP that forbids something is said first, with the right that is missing and what to do', async () => {
  const { page } = screens;
  const values = { erp: 'Practice ERP', right: 'POST /api/orders', reason: 'not for you' };
  const erp = {
    reachable: false,
    since: new Date().toISOString(),
    answerMs: 14,
    code: 'erp_right_missing',
    values,
  };
  await page.route(/counterfoil-admin.+overview/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), erp } });
  });
  try {
    await screens.open('admin.php?page=counterfoil');
    await page.getByText('Practice ERP takes no orders at the moment').waitFor();
    const parts = page.locator('.counterfoil-parts');
    await parts.getByText(/lacks a right in Practice ERP: POST \/api\/orders \(“not for you”\)/).waitFor();
    await parts.getByText(/Give the connector's user the right POST \/api\/orders in Practice ERP/).waitFor();
    await lookAt(page, 'right-missing');
  } finally {
    await page.unrouteAll();
  }
});

test('every figure leads to the orders behind it', async () => {
  const { page } = screens;
  await screens.open('admin.php?page=counterfoil');
  const figures = page.getByRole('region', { name: 'Today' }).getByRole('link');
  await figures.first().waitFor();
  for (const [place, text] of (await figures.allTextContents()).entries()) {
    const count = Number.parseInt(text, 10);
    await figures.nth(place).click();
    await page.getByText(new RegExp(`of ${count} order`)).waitFor();
    expect(await page.getByRole('row').count(), text).toBe(count + 1);
    await page.goBack();
    await figures.first().waitFor();
  }
});
