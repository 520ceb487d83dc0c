import { expect, test } from 'vitest';
import { lookAt } from './look-at.ts';
import { addPerson, useScreens } from './use-screens.ts';

const screens = useScreens();
const ORDERS = 'admin.php?page=counterfoil&view=orders&group=delivered';

test('whoever is signed out while a page is open is told so, and comes back to it by signing in', async () => {
  const person = await addPerson(screens.shop, { login: 'paula', role: 'shop_manager' });
  const page = await screens.pageOf(person);
  await screens.open(ORDERS, page);
  await page.locator('[data-order]').first().waitFor();
  await page.context().clearCookies();
  await page.getByRole('searchbox').fill('Zoé');
  await page.getByText('You were signed out. Orders go on being recorded and sent.').first().waitFor();
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  expect(await page.getByText('Cookie check failed').count()).toBe(0);
  await lookAt(page, 'signed-out');
  await page.getByRole('link', { name: 'Sign in and come back here' }).click();
  await page.locator('#user_login').fill(person.login);
  await page.locator('#user_pass').fill(person.password);
  await page.locator('#wp-submit').click();
  await page.locator('[data-order]').first().waitFor();
  expect(page.url()).toContain('view=orders&group=delivered&search=Zo');
});

test('a page that is merely open for longer than its proof holds goes on by itself', async () => {
  const page = await screens.pageOf(await addPerson(screens.shop, { login: 'pavel', role: 'shop_manager' }));
  await screens.open(ORDERS, page);
  await page.locator('[data-order]').first().waitFor();
  await page.evaluate("wp.apiFetch.nonceMiddleware.nonce = 'too-old'");
  await page.getByRole('searchbox').fill('nobody');
  await page.getByText('No order fits.').waitFor();
  expect(await page.getByText('You were signed out').count()).toBe(0);
});
