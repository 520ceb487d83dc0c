import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { addPerson, useScreens } from './use-screens.ts';

const screens = useScreens();

/** What WordPress answers this person's browser, with the nonce that their pages carry. */
async function ask(page: Page, path: string, post: boolean): Promise<number> {
  return page.evaluate<number>(`fetch('/wp-admin/admin-ajax.php?action=rest-nonce')
    .then((answer) => answer.text())
    .then((nonce) => fetch('/wp-json/counterfoil-admin/v1/${path}', { method: '${post ? 'POST' : 'GET'}', headers: { 'X-WP-Nonce': nonce } }))
    .then((answer) => answer.status)`);
}

test('a shop manager sees and mends, and is told who connects', async () => {
  const page = await screens.pageOf(
    await addPerson(screens.shop, { login: 'manager', role: 'shop_manager' }),
  );
  await screens.open('admin.php?page=counterfoil', page);
  await page.getByRole('button', { name: 'Stop sending orders' }).waitFor();
  await page
    .getByRole('button', { name: /^Send again/ })
    .first()
    .waitFor();
  await page.getByRole('link', { name: 'Connection' }).click();
  await page.getByText('Only an administrator can connect the shop.').waitFor();
  expect(await page.getByRole('button', { name: /Make a|Disconnect/ }).count()).toBe(0);
  expect(await ask(page, 'connection/code', true)).toBe(403);
  expect(await ask(page, 'overview', false)).toBe(200);
});

test('an author has no such page, and the figures are refused', async () => {
  const page = await screens.pageOf(await addPerson(screens.shop, { login: 'author', role: 'author' }));
  await screens.open('profile.php', page);
  expect(await page.getByRole('link', { name: 'Counterfoil' }).count()).toBe(0);
  await screens.open('admin.php?page=counterfoil', page);
  await page.getByText('Sorry, you are not allowed to access this page.').waitFor();
  expect(await ask(page, 'overview', false)).toBe(403);
  expect(await ask(page, 'connection/code', true)).toBe(403);
});
