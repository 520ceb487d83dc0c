import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TenantHealth } from '../daemon/tenant/tenant-watch.ts';
import { makeKeyPair, writePrivateKey } from '../store-api/key-pair.ts';
import { checkConfiguration } from './check-config.ts';
import { EXIT } from './exit-codes.ts';
import { journey } from './journey.ts';
import { ago, delivered, held, type KnownOrder, leaveBooks, leaveHealth } from './ran-here.fixture.ts';
import { speak } from './say.ts';
import { status } from './status.ts';
import type { Terminal } from './terminal.ts';

let folder: string;
let file: string;
let printed: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-cli-'));
  file = join(folder, 'counterfoil.yaml');
  printed = [];
  writeFileSync(join(folder, 'acme.pem'), writePrivateKey(makeKeyPair()), { mode: 0o600 });
  writeFileSync(
    file,
    `tenants:
  - id: acme
    shop: { url: "https://shop.example", instance: 6f1c9a52-3c0e-4d5b-9f5e-0d8f6a2b7c11, privateKey: { file: acme.pem } }
    erp: { kind: tryton, url: "http://127.0.0.1:8000", database: erp, user: counterfoil, secret: { env: ERP_SECRET } }
    mapping: { version: "3 November" }
`,
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function terminal(options: { json?: boolean; language?: 'en' | 'de' } = {}): Terminal {
  return {
    environment: { ERP_SECRET: 'hunter2' },
    out: (line) => void printed.push(line),
    err: () => undefined,
    json: options.json ?? false,
    sayings: speak(options.language ?? 'en'),
  };
}

const books = (rows: readonly KnownOrder[]) => leaveBooks(folder, rows);
const health = (changes?: Partial<TenantHealth>, pid?: number, writtenAt?: string) =>
  leaveHealth(folder, changes, pid, writtenAt);

describe('status', () => {
  test('of a shop where all is well says so, and ends with 0', async () => {
    await books([delivered]);
    await health();
    expect(await status(terminal(), { config: file })).toBe(EXIT.ok);
    expect(printed).toEqual([
      `The connector on PC-OFFICE works (version 0.1.0, process ${process.pid}).`,
      '',
      '✔ acme: https://shop.example → Tryton',
      '    Shop     answered 3 h ago',
      '    Orders   1 in Tryton, 0 going there, 0 being checked, 0 left out',
    ]);
  });

  test('with a held order names it, its reason and its age, and ends with 1', async () => {
    await books([delivered, held]);
    await health();
    expect(await status(terminal(), { config: file })).toBe(EXIT.needsYou);
    expect(printed.slice(2)).toEqual([
      '✘ acme: https://shop.example → Tryton',
      '    1 order needs you.',
      '    Shop     answered 3 h ago',
      '    Orders   1 in Tryton, 0 going there, 0 being checked, 0 left out',
      '    1048  119.99 EUR  Payment method "Klarna" has no match in Tryton  (12 min)',
      '',
      `What happened to an order, and what to do: counterfoil journey 1048 --config ${file}`,
    ]);
  });

  test('of orders that were stopped in wp-admin says so, how many wait, and how they go on', async () => {
    const waiting: KnownOrder = {
      ...{ orderId: 98215, number: '1049', state: 'waiting', code: 'order_waiting' },
      ...{ values: {}, since: ago(5_000) },
    };
    await books([delivered, waiting]);
    await health({ standstill: { because: 'orders_stopped' } });
    expect(await status(terminal(), { config: file })).toBe(EXIT.ok);
    expect(printed.slice(2, 4)).toEqual([
      '• acme: https://shop.example → Tryton',
      '    Nothing goes: orders were stopped in wp-admin. 1 waits. In wp-admin > WooCommerce > Counterfoil: "Go on sending orders".',
    ]);
  });

  test('while the connector does not run says since when, and that the orders are safe', async () => {
    await books([delivered]);
    // No process has this number: beyond the largest that Linux gives out.
    await health({}, 2 ** 22 + 1, ago(12 * 60_000));
    expect(await status(terminal(), { config: file })).toBe(EXIT.needsYou);
    expect(printed[0]).toBe(
      'The connector on PC-OFFICE does not run; last sign of life 12 min ago. Orders are safe in the shop and go on when it is back.',
    );
  });

  test('says what the shop refuses and how to mend it', async () => {
    await books([delivered]);
    await health({
      state: 'failing',
      shopError: { code: 'key_revoked', hint: 'Make a new code.', since: ago(5_000) },
      doorbell: 'closed',
      doorbellClosedBecause: 'HTTP 404',
    });
    expect(await status(terminal(), { config: file })).toBe(EXIT.needsYou);
    expect(printed).toContain('    The shop: key_revoked. Make a new code.');
    expect(printed).toContain(
      '    Shop     answered 3 h ago; its doorbell is closed (HTTP 404), orders come within a minute',
    );
  });

  test('as JSON is one object with the same in numbers', async () => {
    await books([delivered, held]);
    await health();
    await status(terminal({ json: true }), { config: file });
    expect(printed).toHaveLength(1);
    expect(JSON.parse(printed[0] ?? '')).toMatchObject({
      needsYou: true,
      connector: { runs: true, name: 'PC-OFFICE' },
      tenants: [
        { tenant: 'acme', orders: { delivered: 1, held: 1, waiting: 0 }, held: [{ number: '1048' }] },
      ],
    });
  });

  test('where nothing ever ran says how to start', async () => {
    await expect(status(terminal(), { config: file })).rejects.toMatchObject({
      exitCode: EXIT.notFound,
      wayOut: `Start it: counterfoil run --config ${file}`,
    });
  });
});

describe('journey', () => {
  const lines = [
    'Order 1047 · 119.99 EUR · acme',
    'In Tryton as S00231, since 2026-11-23 10:02:14 UTC',
    '',
    '  2026-11-23 10:02:11 UTC   Placed in the shop (checkout), Klarna',
    '  2026-11-23 10:02:13 UTC   Picked up   + 2.1 s',
    '  2026-11-23 10:05:13 UTC   By the rules “3 November”: 3 lines   + 3 min',
  ];

  test('by number tells everything that happened, in time order', async () => {
    await books([delivered]);
    expect(await journey(terminal(), { config: file }, '1047')).toBe(EXIT.ok);
    expect(printed).toEqual(lines);
  });

  test("by the shop's id is the same order", async () => {
    await books([delivered]);
    await journey(terminal(), { config: file }, '#98213');
    expect(printed).toEqual(lines);
  });

  test.each([
    ['S00231', 'In Tryton as S00231'],
    ['', 'In Tryton as (no number yet)'],
  ])(
    "calls a document whose number is '%s' by no id of the ERP's, which may be another order's number",
    async (number, told) => {
      const document = { kind: 'order', shopId: 98213, check: 'K5QWX2', generation: 1, id: '70', number };
      const values = { erp: 'Tryton', document: '' };
      await books([
        { ...delivered, values, documents: [{ ...document, url: null, state: 'draft', live: true }] },
      ]);
      await journey(terminal(), { config: file }, '1047');
      expect(printed[1]).toBe(`${told}, since 2026-11-23 10:02:14 UTC`);
    },
  );

  test('speaks German when asked', async () => {
    await books([delivered]);
    await journey(terminal({ language: 'de' }), { config: file }, '1047');
    expect(printed.slice(-2)).toEqual([
      '  2026-11-23 10:02:13 UTC   Abgeholt   + 2,1 s',
      '  2026-11-23 10:05:13 UTC   Nach den Regeln „3 November“: 3 Zeilen   + 3 min',
    ]);
  });

  test('of a held order says what to do about it, and where', async () => {
    await books([delivered, held]);
    await journey(terminal(), { config: file }, '1048');
    expect(printed.slice(1, 5)).toEqual([
      expect.stringMatching(/^Payment method "Klarna" has no match in Tryton, since /),
      "What to do: Add this payment method to the connector's rules. Then send it again.",
      'It is sent again, or left as it is, in wp-admin > WooCommerce > Counterfoil.',
      '',
    ]);
    printed = [];
    await journey(terminal({ language: 'de' }), { config: file }, '1048');
    expect(printed.slice(2, 4)).toEqual([
      'Was tun: Nehmen Sie diese Zahlungsart in die Regeln des Connectors auf. Dann noch einmal senden.',
      'Noch einmal gesendet oder so gelassen wird sie unter wp-admin > WooCommerce > Counterfoil.',
    ]);
  });

  test('as JSON has what to do in a field, null where that is nothing', async () => {
    await books([delivered, held]);
    for (const order of ['1047', '1048']) await journey(terminal({ json: true }), { config: file }, order);
    expect(printed.map((line) => JSON.parse(line).orders[0].whatToDo)).toEqual([
      null,
      "Add this payment method to the connector's rules. Then send it again.",
    ]);
  });

  test('of an order that never came, or of a shop that is not configured, is not found', async () => {
    await books([delivered]);
    const look = (order: string, tenant?: string) =>
      journey(terminal(), { config: file, ...(tenant ? { tenant } : {}) }, order);
    await expect(look('9')).rejects.toMatchObject({ exitCode: EXIT.notFound, code: 'order_unknown' });
    await expect(look('1047', 'other')).rejects.toMatchObject({
      exitCode: EXIT.notFound,
      message: 'No tenant has the id "other". There are: acme',
    });
  });
});

test('config check reads the secrets too, and says which one it can not', async () => {
  expect(await checkConfiguration(terminal(), { config: file })).toBe(EXIT.ok);
  expect(printed).toEqual([
    `${file} is right.`,
    '  acme: https://shop.example → tryton, rules "3 November", production',
  ]);
  const without = { ...terminal(), environment: {} };
  await expect(checkConfiguration(without, { config: file })).rejects.toMatchObject({
    exitCode: EXIT.config,
    message: `${file}:4:98 tenants[0].erp.secret: The environment variable ERP_SECRET is not set for this process. Set it where the connector is started from, or name a file instead: { file: PATH }`,
  });
  rmSync(join(folder, 'acme.pem'));
  await expect(checkConfiguration(terminal(), { config: file })).rejects.toMatchObject({
    code: 'secret_unreadable',
    message: `${file}:3:102 tenants[0].shop.privateKey: The file acme.pem can't be read (ENOENT). Put it there, or name where it is: it is looked for as ${join(folder, 'acme.pem')}. If the key is lost, connect the shop anew: counterfoil setup --tenant acme`,
  });
  writeFileSync(join(folder, 'acme.pem'), 'half a ke', { mode: 0o600 });
  await expect(checkConfiguration(terminal(), { config: file })).rejects.toMatchObject({
    message: expect.stringContaining('no private key in PEM form. If the key is lost'),
  });
});

test('config check remarks on a status that looks misspelt, and lets a plugin have its own', async () => {
  const rules = 'mapping: { version: "1", orders: { statuses: [procesing, on-hold, shipped] } }';
  writeFileSync(file, readFileSync(file, 'utf8').replace(/mapping: .*/, rules));
  expect(await checkConfiguration(terminal(), { config: file })).toBe(EXIT.ok);
  const place = `${file}:5:51 tenants[0].mapping.orders.statuses[0]`;
  expect(printed.slice(2)).toEqual([
    `  • ${place}: "procesing" is none of WooCommerce's own statuses. Did you mean "processing"?`,
  ]);
  printed = [];
  await checkConfiguration(terminal({ language: 'de' }), { config: file });
  expect(printed[2]).toContain('Meinten Sie „processing“?');
});

describe('the program', () => {
  const run = async (...args: string[]) => {
    const program = join(import.meta.dirname, 'counterfoil.ts');
    const given = ['--conditions=counterfoil-source', program, ...args];
    const options = { env: { ...process.env, ERP_SECRET: 'hunter2', LANG: 'C' } };
    return promisify(execFile)(process.execPath, given, options).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
        code,
        stdout,
        stderr,
      }),
    );
  };

  test.each(['--help', 'version'])(
    '%s that nobody reads any more ends quietly, as a Unix tool does',
    async (command) => {
      const program = join(import.meta.dirname, 'counterfoil.ts');
      const child = spawn(process.execPath, ['--conditions=counterfoil-source', program, command]);
      child.stdout.destroy();
      let complained = '';
      child.stderr.on('data', (chunk: Buffer) => {
        complained += chunk.toString();
      });
      expect(await once(child, 'close')).toEqual([EXIT.nobodyReads, null]);
      expect(complained).toBe('');
    },
  );

  test('tells its version, in JSON too', async () => {
    expect((await run('--version')).stdout).toMatch(/^Counterfoil /);
    expect((await run('version')).stdout).toMatch(/^Counterfoil \d+\.\d+\.\d+ \(contract 2, Node 24\./);
    expect(JSON.parse((await run('version', '--json')).stdout)).toMatchObject({ contractVersion: 2 });
  });

  test.each([
    [['nonsense'], 64],
    [['status', '--nonsense'], 64],
    [['journey'], 64],
    [['status', '--config', '/nowhere.yaml'], 78],
    [['--help'], 0],
    [['setup', '--help'], 0],
  ])('%j ends with %i', async (args, code) => {
    expect((await run(...args)).code).toBe(code);
  });

  test('run in a folder where nothing can be written says which, and how to mend it', async () => {
    writeFileSync(file, `agent: { stateDirectory: /proc }\n${readFileSync(file, 'utf8')}`);
    const { code, stderr } = await run('run', '--config', file);
    expect(code).toBe(EXIT.config);
    expect(stderr).toMatch(/^agent\.stateDirectory: nothing can be written in \/proc \(/);
  });

  test('with --json tells a failure as JSON too, on the last line of standard output', async () => {
    const { stdout, stderr, code } = await run('config', 'check', '--config', '/nowhere.yaml', '--json');
    expect(code).toBe(EXIT.config);
    expect(JSON.parse(stdout.trim())).toMatchObject({ error: { code: 'config_wrong' } });
    expect(stderr).toContain('There is no such file');
  });
});
