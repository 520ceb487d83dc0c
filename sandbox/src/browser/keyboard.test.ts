import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { readJourneys } from '../e2e/read-shop.ts';
import { useScreens } from './use-screens.ts';

const screens = useScreens();
let held: number;

beforeAll(async () => {
  held = (await readJourneys(screens.shop)).find(({ code }) => code.startsWith('gap_'))?.orderId ?? 0;
});

interface Focus {
  /** Its place among what can be reached; -1: it is outside of our screens. */
  readonly place: number;
  readonly what: string;
  /** It looks otherwise than without the focus. */
  readonly isSeen: boolean;
}

/** Notes, in the order of the page, all that the keyboard must reach, and how it looks without the focus. */
const NOTE_CONTROLS = `(() => {
  // WordPress gives many a transparent outline, for screens of two colours only: that is none to the eye. A letter's
  // colour alone is too little.
  const looksOf = (one) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } = getComputedStyle(one);
    const outline = outlineStyle === 'none' || outlineColor === 'rgba(0, 0, 0, 0)' ? 'none' : outlineWidth + outlineColor;
    return [outline, boxShadow, borderColor, backgroundColor].join();
  };
  // WordPress draws the frame of a field with choices beside it.
  const looks = (one) => [one, ...one.parentElement.querySelectorAll('[class*=backdrop]')].map(looksOf).join();
  const root = document.querySelector('.counterfoil');
  const controls = [...root.querySelectorAll('a[href], button, input, select, textarea, [tabindex]')].filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility());
  const before = controls.map(looks);
  window.focusNow = async () => {
    const one = document.activeElement;
    const place = controls.indexOf(one);
    const differs = () => place < 0 || looks(one) !== before[place];
    for (const end = Date.now() + 10_000; !differs() && Date.now() < end; ) await new Promise((next) => setTimeout(next, 20));
    return { place, what: one.outerHTML.slice(0, 200), isSeen: differs() };
  };
  root.tabIndex = -1;
  root.focus();
  return controls.length;
})()`;

/** Presses Tab from the beginning of our screens until the focus leaves them. */
async function tabThrough(page: Page): Promise<{ count: number; way: Focus[] }> {
  const count = await page.evaluate<number>(NOTE_CONTROLS);
  const way: Focus[] = [];
  // A field for a date has four parts.
  for (let presses = 0; presses < count + 4; presses += 1) {
    await page.keyboard.press('Tab');
    const now = await page.evaluate<Focus>('focusNow()');
    if (now.place < 0) break;
    if (!now.what.includes('type="date"') || way.at(-1)?.place !== now.place) way.push(now);
  }
  return { count, way };
}

test.each([
  ['overview', ''],
  ['orders', '&view=orders'],
  ['journey', '&view=orders&order='],
  ['connection', '&view=connection'],
])(
  'on the %s Tab reaches everything once, in the order of the page, and shows where it is',
  async (_, view) => {
    const { page } = screens;
    await screens.open(`admin.php?page=counterfoil${view}${view.endsWith('=') ? held : ''}`);
    await page.locator('.counterfoil-view .counterfoil-card, .counterfoil-view table').first().waitFor();
    // The pages' names come with another answer.
    await page
      .getByRole('link', { name: /^Needs you/ })
      .first()
      .waitFor();
    const { count, way } = await tabThrough(page);
    expect(count).toBeGreaterThan(6);
    expect(way.map(({ place }) => place)).toEqual([...Array(count).keys()]);
    expect(way.filter(({ isSeen }) => !isSeen).map(({ what }) => what)).toEqual([]);
  },
);

test('a dialog takes the focus, keeps it while it is open, and gives it back to its button', async () => {
  const { page } = screens;
  await screens.open(`admin.php?page=counterfoil&view=orders&order=${held}`);
  const button = page.getByRole('button', { name: 'Leave out' });
  await button.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  const isInside = () =>
    page.evaluate('document.querySelector("[role=dialog]").contains(document.activeElement)');
  await expect.poll(() => page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
  for (let press = 0; press < 6; press += 1) {
    expect(await isInside(), `after ${press} times Tab`).toBe(true);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await page.evaluate('document.activeElement.textContent')).toBe('Leave out');
});

test('the way into an order and back is the keyboard’s, too', async () => {
  const { page } = screens;
  await screens.open('admin.php?page=counterfoil&view=orders');
  const link = page.getByRole('link', { name: `#${held}` });
  await link.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: new RegExp(`^Order ${held}`) }).waitFor();
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.textContent')).toBe('All orders');
  await page.keyboard.press('Enter');
  await link.waitFor();
  await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe(`#${held}`);
});
