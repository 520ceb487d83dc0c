import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitFor } from '../instance/wait-until.ts';
import { stopAllSandboxes, stopSandbox } from '../stop-sandbox.ts';
import { queryDatabase } from '../store/query-database.ts';
import { makeTestFolder } from '../test-run/test-folder.ts';
import { readSteps } from './read-shop.ts';
import { askScreens, offerNewEvent, readEvent } from './versions/ask-newer-plugin.ts';
import { layOutContractCommit, layOutHead, type Release } from './versions/lay-out-release.ts';
import { makeNewer, NEW } from './versions/make-newer.ts';
import { type Pair, startPair } from './versions/start-pair.ts';

/**
 * Plugin and agent of the commit that first spoke contract 2 against those of today, which were made newer still:
 * docs/contract.md, "When versions differ".
 */
type Side = 'contract' | 'newer';
const versions = {} as Record<Side, Release>;
let baseDir: string;

beforeAll(() => {
  baseDir = makeTestFolder('versions');
  versions.contract = layOutContractCommit(join(baseDir, 'contract'));
  versions.newer = layOutHead(join(baseDir, 'newer'));
  makeNewer(versions.newer);
});
afterAll(async () => {
  await stopAllSandboxes(baseDir);
  rmSync(baseDir, { recursive: true, force: true });
});

const PAIRS: { plugin: Side; agent: Side; older: 'plugin' | 'connector' | null }[] = [
  { plugin: 'contract', agent: 'contract', older: null },
  { plugin: 'contract', agent: 'newer', older: 'plugin' },
  { plugin: 'newer', agent: 'contract', older: 'connector' },
  { plugin: 'newer', agent: 'newer', older: null },
];

describe.each(PAIRS)('a plugin of $plugin and an agent of $agent', ({ plugin, agent, older }) => {
  const name = `${plugin}-${agent}`;
  let pair: Pair;
  beforeAll(async () => {
    pair = await startPair(baseDir, name, { plugin: versions[plugin], agent: versions[agent] });
  });
  afterAll(() => stopSandbox(name, baseDir));

  test('bring each order into the ERP once, refuse no call, and both say which side to update', async () => {
    const orderIds = await pair.buy(3, 0);
    if (agent === 'newer') await expectNewWords(pair, orderIds, plugin);
    if (plugin === 'newer') await expectNewEvents(pair, orderIds, agent);
    await expectOlder(pair, older);
    expect(pair.refused()).toEqual([]);
  });

  test.runIf(plugin === 'contract' && agent === 'newer')(
    'go on when the plugin is updated in its place, and when it is rolled back',
    async () => {
      await pair.replacePlugin(versions.newer);
      await pair.buy(2, 10);
      await expectOlder(pair, null);
      await pair.replacePlugin(versions.contract);
      await pair.buy(2, 20);
      await expectOlder(pair, 'plugin');
      expect(pair.refused()).toEqual([]);
    },
  );
});

/** A step, a state and an outcome that an older plugin does not know are kept, and shown in general words. */
async function expectNewWords(pair: Pair, orderIds: readonly number[], plugin: Side): Promise<void> {
  const { db } = pair.shop.store;
  const [said] = await queryDatabase(
    db,
    `SELECT COUNT(*) AS orders FROM ${db.prefix}counterfoil_journeys WHERE said_state = ? AND state = 'delivered'`,
    [NEW.state],
  );
  expect(Number(said?.['orders'])).toBe(orderIds.length);
  const [settled] = await queryDatabase(
    db,
    `SELECT COUNT(DISTINCT order_id) AS orders FROM ${db.prefix}counterfoil_outbox WHERE outcome = ?`,
    [NEW.outcome],
  );
  expect(Number(settled?.['orders'])).toBe(orderIds.length);
  for (const orderId of orderIds) {
    expect(await readSteps(pair.shop, orderId)).toContain(NEW.step);
    const { html } = await askScreens<{ html: string }>(pair.shop, `/journeys/${orderId}/panel`);
    expect(html).toContain(
      plugin === 'newer'
        ? NEW.stepWords
        : `The connector reports “${NEW.step}”, which this plugin does not know yet: update the plugin`,
    );
  }
}

/** An event of a type and reason that an older agent does not know is answered, and changes nothing. */
async function expectNewEvents(pair: Pair, orderIds: readonly number[], agent: Side): Promise<void> {
  const [commanded = 0, changed = 0] = orderIds;
  const command = await offerNewEvent(pair.shop, commanded, NEW.command);
  const change = await offerNewEvent(pair.shop, changed, NEW.change);
  const isSettled = async (id: string) => (await readEvent(pair.shop, id))?.['state'] === 'settled';
  await waitFor(
    'both events to be settled',
    async () => (await isSettled(command)) && (await isSettled(change)),
  );
  // Not even the newer agent knows what the newer plugin asks for: it says so in the receipt, too.
  await waitFor('the step', async () =>
    (await readSteps(pair.shop, commanded)).includes('step_command_unknown'),
  );
  if (agent === 'newer')
    expect(await readEvent(pair.shop, command)).toMatchObject({
      code: 'command_unknown',
      outcome: 'skipped',
    });
  expect(await readEvent(pair.shop, change)).toMatchObject({ outcome: 'unchanged' });
}

async function expectOlder(pair: Pair, older: 'plugin' | 'connector' | null): Promise<void> {
  await waitFor(`the shop to call ${older ?? 'neither'} older`, async () => {
    const overview = await askScreens<{ older: unknown }>(pair.shop, '/overview');
    return overview.older === older;
  });
  const status = await pair.call<{ tenants: { older: unknown }[] }>('status');
  expect(status.tenants.map((one) => one.older)).toEqual([older]);
  const { findings } = await pair.call<{ findings: { what: string; detail: string }[] }>('doctor');
  expect(findings.filter(({ what }) => what === 'Versions').map(({ detail }) => detail)).toEqual(
    older === null
      ? []
      : [expect.stringMatching(older === 'plugin' ? /^The plugin .* is older/ : /^This connector is older/)],
  );
}
