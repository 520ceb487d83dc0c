import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockFolder } from '../database/lock-folder.ts';
import { type AgentDatabase, openDatabase } from '../database/open-database.ts';
import { inTransaction } from '../database/transaction.ts';
import { insertBinding } from '../flow/delivery/binding-table.ts';
import { readTenant } from '../flow/inbox/tenant-table.ts';
import { createOrderFlow } from '../flow/order-flow.ts';
import { makeKeyPair, writePrivateKey } from '../store-api/key-pair.ts';
import { INSTANCE, openTestShop, type TestShop } from '../store-api/shop.fixture.ts';
import { requestAcceptance, wasAccepted } from './acceptance-request.ts';
import { readConfig } from './config/read-config.ts';
import { readHealth } from './health-file.ts';
import { newestBackup } from './keep-backups.ts';
import { openLog } from './log.ts';
import { type RunningAgent, startAgent } from './run-agent.ts';
import { machineSurroundings } from './surroundings.ts';

let folder: string;
let shops: TestShop[];
let running: RunningAgent[];
let logged: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-agent-'));
  [shops, running, logged] = [[], [], []];
});
afterEach(async () => {
  for (const agent of running) await agent.stop(1_000);
  for (const shop of shops) await shop.close();
  rmSync(folder, { recursive: true, force: true });
});

async function shop(options: Parameters<typeof openTestShop>[0] = {}): Promise<TestShop> {
  const opened = await openTestShop(options);
  shops.push(opened);
  return opened;
}

function tenantYaml(
  id: string,
  url: string,
  secret = '{ env: ERP_SECRET }',
  erp = 'http://127.0.0.1:9',
): string {
  writeFileSync(join(folder, `${id}.pem`), writePrivateKey(makeKeyPair()), { mode: 0o600 });
  return `
  - id: ${id}
    shop: { url: "${url}", instance: ${INSTANCE}, doorbell: "${url}/bell.txt", privateKey: { file: ${id}.pem } }
    erp: { kind: sandbox, url: "${erp}", secret: ${secret} }
    mapping: { version: "1" }`;
}

/** The real agent with the real flow, over real HTTP. */
async function start(...tenants: string[]): Promise<RunningAgent> {
  const file = join(folder, 'counterfoil.yaml');
  writeFileSync(file, `agent: { name: PC-OFFICE }\ntenants:${tenants.join('')}\n`);
  const agent = await startAgent({
    config: readConfig(file),
    environment: { ERP_SECRET: 'hunter2' },
    surroundings: machineSurroundings(),
    log: openLog('info', { write: (line) => void logged.push(line) }),
    createFlow: createOrderFlow,
    verifyJournal: async () => 0,
  });
  running.push(agent);
  return agent;
}

async function stop(agent: RunningAgent, limitMs = 5_000): Promise<void> {
  running = running.filter((one) => one !== agent);
  await agent.stop(limitMs);
}

test('a shop that hangs holds up neither the other shop nor the end', async () => {
  const hanging = await shop({ hangs: true });
  const going = await shop();
  const agent = await start(tenantYaml('hangs', hanging.url), tenantYaml('goes', going.url));
  await expect.poll(() => going.asked.receipts.length).toBe(1);
  const polls = going.asked.events.length;
  going.ring();
  await expect.poll(() => going.asked.events.length).toBeGreaterThan(polls);
  await expect
    .poll(() => agent.health().tenants)
    .toMatchObject({
      hangs: { state: 'starting', shopAnsweredAt: null },
      goes: { state: 'running', doorbell: 'working' },
    });
  await stop(agent, 2_000);
  expect(going.asked.events.at(-1)?.lease).toMatchObject({ want: 'release', fence: 1 });
});

describe('stopping', () => {
  test('hands the lease over with the fence that it was granted, and frees the folder', async () => {
    const one = await shop();
    const agent = await start(tenantYaml('one', one.url));
    await expect.poll(() => one.asked.receipts.length).toBeGreaterThan(0);
    await stop(agent);
    const holders = new Set(one.asked.events.map(({ lease }) => lease.holder));
    expect(holders.size).toBe(1);
    expect(one.asked.events.at(-1)?.lease).toMatchObject({ want: 'release', fence: 1 });
    lockFolder(join(folder, 'state')).release();
    expect(readHealth(join(folder, 'state'))?.tenants['one']).toBeDefined();
  });
});

test('a tenant that can not be opened is left out with its reason, and the others run', async () => {
  const good = await shop();
  const agent = await start(tenantYaml('bad', good.url, '{ env: NOT_SET }'), tenantYaml('good', good.url));
  await expect.poll(() => agent.health().tenants['good']?.state).toBe('running');
  expect(good.asked.events.length).toBeGreaterThan(0);
  expect(agent.health().tenants['bad']).toMatchObject({
    state: 'failing',
    defect: expect.stringContaining('The environment variable NOT_SET is not set for this process. Set it'),
  });
});

