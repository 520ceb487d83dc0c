import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOGUE } from '@counterfoil/shared-types';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { readJourneys } from '../e2e/read-shop.ts';
import { lookAt } from './look-at.ts';
import { addPerson, useScreens } from './use-screens.ts';

const screens = useScreens();
let held: number;
const views = () => ({
  overview: 'admin.php?page=counterfoil',
  orders: 'admin.php?page=counterfoil&view=orders',
  journey: `admin.php?page=counterfoil&view=orders&order=${held}`,
  connection: 'admin.php?page=counterfoil&view=connection',
});

beforeAll(async () => {
  held = (await readJourneys(screens.shop)).find(({ code }) => code.startsWith('gap_'))?.orderId ?? 0;
});

/** What stands on our screens, piece by piece, also what only screen readers say. */
function textsOf(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const walk = document.createTreeWalker(document.querySelector('.counterfoil'), NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walk.nextNode()) texts.push(walk.currentNode.data.trim());
    return texts;
  })()`);
}

/** Opens a view and waits until its figures are there. */
async function openView(page: Page, address: string): Promise<void> {
  await screens.open(address, page);
  await page.locator('.counterfoil-view .counterfoil-card, .counterfoil-view table').first().waitFor();
}

test('a German administrator reads German everywhere', async () => {
  const page = await screens.pageOf(
    await addPerson(screens.shop, { login: 'renate', role: 'administrator', locale: 'de_DE' }),
  );
  const english = Object.entries(CATALOGUE.en)
    .filter(([code, words]) => words !== CATALOGUE.de[code as keyof typeof CATALOGUE.de])
    .flatMap(([, words]) => (typeof words === 'string' ? [words] : [words.one, words.other]))
    .filter((text) => !text.includes('{'));
  for (const [name, address] of Object.entries(views())) {
    await openView(page, address);
    expect(
      (await textsOf(page)).filter((text) => english.includes(text)),
      name,
    ).toEqual([]);
    await lookAt(page, `german-${name}`, { axe: false });
  }
});

test('where WordPress is written from right to left, so are the screens', async () => {
  const { path } = screens.shop.store;
  cpSync(
    join(import.meta.dirname, 'php/right-to-left.php'),
    join(path, 'wp-content/mu-plugins/right-to-left.php'),
  );
  const page = await screens.pageOf(
    await addPerson(screens.shop, { login: 'layla', role: 'administrator', locale: 'ar' }),
  );
  for (const [name, address] of Object.entries(views())) {
    await openView(page, address);
    expect(await page.evaluate('document.dir')).toBe('rtl');
    const menu = await page.locator('#adminmenu').boundingBox();
    const title = await page.getByRole('heading', { name: 'Counterfoil', level: 1 }).boundingBox();
    expect(menu?.x, 'the menu stands right of the title').toBeGreaterThan(title?.x ?? Number.NaN);
    await lookAt(page, `right-to-left-${name}`);
  }
});
