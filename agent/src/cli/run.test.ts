import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeKeyPair, writePrivateKey } from '../store-api/key-pair.ts';
import { INSTANCE, openTestShop, type TestShop } from '../store-api/shop.fixture.ts';

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
  await expect.poll(() => shop.asked.receipts.length, { timeout: 8_000 }).toBeGreaterThan(0);
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
  await expect.poll(() => shop.asked.receipts.length, { timeout: 8_000 }).toBeGreaterThan(0);
  child.kill('SIGTERM');
  await asked;
  // The same wish twice within half a second is one: npm passes a Ctrl-C on that the terminal has sent already.
  await new Promise((resolve) => setTimeout(resolve, 700));
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([143, null]);
  expect(output).toContain('Ended at once');
});
