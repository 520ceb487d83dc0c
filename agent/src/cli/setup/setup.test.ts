import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type StartedErp, startErp, stopErp } from '@counterfoil/sandbox/erp/start-erp';
import { makeTestFolder } from '@counterfoil/sandbox/test-run/test-folder';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../daemon/config/read-config.ts';
import { readKeyPair } from '../../store-api/key-pair.ts';
import { openTestShop, type TestShop } from '../../store-api/shop.fixture.ts';
import { explainFailure } from '../command-failure.ts';
import { doctor } from '../doctor/doctor.ts';
import { knowErp } from '../ran-here.fixture.ts';
import { speak } from '../say.ts';
import type { Terminal } from '../terminal.ts';
import { setup } from './setup.ts';
import type { SetupOptions } from './setup-options.ts';

let erp: StartedErp;
let folder: string;
let file: string;
let shop: TestShop;
let said: string[];
let printed: string[];
const erpFolder = makeTestFolder('setup');

beforeAll(async () => {
  const products = [{ sku: 'MUG', name: 'Mug', price: '10', taxPercent: '20', stock: 5 }];
  erp = await startErp({ kind: 'sandbox', dir: erpFolder, currency: 'EUR', products, progress: () => {} });
});
afterAll(async () => {
  await stopErp(erp);
  rmSync(erpFolder, { recursive: true, force: true });
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-setup-'));
  file = join(folder, 'conf', 'counterfoil.yaml');
  [said, printed] = [[], []];
  shop = await openTestShop({ confirmedFrom: 1 });
});
afterEach(async () => {
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

function terminal(environment: Record<string, string> = {}): Terminal {
  return {
    environment: { COUNTERFOIL_ERP_SECRET: erp.password, ...environment },
    out: (line) => void printed.push(line),
    err: (line) => void said.push(line),
    json: true,
    sayings: speak('en'),
  };
}

function answers(changes: Partial<SetupOptions> = {}): SetupOptions {
  return {
    config: file,
    shop: shop.url,
    code: '7K2M9-QX4TD-A1B',
    tenant: 'acme',
    erp: 'sandbox',
    erpUrl: erp.url,
    name: 'PC-OFFICE',
    wait: '20',
    ...changes,
  };
}

const publicKeyOf = (pairing: unknown) => (pairing as { publicKey: string }).publicKey;

describe('setup by script', () => {
  test('pairs, shows what to confirm, waits for it, and writes a configuration that works', async () => {
    await shop.close();
    shop = await openTestShop({ confirmedFrom: 2 });
    expect(await setup(terminal(), answers())).toBe(0);
    const steps = printed.map((line) => JSON.parse(line));
    expect(steps).toMatchObject(
      [
        { step: 'awaiting_confirmation', tenant: 'acme', fingerprint: /^(?:[A-Z2-7]{4}-){3}[A-Z2-7]{4}$/ },
        { step: 'done', config: file, tenant: 'acme', cutover: '2026-11-23T10:04:00.000Z' },
      ].map((step) => ({
        ...step,
        ...('fingerprint' in step ? { fingerprint: expect.stringMatching(step.fingerprint) } : {}),
      })),
    );
    expect(shop.asked.pair).toMatchObject([
      { code: '7K2M9QX4TDA1B', tenant: 'acme', connector: { name: 'PC-OFFICE', erpName: 'Practice ERP' } },
      { code: '7K2M9QX4TDA1B' },
    ]);
    expect(readConfig(file).tenants[0]).toMatchObject({
      id: 'acme',
      shop: { url: `${shop.url}/`, doorbell: `${shop.url}/bell.txt` },
      erp: { kind: 'sandbox', url: erp.url, secret: { file: 'keys/acme.erp' } },
      mapping: {
        taxes: [
          { percent: '20', tax: 'VAT20' },
          { percent: '10', tax: 'VAT10' },
          { percent: '0', tax: 'VAT0' },
        ],
        payments: [{ method: '*', term: 'IMMEDIATE' }],
        shipping: { product: 'SHIPPING' },
        fees: { product: 'FEE' },
        rounding: { product: 'ROUNDING', limit: '0.05' },
        orders: { target: 'confirmed' },
      },
    });
  });

  test('writes key, password and configuration for their owner only, and the password nowhere else', async () => {
    await setup(terminal(), answers());
    for (const one of [file, join(folder, 'conf/keys/acme.pem'), join(folder, 'conf/keys/acme.erp')]) {
      expect(statSync(one).mode & 0o777).toBe(0o600);
    }
    expect(readFileSync(join(folder, 'conf/keys/acme.erp'), 'utf8')).toBe(`${erp.password}\n`);
    expect(readFileSync(file, 'utf8') + said.join() + printed.join()).not.toContain(erp.password);
  });

  test.each([
    [
      'a doorbell with line breaks',
      { doorbellUrl: "http://127.0.0.1/b\n  erp:\n    url: 'http://127.0.0.1:9'" },
    ],
    ['a doorbell with a login', { doorbellUrl: 'https://user:password@shop.example/bell' }],
  ])('takes %s from no shop, and writes nothing', async (_, paired) => {
    await shop.close();
    shop = await openTestShop({ confirmedFrom: 1, paired: () => paired });
    await expect(setup(terminal(), answers())).rejects.toMatchObject({
      code: 'answer_invalid',
      field: 'doorbellUrl',
    });
    expect(existsSync(file)).toBe(false);
  });

  test('reads a doorbell that is not at the shop only where its place was allowed', async () => {
    await shop.close();
    const elsewhere = 'http://127.0.0.1:9';
    shop = await openTestShop({ confirmedFrom: 1, paired: () => ({ doorbellUrl: `${elsewhere}/bell` }) });
    const bell = () => readConfig(file).tenants[0]?.shop;
    await setup(terminal(), answers());
    expect(bell()).toMatchObject({ doorbell: null, doorbellOrigin: null });
    expect(said.join()).toContain(`--doorbell-origin ${elsewhere}`);
    await setup(terminal(), answers({ doorbellOrigin: elsewhere }));
    expect(bell()).toMatchObject({ doorbell: `${elsewhere}/bell`, doorbellOrigin: elsewhere });
    await setup(terminal(), answers());
    expect(bell()).toMatchObject({ doorbell: `${elsewhere}/bell`, doorbellOrigin: elsewhere });
  });

  test('goes on with the same key and fingerprint when it was ended before the confirmation', async () => {
    await shop.close();
    shop = await openTestShop({ confirmedFrom: 2 });
    await expect(setup(terminal(), answers({ wait: '0.1' }))).rejects.toMatchObject({
      code: 'not_confirmed',
    });
    await setup(terminal(), answers());
    const keys = shop.asked.pair.map((one) => (one as { publicKey: string }).publicKey);
    expect(keys.length).toBeGreaterThan(1);
    expect(new Set(keys).size).toBe(1);
  });

  test('adds a second shop to the same file and keeps what a person wrote into it', async () => {
    await setup(terminal(), answers());
    const edited = readFileSync(file, 'utf8').replace(
      'exceptions: []',
      'exceptions: [{ sku: "A", product: "MUG" }] # mine',
    );
    writeFileSync(file, edited);
    await setup(terminal(), answers({ tenant: 'second' }));
    expect(readConfig(file).tenants.map(({ id }) => id)).toEqual(['acme', 'second']);
    expect(readFileSync(file, 'utf8')).toContain('[{ sku: "A", product: "MUG" }] # mine');
    expect(readFileSync(`${file}.before`, 'utf8')).toBe(edited);
  });

  test('of a shop that is there already renews its connection and leaves its rules, limits and retention alone', async () => {
    await setup(terminal(), answers());
    writeFileSync(
      file,
      readFileSync(file, 'utf8')
        .replace('target: confirmed', 'target: quoted # as we like it')
        .replace('callTimeoutSeconds: 30', 'callTimeoutSeconds: 12')
        .replace('keepOrderDataDays: 30', 'keepOrderDataDays: 400'),
    );
    await setup(terminal(), answers());
    expect(readConfig(file).tenants).toMatchObject([
      {
        id: 'acme',
        mapping: { orders: { target: 'quoted' } },
        erp: { callTimeoutSeconds: 12 },
        keepOrderDataDays: 400,
      },
    ]);
    expect(readFileSync(file, 'utf8')).toContain('# as we like it');
    expect(said.filter((line) => line.includes('restart it'))).toEqual([said.at(-1)]);
  });

  test('of a shop whose owner disconnected this connector makes another key, for which the same code is good', async () => {
    await setup(terminal(), answers());
    const key = join(folder, 'conf', 'keys', 'acme.pem');
    const [before, keys] = [readFileSync(key, 'utf8'), () => shop.asked.pair.map((one) => publicKeyOf(one))];
    const [revoked = ''] = keys();
    await shop.close();
    shop = await openTestShop({ confirmedFrom: 2, revoked: new Set([revoked]) });
    expect(await setup(terminal(), answers({ shop: shop.url }))).toBe(0);
    expect(keys()).toEqual([revoked, expect.not.stringContaining(revoked)]);
    expect(new Set(shop.asked.pair.map((one) => (one as { code: string }).code)).size).toBe(1);
    expect(readFileSync(key, 'utf8')).not.toBe(before);
    expect(readConfig(file).tenants).toHaveLength(1);
  });

  test('makes another key where its file holds none, and keeps what was there', async () => {
    const key = join(folder, 'conf', 'keys', 'acme.pem');
    mkdirSync(dirname(key), { recursive: true });
    writeFileSync(key, 'half a ke', { mode: 0o600 });
    expect(await setup(terminal(), answers())).toBe(0);
    expect(readKeyPair(readFileSync(key, 'utf8')).publicKey).toBe(publicKeyOf(shop.asked.pair[0]));
    expect(readFileSync(`${key}.unusable`, 'utf8')).toBe('half a ke');
    expect(said.join('\n')).toContain(`it is ${key}.unusable now`);
  });

  test.each([
    [
      'a missing answer',
      { shop: undefined },
      { exitCode: 64, message: "--shop is missing: The shop's address" },
    ],
    [
      'a code that can not be one',
      { code: '123' },
      {
        exitCode: 64,
        message: expect.stringContaining('13 letters and digits'),
        wayOut: 'Give --code another value, or run `counterfoil setup` without that option in a terminal.',
      },
    ],
    [
      'a tenant id that can not be one',
      { tenant: 'Acme Ltd' },
      { message: expect.stringContaining('2 to 8') },
    ],
    ['an address where nothing is', { shop: 'http://127.0.0.1:9' }, { exitCode: 69, code: 'unreachable' }],
    [
      'an ERP address where nothing is',
      { erpUrl: 'http://127.0.0.1:9' },
      { exitCode: 69, code: 'unreachable' },
    ],
    [
      'an ERP that refuses the password',
      { erpSecretEnv: 'WRONG' },
      { code: 'erp_login_refused', wayOut: expect.stringContaining('--erp-url') },
    ],
    [
      'a variable for the password that is not set',
      { erpSecretEnv: 'NOT_SET' },
      {
        exitCode: 78,
        code: 'secret_unreadable',
        message: '--erp-secret-env: the environment variable NOT_SET is not set for this process.',
        wayOut:
          'Set it where you run setup, or name a file that holds the password instead: --erp-secret-file',
      },
    ],
  ])('is ended by %s, before anything is written', async (_, change, failure) => {
    const options = { ...answers(), ...change } as SetupOptions;
    await expect(setup(terminal({ WRONG: 'wrong' }), options)).rejects.toMatchObject(failure);
    expect(() => statSync(file)).toThrow('ENOENT');
    expect(shop.asked.pair).toEqual([]);
  });

  test.each([
    [
      'that is not there',
      null,
      { code: 'rules_unreadable', message: /--mapping: there is no file .*rules\.yaml/ },
    ],
    ['that is no YAML', 'taxes: [', { message: /rules\.yaml:1:9 is no YAML/ }],
    [
      'with a mistake in it',
      'version: "1"\ntaxes: [{ percent: 20, tax: VAT20 }]\n',
      { message: /rules\.yaml:2:20 taxes\[0\]\.percent: must be text: write it in quotes, "20"/ },
    ],
  ])(
    'is ended by a file of rules %s, before shop or ERP are asked',
    async (_, text, { message, ...failure }) => {
      const rules = join(folder, 'rules.yaml');
      if (text !== null) writeFileSync(rules, text);
      // Who asks them is told that nothing is there.
      const nowhere = { shop: 'http://127.0.0.1:9', erpUrl: 'http://127.0.0.1:9' };
      const ended = await setup(terminal(), answers({ ...nowhere, mapping: rules })).catch(
        (one: unknown) => one,
      );
      expect(explainFailure(ended)).toMatchObject({ code: 'config_wrong', exitCode: 78, ...failure });
      expect(explainFailure(ended).message).toMatch(message);
      expect(() => statSync(file)).toThrow('ENOENT');
    },
  );

  test.each(['abc', '0', '-5', '', '1e3', '10 s'])(
    'is ended by a time to wait of "%s", before shop or ERP are asked',
    async (wait) => {
      await expect(setup(terminal(), answers({ shop: 'http://127.0.0.1:9', wait }))).rejects.toMatchObject({
        exitCode: 64,
        code: 'answer_wrong',
        message: `--wait: "${wait}" is no number of seconds above 0.`,
        wayOut: 'Give it like 600, or leave it out: setup then waits until the code ends.',
      });
    },
  );

  test('is ended by a state directory that is a file, before shop or ERP are asked', async () => {
    const stateDirectory = join(folder, 'taken', 'state');
    writeFileSync(dirname(stateDirectory), '');
    const change = { shop: 'http://127.0.0.1:9', stateDirectory };
    await expect(setup(terminal(), answers(change))).rejects.toMatchObject({
      exitCode: 78,
      code: 'folder_unusable',
      message: `--state-directory: ${stateDirectory} can be no folder, as ${dirname(stateDirectory)} is a file.`,
      wayOut: expect.stringContaining('local disk'),
    });
  });

  test('is ended by a folder in which nobody can write, before shop or ERP are asked', async () => {
    const nowhere = { shop: 'http://127.0.0.1:9' };
    for (const [named, change] of [
      ['--state-directory', { stateDirectory: '/proc' }],
      ['--config', { config: '/proc/counterfoil.yaml' }],
    ] as const) {
      await expect(setup(terminal(), answers({ ...nowhere, ...change }))).rejects.toMatchObject({
        exitCode: 78,
        message: expect.stringContaining(`${named}: nothing can be written in /proc (`),
        wayOut: 'Name a folder on a local disk that this user may write in.',
      });
    }
  });

  test('without a word about it takes the company for one to try with', async () => {
    await setup(terminal(), answers());
    expect(readConfig(file).tenants[0]?.environment).toBe('test');
  });

  test('takes the rules of a file as they are written, without the lines that begin and end its document', async () => {
    const mapping = join(folder, 'rules.yaml');
    writeFileSync(mapping, '---\nversion: "ours" # of a person\nfees: { product: FEE }\n...\n');
    expect(await setup(terminal(), answers({ mapping }))).toBe(0);
    expect(readConfig(file).tenants[0]?.mapping).toMatchObject({ version: 'ours', fees: { product: 'FEE' } });
    expect(readFileSync(file, 'utf8')).toContain('version: "ours" # of a person');
  });

  test('is ended by another ERP than the one that this tenant is known in, before the shop hears of it', async () => {
    await setup(terminal(), answers());
    const asked = shop.asked.pair.length;
    await knowErp(dirname(file), 'tryton https://erp.example erp');
    const before = readFileSync(file, 'utf8');
    await expect(setup(terminal(), answers())).rejects.toMatchObject({
      exitCode: 78,
      code: 'erp_changed',
      message: expect.stringContaining(`"tryton https://erp.example erp"`),
      wayOut: expect.stringContaining('accept-moved-erp acme'),
    });
    expect(shop.asked.pair.length).toBe(asked);
    expect(readFileSync(file, 'utf8')).toBe(before);
    await setup(terminal(), answers({ tenant: 'another' }));
    expect(readConfig(file).tenants.map(({ id }) => id)).toEqual(['acme', 'another']);
  });

  test('is ended by a WordPress without the plugin, naming it', async () => {
    const plain = await openTestShop({ namespaces: ['wp/v2'] });
    await expect(setup(terminal(), answers({ shop: plain.url }))).rejects.toMatchObject({
      code: 'plugin_missing',
      message: `"Zoë's Shop" is a WordPress, but Counterfoil is not active in it.`,
    });
    await plain.close();
  });
});

describe('doctor', () => {
  const look = async () => {
    printed.length = 0;
    const exitCode = await doctor(terminal(), { config: file });
    const { findings } = JSON.parse(printed.at(-1) ?? '') as {
      findings: { what: string; state: string; detail: string }[];
    };
    return { exitCode, findings, wrong: findings.filter(({ state }) => state === 'wrong') };
  };

  test('finds nothing wrong with a fresh connection but that nobody runs it, and writes nothing', async () => {
    await setup(terminal(), answers());
    const before = shop.asked.pair.length;
    const { exitCode, wrong } = await look();
    expect(wrong.map(({ what, detail }) => `${what}: ${detail}`)).toEqual(['connector: does not run']);
    expect(exitCode).toBe(1);
    expect(shop.asked.pair).toHaveLength(before);
    expect(shop.asked.events).toMatchObject([
      { limit: 0, kept: [], lease: { want: 'release', fence: null } },
    ]);
    expect(shop.asked.receipts).toEqual([]);
    expect(() => statSync(join(folder, 'conf/state'))).toThrow('ENOENT');
  });

  test('names each rule that the ERP can not follow', async () => {
    await setup(terminal(), answers());
    const broken = readFileSync(file, 'utf8')
      .replace('percent: "20", country: "*", tax: "VAT20"', 'percent: "20", country: "*", tax: "VAT10"')
      .replace('percent: "10", country: "*", tax: "VAT10"', 'percent: "10", country: "*", tax: "TVA10"')
      .replace('term: "IMMEDIATE"', 'term: "NEVER"')
      .replace('product: "SHIPPING"', 'product: "PARCEL"')
      .replace('product: "FEE"', 'product: "PARCEL"')
      .replace('exceptions: []', 'exceptions: [{ sku: "A", product: "MUG" }, { sku: "B", product: "CUP" }]');
    writeFileSync(file, broken);
    const details = (await look()).wrong.map(({ detail }) => detail);
    expect(details).toEqual([
      'does not run',
      '"VAT10" is 10 % in the ERP, the rule says 20 %',
      '"TVA10" is not in the ERP, or not active',
      '"NEVER" is not in the ERP, or not active',
      'no article in the ERP has the code "PARCEL" (mapping.shipping.product, mapping.fees.product)',
      'no article in the ERP has the code "CUP" (mapping.products.exceptions[1].product)',
    ]);
  });

  test('says why the shop refuses and what to do', async () => {
    await setup(terminal(), answers());
    await shop.close();
    const { wrong } = await look();
    expect(wrong[1]).toMatchObject({ what: 'shop', detail: expect.stringContaining('unreachable') });
    shop = await openTestShop();
  });
});