describe('another ERP in the configuration', () => {
  const [FIRST, OTHER] = ['http://127.0.0.1:9', 'http://localhost:9/'];
  const at = (id: string, url: string, erp: string) => tenantYaml(id, url, undefined, erp);
  const inBooks = async <T>(look: (database: AgentDatabase) => Promise<T>): Promise<T> => {
    const { database, close } = await openDatabase({ folder: join(folder, 'state'), now: () => new Date() });
    try {
      return await look(database);
    } finally {
      await close();
    }
  };
  const identity = () => inBooks(async (database) => (await readTenant(database, 'one')).erpIdentity);
  /** A customer whose id in the first ERP is known. */
  const bindCustomer = () =>
    inBooks((database) =>
      inTransaction(database, (transaction) =>
        insertBinding(
          transaction,
          'one',
          'customer',
          'one-c7',
          { erpId: '7', erpNumber: '7' },
          new Date().toISOString(),
        ),
      ),
    );
  /** Starts, and waits until this shop is asked. */
  const startAndAsk = async (asked: TestShop, ...tenants: string[]): Promise<RunningAgent> => {
    const before = asked.asked.events.length;
    const agent = await start(...tenants);
    await expect.poll(() => asked.asked.events.length).toBeGreaterThan(before);
    return agent;
  };

  test('is not begun in while customers of the first one are known; the other shop goes on', async () => {
    const [one, two] = [await shop(), await shop()];
    await stop(await start(at('one', one.url, FIRST)));
    await bindCustomer();
    const before = one.asked.events.length;
    const agent = await startAndAsk(two, at('one', one.url, OTHER), at('two', two.url, OTHER));
    expect(agent.health().tenants['one']).toMatchObject({
      state: 'failing',
      defect: null,
      standstill: {
        because: 'erp_changed',
        tenant: 'one',
        before: 'sandbox http://127.0.0.1:9',
        configured: 'sandbox http://localhost:9',
      },
    });
    await stop(agent);
    expect(one.asked.events.length).toBe(before);
    expect(await identity()).toBe('sandbox http://127.0.0.1:9');
  });

  test('is the first one when only its address is written otherwise', async () => {
    const one = await shop();
    await stop(await start(at('one', one.url, FIRST)));
    await bindCustomer();
    const agent = await startAndAsk(one, at('one', one.url, 'HTTP://127.0.0.1:9/'));
    expect(agent.health().tenants['one']?.standstill?.because).not.toBe('erp_changed');
  });

  test('is noted when nothing is known of the first one', async () => {
    const one = await shop();
    await stop(await start(at('one', one.url, FIRST)));
    const agent = await startAndAsk(one, at('one', one.url, OTHER));
    await stop(agent);
    expect(await identity()).toBe('sandbox http://localhost:9');
  });

  test('is begun in after a person said that it only moved, which stands in the journal', async () => {
    const one = await shop();
    await stop(await start(at('one', one.url, FIRST)));
    await bindCustomer();
    const stands = await start(at('one', one.url, OTHER));
    const file = requestAcceptance(join(folder, 'state'), 'one', 'petra', 'accept-moved-erp');
    await expect.poll(() => existsSync(file)).toBe(false);
    expect(wasAccepted(file)).toBe(true);
    await stop(stands);
    await stop(await startAndAsk(one, at('one', one.url, OTHER)));
    const entry = await inBooks((database) =>
      database
        .selectFrom('journal')
        .select('facts')
        .where('kind', '=', 'erp_moved')
        .executeTakeFirstOrThrow(),
    );
    expect(JSON.parse(entry.facts)).toEqual({
      before: 'sandbox http://127.0.0.1:9',
      now: 'sandbox http://localhost:9',
      person: 'petra',
    });
  });

  test('is nothing to accept where it is none', async () => {
    const one = await shop();
    await start(at('one', one.url, FIRST));
    const file = requestAcceptance(join(folder, 'state'), 'one', 'petra', 'accept-moved-erp');
    await expect.poll(() => existsSync(file)).toBe(false);
    expect(wasAccepted(file)).toBe(false);
  });
});

test('a second agent in the same folder is refused, and the first goes on', async () => {
  const one = await shop();
  const agent = await start(tenantYaml('one', one.url));
  await expect(start(tenantYaml('one', one.url))).rejects.toMatchObject({ code: 'folder_locked' });
  expect(agent.health().pid).toBe(process.pid);
});

test('the heartbeat tells who runs since when, and how the doorbell is', async () => {
  const one = await shop();
  await start(tenantYaml('one', one.url));
  await expect.poll(() => one.asked.receipts.length).toBeGreaterThan(0);
  expect(one.asked.receipts[0]?.heartbeat).toMatchObject({
    name: 'PC-OFFICE',
    doorbell: 'working',
    backupAgeSeconds: null,
    erp: { kind: 'sandbox', name: 'Practice ERP' },
  });
});

test('a night keeps a verified backup', async () => {
  const one = await shop();
  const agent = await start(tenantYaml('one', one.url));
  await expect.poll(() => one.asked.events.length).toBeGreaterThan(0);
  expect(await agent.night()).toMatchObject({ failed: [] });
  expect(newestBackup(join(folder, 'state', 'backups'))).not.toBeNull();
});

test('a wish in the state directory is answered by taking it away; one for nobody stays and is said', async () => {
  const one = await shop();
  await start(tenantYaml('one', one.url));
  const state = join(folder, 'state');
  const file = requestAcceptance(state, 'one', 'admin');
  await expect.poll(() => existsSync(file)).toBe(false);
  expect(wasAccepted(file)).toBe(false);
  requestAcceptance(state, 'nobody', 'admin');
  await expect.poll(() => logged.join('').includes('No tenant nobody')).toBe(true);
});

test('no secret gets into the log', async () => {
  const one = await shop();
  await start(tenantYaml('one', one.url));
  await expect.poll(() => one.asked.receipts.length).toBeGreaterThan(0);
  expect(logged.join('')).not.toContain('hunter2');
});
