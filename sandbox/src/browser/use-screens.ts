import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, inject } from 'vitest';
import { readInstanceRecord } from '../instance/instance-record.ts';
import { openSandbox, type SandboxInstance } from '../instance/sandbox-instance.ts';
import { waitUntil } from '../instance/wait-until.ts';
import { type SandboxOptions, startSandbox } from '../start-sandbox.ts';
import { runInWordPress } from '../store/run-in-wordpress.ts';
import { runsOnStandIn } from '../store/runs-on-stand-in.ts';
import { logIn, openBrowser, type Person } from './open-browser.ts';
import { LIVED_IN, liveIn, quietAdmin } from './start-lived-in-shop.ts';

/**
 * A page that is looked at asks for new figures so often when nothing is expected. Where a test waits for that, it lets
 * the page's own clock run ahead.
 */
export const NEW_FIGURES_EVERY_MS = 15_000;

/** wp-admin of one shop in one browser, the administrator logged in, for the tests of a file. */
export interface Screens {
  readonly shop: SandboxInstance;
  readonly page: Page;
  /** Opens an address below wp-admin. */
  open(address: string, page?: Page): Promise<void>;
  /** A page of somebody else, logged in. */
  pageOf(person: Person): Promise<Page>;
}

/** @param start the shop; default: the one that has been lived in */
export function useScreens(start: () => Promise<SandboxInstance> | SandboxInstance = livedIn): Screens {
  let shop: SandboxInstance | undefined;
  let browser: Browser | undefined;
  let page: Page | undefined;
  const known = <T>(it: T | undefined): T => {
    if (it === undefined) throw new Error('The screens are there once the tests run.');
    return it;
  };
  beforeAll(async () => {
    shop = await start();
    browser = await openBrowser();
    page = await firstPage(await logIn(browser, shop.store));
  });
  afterAll(async () => {
    await browser?.close();
    endTurn();
  });
  return {
    get shop() {
      return known(shop);
    },
    get page() {
      return known(page);
    },
    async open(address, other = known(page)) {
      await other.goto(`${known(shop).store.url}/wp-admin/${address}`, { waitUntil: 'domcontentloaded' });
    },
    pageOf: async (person) => firstPage(await logIn(known(browser), known(shop).store, { person })),
  };
}

function livedIn(): SandboxInstance {
  return openSandbox(LIVED_IN, inject('browserShops'));
}

/** A shop of this file's own. */
export async function ownShop(name: string, options: SandboxOptions): Promise<SandboxInstance> {
  const shop = await startSandbox({ progress: () => {}, ...options, baseDir: inject('browserShops'), name });
  quietAdmin(shop);
  return shop;
}

/**
 * A shop on legacy storage, lived in too, that tests may change: one file after the other, whatever else runs beside
 * them.
 */
export async function busyShop(): Promise<SandboxInstance> {
  const baseDir = inject('browserShops');
  await takeTurn(join(baseDir, 'busy.turn'));
  if (readInstanceRecord(baseDir, 'busy')) return openSandbox('busy', baseDir);
  return ownLivedInShop('busy', (await runsOnStandIn()) ? 'hpos' : 'legacy');
}

/** A shop of this file's own that has been lived in. */
export async function ownLivedInShop(name: string, storage: 'hpos' | 'legacy'): Promise<SandboxInstance> {
  const shop = await ownShop(name, { erp: 'sandbox', storage });
  await liveIn(shop, 5);
  return shop;
}

/** The folder that says whose turn it is with the shop that tests change; undefined: not ours. */
let turn: string | undefined;

async function takeTurn(folder: string): Promise<void> {
  const taken = await waitUntil(
    () => {
      try {
        mkdirSync(folder);
        return true;
      } catch {
        return false;
      }
    },
    590_000,
    200,
  );
  if (!taken) throw new Error(`${folder}: another file has had its turn for too long`);
  turn = folder;
}

function endTurn(): void {
  if (turn) rmSync(turn, { recursive: true });
  turn = undefined;
}

async function firstPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  return page;
}

/** Gives the shop one more user, with a role and perhaps a language of their own. */
export async function addPerson(
  shop: SandboxInstance,
  person: { login: string; role: string; locale?: string },
): Promise<Person> {
  const password = shop.store.adminPassword;
  const code = `$id = wp_insert_user($args); return is_int($id) ? $id : $id->get_error_message();`;
  const id = await runInWordPress(
    shop,
    { code },
    {
      user_login: person.login,
      user_pass: password,
      user_email: `${person.login}@example.test`,
      role: person.role,
      locale: person.locale ?? '',
    },
  );
  if (typeof id !== 'number') throw new Error(`${person.login}: ${id}`);
  return { login: person.login, password };
}
