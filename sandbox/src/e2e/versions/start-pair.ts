import { cpSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { pairAgent } from '../../agent/pair-agent.ts';
import { launchAgent } from '../../agent/start-agent.ts';
import { runCheckouts } from '../../checkout/run-checkouts.ts';
import { type ErpOrder, readErpOrders } from '../../erp/read-erp-orders.ts';
import { type ErpRecord, readInstanceRecord } from '../../instance/instance-record.ts';
import { openSandbox, type SandboxInstance } from '../../instance/sandbox-instance.ts';
import { waitFor } from '../../instance/wait-until.ts';
import { startSandbox } from '../../start-sandbox.ts';
import { readShopOrders } from '../../store/read-shop-orders.ts';
import { compareBooks } from '../compare-books.ts';
import { callAgent, whileAgentSleeps } from '../control-agent.ts';
import { countUnsettled, readJourneys } from '../read-shop.ts';
import { meantNothing } from '../whole-way.ts';
import type { Release } from './lay-out-release.ts';

/** A shop with the plugin of one version, the practice ERP, and the agent of another version between them. */
export interface Pair {
  readonly shop: SandboxInstance;
  /** Places checkouts and waits until all are settled; then each order is in the ERP once, with the shop's total. */
  buy(count: number, firstGuest: number): Promise<number[]>;
  /** One command of this pair's agent: what it printed as JSON. */
  call<Answer>(command: string): Promise<Answer>;
  /** As WordPress updates a plugin, forward or back: another folder at the same place, on the same database. */
  replacePlugin(by: Release): Promise<void>;
  /** Calls of the contract that were answered otherwise than with 200, as the web server wrote them down. */
  refused(): string[];
}

export async function startPair(
  baseDir: string,
  name: string,
  { plugin, agent }: { plugin: Release; agent: Release },
): Promise<Pair> {
  const folder = join(baseDir, `${name}-plugin`);
  cpSync(plugin.plugin, folder, { recursive: true });
  const started = await startSandbox({ baseDir, name, plugin: folder, erp: 'sandbox', agent: false });
  const { store, erp, paths } = started;
  const record = readInstanceRecord(baseDir, name);
  if (!erp || !record) throw new Error('The sandbox started without an ERP.');
  const paired = await pairAgent({ store, erp }, paths, { program: agent.agent });
  await launchAgent(baseDir, record, paths, { ...paired, program: agent.agent });
  const shop = openSandbox(name, baseDir);
  let replaced = 0;
  return {
    shop,
    async buy(count, firstGuest) {
      const plan = (index: number) => ({ customer: { guest: firstGuest + index } });
      const run = await runCheckouts(shop, { count, rate: null, parallel: 2, plan });
      expect(run.failed).toEqual([]);
      await expectAllDelivered(shop, erp);
      return run.placed.map(({ orderId }) => orderId);
    },
    async call<Answer>(command: string) {
      const { stdout } = await callAgent(shop, [command], paired.config, agent.agent);
      return JSON.parse(stdout) as Answer;
    },
    async replacePlugin(by) {
      replaced += 1;
      const next = `${folder}-${replaced}`;
      cpSync(by.plugin, next, { recursive: true });
      await whileAgentSleeps(shop, async () => {
        renameSync(folder, `${next}-before`);
        renameSync(next, folder);
      });
    },
    refused: () =>
      readFileSync(join(paths.logs, 'access.log'), 'utf8')
        .split('\n')
        .filter((line) => line.includes('counterfoil/v1/') && !/ 200 \d+ B /.test(line)),
  };
}

async function readAll(erp: ErpRecord): Promise<ErpOrder[]> {
  const orders: ErpOrder[] = [];
  for await (const order of readErpOrders(erp)) orders.push(order);
  return orders;
}

/** 0 lost, 0 doubled, to the cent: both ends read for themselves. */
async function expectAllDelivered(shop: SandboxInstance, erp: ErpRecord): Promise<void> {
  await waitFor('every event to be settled', async () => (await countUnsettled(shop)) === 0);
  const books = async () => ({
    shop: await readShopOrders(shop),
    journeys: await readJourneys(shop),
    erp: await readAll(erp),
  });
  let wrong: string[] = [];
  const agree = async () => {
    wrong = compareBooks(await books(), meantNothing());
    return wrong.length === 0;
  };
  await waitFor('shop and ERP to agree', agree).catch((error: Error) => {
    throw new Error(`${error.message}\n${wrong.join('\n')}`);
  });
}
