import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockFolder } from '../../database/lock-folder.ts';
import { openDatabase } from '../../database/open-database.ts';
import { makeKeyPair, writePrivateKey } from '../../store-api/key-pair.ts';
import { INSTANCE, openTestShop, type TestShop } from '../../store-api/shop.fixture.ts';
import { EXIT } from '../exit-codes.ts';
import { ago, delivered, held, leaveBooks, leaveHealth } from '../ran-here.fixture.ts';
import { speak } from '../say.ts';
import type { Terminal } from '../terminal.ts';
import { doctor } from './doctor.ts';

let folder: string;
let state: string;
let shop: TestShop;
let key: string;
let statuses: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-doctor-'));
  state = join(folder, 'state');
  key = 'acme.pem';
  statuses = 'processing';
});
afterEach(async () => {
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

/** @returns what it printed */
async function ask(): Promise<string> {
  const config = join(folder, 'counterfoil.yaml');
  writeFileSync(join(folder, 'acme.pem'), writePrivateKey(makeKeyPair()), { mode: 0o600 });
  writeFileSync(
    config,
    `agent: { stateDirectory: ${state} }
tenants:
  - id: acme
    shop: { url: "${shop.url}", instance: ${INSTANCE}, privateKey: { file: ${key} } }
    erp: { kind: sandbox, url: "http://127.0.0.1:9", secret: { env: ERP_SECRET } }
    mapping: { version: "1", orders: { statuses: [${statuses}] } }
`,
  );
  const printed: string[] = [];
  const terminal: Terminal = {
    environment: { ERP_SECRET: 'hunter2' },
    out: (line) => void printed.push(line),
    err: () => undefined,
    json: false,
    sayings: speak('en'),
  };
  // Nothing listens where the ERP should be.
  expect(await doctor(terminal, { config })).toBe(EXIT.needsYou);
  return printed.join('\n');
}

test('asks the shop one question that takes, keeps and confirms nothing, and makes nothing here', async () => {
  shop = await openTestShop();
  expect(await ask()).toContain('knows this connector');
  expect(shop.asked.events).toMatchObject([
    { confirmationCount: 0, kept: [], limit: 0, lease: { want: 'release', fence: null } },
  ]);
  expect(shop.asked.receipts).toEqual([]);
  expect(existsSync(state)).toBe(false);
});

test('stands in the way of no connector that starts while it looks', async () => {
  await (await openDatabase({ folder: state, now: () => new Date() })).close();
  let started = false;
  shop = await openTestShop({
    events: () => {
      lockFolder(state).release();
      started = true;
      return {};
    },
  });
  await ask();
  expect(started).toBe(true);
});

test('a key that is not there is named with its line and the way out', async () => {
  shop = await openTestShop();
  key = 'lost.pem';
  await expect(ask()).rejects.toMatchObject({
    code: 'secret_unreadable',
    message: expect.stringMatching(
      /counterfoil\.yaml:4:\d+ tenants\[0\]\.shop\.privateKey: .+ setup --tenant acme$/,
    ),
  });
});

describe('a status of the rules', () => {
  beforeEach(async () => {
    shop = await openTestShop();
  });

  test("that is WooCommerce's own is no news", async () => {
    statuses = 'pending, processing, on-hold, completed, cancelled, refunded, failed';
    expect(await ask()).not.toContain('status');
  });

  test('that nobody knows is remarked on, with the one that was meant if one is near', async () => {
    statuses = 'procesing, shipped';
    const report = await ask();
    expect(report).toContain(
      '  • status: "procesing" is none of WooCommerce\'s own, and no order kept here is in it\n      Did you mean "processing"?',
    );
    expect(report).toContain(`"shipped" is none of WooCommerce's own`);
    expect(report.match(/Did you mean/g)).toHaveLength(1);
  });

  test('that an order came in is no news either, be it delivered or left out', async () => {
    statuses = 'at-supplier, wholesale, shipped';
    const leftOut = { ...held, code: 'not_counted', values: { status: 'wholesale' } };
    await leaveBooks(folder, [
      { ...delivered, status: 'at-supplier' },
      { ...leftOut, status: 'wholesale' },
    ]);
    expect((await ask()).match(/status: "[^"]+"/g)).toEqual(['status: "shipped"']);
  });
});

describe('while a connector runs', () => {
  let release: () => void;
  beforeEach(async () => {
    await (await openDatabase({ folder: state, now: () => new Date() })).close();
    release = lockFolder(state).release;
  });
  afterEach(() => release());

  test('it is asked what the shop said just now, and the shop is left alone', async () => {
    shop = await openTestShop();
    await leaveHealth(folder, { shopAnsweredAt: ago(5_000) });
    expect(await ask()).toContain('answered the running connector at');
    expect(shop.asked.events).toEqual([]);
  });

  test('the shop is asked itself what it may have changed its mind about since', async () => {
    shop = await openTestShop({ revokedConnector: true });
    await leaveHealth(folder, { shopAnsweredAt: ago(11_000) });
    expect(await ask()).toContain('key_revoked');
  });

  test('that orders were stopped in wp-admin is remarked on, with the way out', async () => {
    shop = await openTestShop();
    await leaveHealth(folder, { shopAnsweredAt: ago(5_000), standstill: { because: 'orders_stopped' } });
    expect(await ask()).toContain(
      '  • orders: stopped by a person in wp-admin\n      Start them again in wp-admin > WooCommerce > Counterfoil > Overview.',
    );
  });

  test('what the shop refuses it is known, and not asked for again', async () => {
    shop = await openTestShop();
    const shopError = { code: 'key_revoked', hint: 'Make a new code.', since: ago(60_000) };
    await leaveHealth(folder, { shopAnsweredAt: ago(90_000), shopError });
    expect(await ask()).toMatch(/key_revoked, since/);
    expect(shop.asked.events).toEqual([]);
  });
});
