import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import type { StoreRecord } from '../instance/instance-record.ts';
import { PATIENCE_MS } from '../instance/wait-until.ts';
import { SandboxError } from '../sandbox-error.ts';
import { findProgram } from '../store/find-program.ts';

/** No window, and not one request of the browser's own: what it fetches is what the page asked for. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Avatars, fonts, feeds: what is not on this machine is refused at once, instead of after a look for its name.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** Chromium as installed on this machine, with a fresh profile that goes with it. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findProgram('chromium', 'chromium-browser', 'google-chrome');
  if (executablePath === null)
    throw new SandboxError('There is no Chromium on this machine. Install it: apt-get install chromium');
  return chromium.launch({ executablePath, args: FLAGS });
}

export interface Person {
  readonly login: string;
  readonly password: string;
}

/** A visitor of wp-admin, the administrator by default, who has logged in as WordPress's form does it. */
export async function logIn(
  browser: Browser,
  store: Pick<StoreRecord, 'url' | 'adminUser' | 'adminPassword'>,
  { width = 1280, height = 900, person }: { width?: number; height?: number; person?: Person } = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: store.url,
    viewport: { width, height },
    locale: 'en-US',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  // The form's own two requests: the page sets the cookie by which WordPress sees that cookies work.
  await context.request.get('/wp-login.php');
  const form = {
    log: person?.login ?? store.adminUser,
    pwd: person?.password ?? store.adminPassword,
    testcookie: '1',
    'wp-submit': 'Log In',
  };
  const answer = await context.request.post('/wp-login.php', { form, maxRedirects: 0 });
  if (answer.status() !== 302)
    throw new SandboxError(`The shop didn't let ${form.log} in: HTTP ${answer.status()}.`);
  return context;
}
