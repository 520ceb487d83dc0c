import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { smallPng } from './small-png.ts';

const WIDTHS = [1280, 400];
/** What is ours on a page: the screens, their dialogs, panel and column on WooCommerce's own. */
const OURS = ['.counterfoil', '.components-modal__screen-overlay', '#counterfoil', '.column-counterfoil'];
const axeScript = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What is on the page holds at both widths: nothing scrolls sideways, and axe finds nothing in what is ours.
 * @param options.axe false: the same structure was looked at in another language
 */
export async function lookAt(page: Page, name: string, { axe = true } = {}): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    await expectFits(page, `${name} at ${width}`);
    if (axe) await expectAccessible(page, `${name} at ${width}`);
    await keepPicture(page, `${name}-${width}`);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

export async function expectFits(page: Page, what: string): Promise<void> {
  const [content, window] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, innerWidth]',
  );
  expect(content, `${what}: width of the content`).toBeLessThanOrEqual(window);
}

export async function expectAccessible(page: Page, what: string): Promise<void> {
  await page.evaluate(`window.axe || ${axeScript}`);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run({ include: ${JSON.stringify(OURS)}.filter((one) => document.querySelector(one)) }, { resultTypes: ['violations'] })`,
  );
  const said = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 300)}`));
  expect(said, what).toEqual([]);
}

/**
 * Keeps the page as a picture in the folder that COUNTERFOIL_SCREENSHOTS names. Where a page of the same name stands
 * beside it (docs/screens.md), only what that page shows.
 */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['COUNTERFOIL_SCREENSHOTS'];
  if (!folder || !isShown(folder, `${name}.png`)) return;
  mkdirSync(folder, { recursive: true });
  const isThere = async (selector: string) => (await page.locator(selector).count()) > 0;
  await page.evaluate("document.querySelector('#counterfoil')?.scrollIntoView({ block: 'center' })");
  // A dialog and what it darkens are as high as the window; WooCommerce's own screens are long and not ours.
  const fullPage =
    (await isThere('#counterfoil-root')) && !(await isThere('.components-modal__screen-overlay'));
  const png = await page.screenshot({ fullPage, animations: 'disabled', caret: 'hide' });
  writeFileSync(join(folder, `${name}.png`), smallPng(png));
}

function isShown(folder: string, file: string): boolean {
  const page = `${folder.replace(/\/$/, '')}.md`;
  return !existsSync(page) || readFileSync(page, 'utf8').includes(file);
}
