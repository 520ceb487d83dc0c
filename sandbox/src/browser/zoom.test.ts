import { beforeAll, expect, test } from 'vitest';
import { readJourneys } from '../e2e/read-shop.ts';
import { expectAccessible, expectFits, keepPicture } from './look-at.ts';
import { useScreens } from './use-screens.ts';

const screens = useScreens();
/** A laptop of 1280 × 800 at 200 %. */
const ZOOMED = { width: 640, height: 400 };
let held: number;

beforeAll(async () => {
  held = (await readJourneys(screens.shop)).find(({ code }) => code.startsWith('gap_'))?.orderId ?? 0;
  await screens.page.setViewportSize(ZOOMED);
});

test.each([
  ['overview', ''],
  ['orders', '&view=orders'],
  ['connection', '&view=connection'],
])('the %s needs no sideways scrolling at twice the size', async (name, view) => {
  const { page } = screens;
  await screens.open(`admin.php?page=counterfoil${view}`);
  await page
    .locator('.counterfoil-view .counterfoil-card, .counterfoil-view .counterfoil-orders')
    .first()
    .waitFor();
  await expectFits(page, name);
  await expectAccessible(page, name);
  await keepPicture(page, `zoomed-${name}`);
});

test('a dialog can be read to its end and its button be pressed at twice the size', async () => {
  const { page } = screens;
  await screens.open(`admin.php?page=counterfoil&view=orders&order=${held}`);
  await page.getByRole('button', { name: 'Leave out' }).click();
  const dialog = page.getByRole('dialog');
  const button = dialog.getByRole('button', { name: /^Leave order/ });
  await button.scrollIntoViewIfNeeded();
  await keepPicture(page, 'zoomed-dialog');
  const box = await button.boundingBox();
  expect(box && box.y + box.height).toBeLessThanOrEqual(ZOOMED.height);
  await button.click();
  await dialog.getByText('Write a reason of at least 3 characters.').waitFor();
});
