import { expect, test } from 'vitest';
import { lookAt } from './look-at.ts';
import { useScreens } from './use-screens.ts';

const screens = useScreens();
const NEEDS_YOU = 'admin.php?page=counterfoil&view=orders&group=needs_you';

test('what needs a person is grouped by reason, the most money first, each group sent again at once where that helps', async () => {
  const { page } = screens;
  await screens.open(NEEDS_YOU);
  const reasons = page.getByRole('region', { name: 'What needs you, by reason' }).getByRole('listitem');
  await reasons.first().waitFor();
  expect(await reasons.getByRole('link').allTextContents()).toEqual([
    '"…" has no SKU, so Practice ERP can\'t tell which article it is',
    'Changed in the shop after it went to Practice ERP as …',
  ]);
  await reasons
    .nth(0)
    .getByText(/^1 order · €\d+\.\d\d · oldest/)
    .waitFor();
  await reasons.nth(0).getByRole('button', { name: 'Send 1 order again' }).waitFor();
  expect(await reasons.nth(1).getByRole('button').count(), 'sending again changes nothing there').toBe(0);
  await lookAt(page, 'needs-you');
  await reasons.nth(0).getByRole('link').click();
  await page.getByText('1 of 1 order').waitFor();
  expect(page.url()).toContain('reason=gap_product_without_sku');
});

test('a missing article leads to its product in the shop', async () => {
  const { page } = screens;
  await screens.open('admin.php?page=counterfoil');
  const link = page.getByRole('link', { name: 'Find the product in the shop' });
  await link.waitFor();
  expect(await link.getAttribute('href')).toMatch(/edit\.php\?post_type=product&s=Gift%20box/);
});

test('a reason that no order has any more is said, and one button clears it', async () => {
  const { page } = screens;
  await screens.open(`${NEEDS_YOU}&reason=gap_tax`);
  await page.getByText(/^No order has this reason any more: Tax of … % /).waitFor();
  expect(await page.getByLabel('What happened last').inputValue()).toBe('gap_tax');
  await lookAt(page, 'reason-gone');
  await page.getByRole('button', { name: 'Show all reasons' }).click();
  await page.locator('[data-order]').first().waitFor();
  expect(page.url()).not.toContain('reason=');
  expect(page.url()).toContain('group=needs_you');
});
