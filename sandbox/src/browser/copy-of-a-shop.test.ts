import { expect, inject, test } from 'vitest';
import { cloneSandbox } from '../clone-sandbox.ts';
import { makeOrder } from '../e2e/act-in-shop.ts';
import { lookAt } from './look-at.ts';
import { LIVED_IN } from './start-lived-in-shop.ts';
import { useScreens } from './use-screens.ts';

const screens = useScreens(() =>
  cloneSandbox({ from: LIVED_IN, name: 'copy', baseDir: inject('browserShops') }),
);
const VIEWS = ['', '&view=orders', '&view=connection'];

test('a copy of the shop says on each page that it is one, and that nothing is sent', async () => {
  const { page } = screens;
  for (const view of VIEWS) {
    await screens.open(`admin.php?page=counterfoil${view}`);
    await page
      .getByText('This shop is not where it was connected. Orders are recorded, nothing is sent.')
      .waitFor();
  }
  await screens.open('admin.php?page=counterfoil');
  await page.getByText('Is this shop a copy, or did you move?').waitFor();
  await page.getByRole('heading', { name: /Needs you/ }).waitFor();
  expect(await page.getByRole('button', { name: /Send again|Leave|Stop sending/ }).count()).toBe(0);
  await lookAt(page, 'copy-of-the-shop');
});

test('whoever says that the shop moved gets a code, and it stays a copy until that is used', async () => {
  const { page } = screens;
  await screens.open('admin.php?page=counterfoil&view=connection');
  await page.getByRole('heading', { name: 'Is this shop a copy, or did you move?' }).waitFor();
  await lookAt(page, 'copy-question');
  await page.getByRole('button', { name: 'We moved here: connect with a new code' }).click();
  await page.getByLabel('Code', { exact: true }).waitFor();
  expect(await page.getByText('COPY', { exact: true }).isVisible()).toBe(true);
});

test('whoever says that it is a copy has a shop with nothing connected', async () => {
  const { page } = screens;
  await screens.open('admin.php?page=counterfoil&view=connection');
  await page.getByRole('button', { name: 'It is a copy: stay apart' }).click();
  await page.getByRole('heading', { name: 'Connect', exact: true }).waitFor();
  await page.getByText('COPY', { exact: true }).waitFor({ state: 'detached' });
  await screens.open('admin.php?page=counterfoil');
  await page.getByText('Your orders are being recorded. Nothing is connected yet.').waitFor();
});

test('an order of a shop that was never connected says that it is recorded, and offers no sending', async () => {
  const { page, shop } = screens;
  const { id } = await makeOrder(shop, { lines: [{ sku: 'CF-MUG', quantity: 1 }], status: 'processing' });
  await screens.open('admin.php?page=counterfoil&view=orders');
  const row = page.getByRole('row').filter({ hasText: String(id) });
  await row.getByText('recorded', { exact: true }).waitFor();
  await row.getByText(/^Recorded; nothing is sent before the shop is connected/).waitFor();
  await screens.open(`admin.php?page=counterfoil&view=orders&order=${id}`);
  await page
    .getByRole('status')
    .getByText(/^Recorded; nothing is sent before the shop is connected/)
    .waitFor();
  expect(await page.getByRole('button', { name: /Send again|Leave/ }).count()).toBe(0);
  await lookAt(page, 'journey-recorded');
});
