import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type StartedErp, startErp, stopErp } from '@counterfoil/sandbox/erp/start-erp';
import { makeTestFolder } from '@counterfoil/sandbox/test-run/test-folder';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../../daemon/config/read-config.ts';
import { openTestShop, type TestShop } from '../../store-api/shop.fixture.ts';
import { speak } from '../say.ts';
import type { Terminal } from '../terminal.ts';
import { connectShop } from './setup.ts';
import { somebody } from './somebody.fixture.ts';

const CODE = '7K2M9-QX4TD-A1B';
let erp: StartedErp;
let folder: string;
let file: string;
let shop: TestShop;
let connected: string | null;
const erpFolder = makeTestFolder('setup-goes-on');

beforeAll(async () => {
  erp = await startErp({
    kind: 'sandbox',
    dir: erpFolder,
    currency: 'EUR',
    products: [],
    progress: () => {},
  });
});
afterAll(async () => {
  await stopErp(erp);
  rmSync(erpFolder, { recursive: true, force: true });
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-goes-on-'));
  file = join(folder, 'counterfoil.yaml');
  connected = null;
  shop = await openTestShop({ confirmedFrom: 2, connectedAs: () => connected });
});
afterEach(async () => {
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

/** @param wait seconds for the confirmation */
async function talk(answers: string[], wait: string, onLine: (line: string) => void = () => {}) {
  const said: string[] = [];
  const person = somebody(answers);
  const terminal: Terminal = {
    environment: {},
    out: () => undefined,
    err(line) {
      said.push(line);
      onLine(line);
    },
    json: false,
    sayings: speak('en'),
  };
  const ended = await connectShop(terminal, { config: file, name: 'PC-OFFICE', wait }, person.keyboard).catch(
    (error: unknown) => error,
  );
  return { ended, said: said.join('\n'), seen: person.seen() };
}

const everything = () => [shop.url, CODE, 'acme', '', 'sandbox', erp.url, erp.password];
const keptFiles = () => readdirSync(folder, { recursive: true, encoding: 'utf8' });

test('ended before the confirmation it goes on with what was answered, and with the same code and key', async () => {
  const first = await talk(everything(), '0.1');
  expect(first.ended).toMatchObject({ code: 'not_confirmed' });
  const draft = `${file}.draft`;
  expect(statSync(draft).mode & 0o777).toBe(0o600);
  for (const one of keptFiles().filter((name) => statSync(join(folder, name)).isFile())) {
    expect(readFileSync(join(folder, one), 'utf8')).not.toContain(erp.password);
  }

  const second = await talk(['', erp.password], '20');
  expect(second.ended).toBe(0);
  expect(second.said).toContain(`Its answers are kept: ${shop.url}/, acme, sandbox, ${erp.url}.`);
  expect(second.seen).not.toContain("The shop's address");
  expect(second.seen).not.toContain('The code from wp-admin');
  const pairings = shop.asked.pair as { code: string; publicKey: string }[];
  expect(new Set(pairings.map(({ code }) => code)).size).toBe(1);
  expect(new Set(pairings.map(({ publicKey }) => publicKey)).size).toBe(1);
  expect(readConfig(file).tenants).toMatchObject([{ id: 'acme', environment: 'test' }]);
  expect(existsSync(draft)).toBe(false);
});

test('a code that the shop has not taken is kept nowhere', async () => {
  connected = 'old';
  let kept = '';
  await talk([...everything(), 'old'], '20', (line) => {
    if (line.includes('connected already')) kept = readFileSync(`${file}.draft`, 'utf8');
  });
  expect(JSON.parse(kept)).toEqual({
    ...{ shop: `${shop.url}/`, tenant: 'acme', environment: 'test', erp: 'sandbox', erpUrl: erp.url },
  });
});

test('where the shop is connected under another id it says what there is to do, and moves it here by that id', async () => {
  connected = 'old';
  const { ended, said } = await talk([...everything(), 'old'], '20');
  expect(ended).toBe(0);
  expect(said).toContain(
    'This shop is connected already, under another id than acme. Code and answers stay good.',
  );
  expect(readConfig(file).tenants.map(({ id }) => id)).toEqual(['old']);
  expect((shop.asked.pair as { code: string }[]).every(({ code }) => code === '7K2M9QX4TDA1B')).toBe(true);
});

test('or begins anew with the same code once the other one is disconnected', async () => {
  connected = 'old';
  const { ended } = await talk([...everything(), ''], '20', (line) => {
    if (line.includes('connected already')) connected = null;
  });
  expect(ended).toBe(0);
  expect(readConfig(file).tenants.map(({ id }) => id)).toEqual(['acme']);
});
