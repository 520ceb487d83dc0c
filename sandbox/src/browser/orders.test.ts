import { expect, test } from 'vitest';
import { readJourneys } from '../e2e/read-shop.ts';
import { lookAt } from './look-at.ts';
import { useScreens } from './use-screens.ts';

const screens = useScreens();
const LIST = 'admin.php?page=counterfoil&view=orders';

test('the list shows every order with its state in words and its number in the ERP', async () => {
  const { page } = screens;
  await screens.open(LIST);
  await page.getByRole('row', { name: /Zoé Lefèvre-Nuñez.*Needs you/i }).waitFor();
  await page.getByRole('row', { name: /not paid yet/i }).waitFor();
  await page
    .getByRole('row', { name: /in Practice ERP.*SO-\d+/i })
    .first()
    .waitFor();
  await lookAt(page, 'orders');
});

test('an order is found by its number, its customer’s name and its number in the ERP', async () => {
  const { page, shop } = screens;
  const wanted = (await readJourneys(shop)).find(({ state }) => state === 'delivered');
  if (!wanted?.documentNumber) throw new Error('nothing delivered');
  await screens.open(LIST);
  const search = page.getByRole('searchbox');
  const shown = page.locator('[data-order]');
  for (const text of [wanted.documentNumber, `#${wanted.orderId}`]) {
    await search.fill(text);
    await page.getByText('1 of 1 order').waitFor();
    expect(await shown.allTextContents(), text).toEqual([`#${wanted.orderId}`]);
    await search.fill('nobody');
    await page.getByText('No order fits.').waitFor();
  }
  await search.fill('lefèvre');
  await page.getByText('1 to 2 of 2 orders').waitFor();
  for (const customer of await page.locator('.counterfoil-customer').allTextContents())
    expect(customer).toBe('Zoé Lefèvre-Nuñez');
});

test('an order’s journey tells every step, and the back button returns to the list as it was', async () => {
  const { page, shop } = screens;
  const wanted = (await readJourneys(shop)).find(({ state }) => state === 'delivered');
  await screens.open(`${LIST}&group=delivered`);
  await page
    .getByRole('link', { name: `#${wanted?.orderId}` })
    .first()
    .click();
  await page.getByText(/Sales order SO-\d+.* made in Practice ERP/).waitFor();
  expect(page.url()).toContain(`order=${wanted?.orderId}`);
  for (const step of [/Placed in the shop/, /Picked up/, /By the rules/])
    await page.getByText(step).first().waitFor();
  await lookAt(page, 'journey');
  await page.goBack();
  await page.getByRole('row').first().waitFor();
  expect(page.url()).toContain('group=delivered');
});
