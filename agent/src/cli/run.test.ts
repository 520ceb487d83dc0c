import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeKeyPair, writePrivateKey } from '../store-api/key-pair.ts';
import { INSTANCE, openTestShop, type TestShop } from '../store-api/shop.fixture.ts';
import { acceptMovedErp } from './accept-moved-erp.ts';
import { EXIT } from './exit-codes.ts';
import { knowErp } from './ran-here.fixture.ts';
import { speak } from './say.ts';
import type { Terminal } from './terminal.ts';

let folder: string;
let shop: TestShop;
let agent: ChildProcess | null;
let output: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-run-'));
  [agent, output] = [null, ''];
});
afterEach(async () => {
  agent?.kill('SIGKILL');
  await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

/** `counterfoil run` as a process of its own. */
function run(): ChildProcess {
  writeFileSync(join(folder, 'acme.pem'), writePrivateKey(makeKeyPair()), { mode: 0o600 });
  const file = join(folder, 'counterfoil.yaml');
  writeFileSync(
    file,
    `tenants:
  - id: acme
    shop: { url: "${shop.url}", instance: ${INSTANCE}, privateKey: { file: acme.pem } }
    erp: { kind: sandbox, url: "http://127.0.0.1:9", secret: { env: ERP_SECRET } }
    mapping: { version: "1" }
`,
  );
  const program = join(import.meta.dirname, 'counterfoil.ts');
  const child = spawn(
    process.execPath,
    ['--conditions=counterfoil-source', program, 'run', '--config', file],
    {
      env: { ...process.env, ERP_SECRET: 'hunter2' },
    },
  );
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  agent = child;
  return child;
}

test('one wish to stop hands the lease over and ends with 0', async () => {
  shop = await openTestShop();
  const child = run();
  await expect.poll(() => shop.asked.receipts.length).toBeGreaterThan(0);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(shop.asked.events.at(-1)?.lease.want).toBe('release');
  expect(output).toContain('"handedOver":true');
});

test('a second wish, later, ends at once what a hanging ERP or shop holds up', async () => {
  let hangs = () => {};
  shop = await openTestShop({
    // The release never gets an answer.
    events: ({ lease }) => {
      if (lease.want === 'release') hangs();
      return {};
    },
    hangsOnRelease: true,
  });
  const asked = new Promise<void>((resolve) => {
    hangs = resolve;
  });
  const child = run();
  await expect.poll(() => shop.asked.receipts.length).toBeGreaterThan(0);
  child.kill('SIGTERM');
  await asked;
  // The same wish twice within half a second is one: npm passes a Ctrl-C on that the terminal has sent already.
  await new Promise((resolve) => setTimeout(resolve, 700));
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([143, null]);
  expect(output).toContain('Ended at once');
});

test('the shop of a tenant whose ERP is another one is asked nothing, and the running connector is told that it only moved', async () => {
  shop = await openTestShop();
  await knowErp(folder, 'tryton https://erp.example erp');
  const printed: string[] = [];
  const terminal: Terminal = {
    environment: {},
    out: (line) => void printed.push(line),
    err: () => undefined,
    json: false,
    sayings: speak('en'),
  };
  const config = join(folder, 'counterfoil.yaml');
  const running = run();
  await expect.poll(() => output).toContain('Counterfoil runs');
  expect(await acceptMovedErp(terminal, { config, by: 'petra' }, 'acme')).toBe(EXIT.ok);
  expect(printed).toEqual([
    'Accepted by petra: the ERP of acme only moved. Restart the connector: its orders then go on.',
  ]);
  running.kill('SIGTERM');
  expect(await once(running, 'exit')).toEqual([0, null]);
  expect(shop.asked.events).toEqual([]);
});
