import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Journey } from '@counterfoil/shared-types';
import type { ErpAdapter } from '../src/adapters/erp-adapter.ts';
import { DATABASE_FILE, type OpenDatabase, openDatabase } from '../src/database/open-database.ts';
import { readMapping } from '../src/flow/mapping/mapping-document.ts';
import { createOrderFlow, type OrderFlow, type OrderFlowOptions } from '../src/flow/order-flow.ts';
import { SIMPLE_RULES } from './make-snapshot.ts';
import { seededChance } from './seeded-chance.ts';
import { createSimulatedErp, type ErpTraits, type SimulatedErp } from './simulated-erp.ts';
import { createSimulatedShop, type SimulatedShop } from './simulated-shop.ts';
import {
  createProcessClock,
  createVirtualTime,
  type ProcessClock,
  type VirtualTime,
} from './virtual-time.ts';

/** One shop, one ERP and one agent in which nothing happens but what a test does. The database is a real file. */
export interface SmallWorld {
  readonly time: VirtualTime;
  readonly shop: SimulatedShop;
  readonly erp: SimulatedErp;
  /** The agent's process of the moment. */
  agent: Agent;
  /** Polls, works on what is due and sends receipts, as the daemon would, for so long. */
  run(ms?: number, everyMs?: number, agent?: Agent): Promise<void>;
  /** The process is killed; another one starts with the same database, an empty one, or a backup. */
  restart(options?: {
    readonly emptyDatabase?: boolean;
    readonly backup?: string;
    readonly rules?: object;
  }): Promise<void>;
  /** @returns the file */
  backUp(): Promise<string>;
  /** A second process, with a copy of the first one's database in a folder of its own. */
  startCopy(backup: string): Promise<Agent>;
  journey(orderId: number): Pick<Journey, 'state' | 'code' | 'values'> | undefined;
  /** Outcome and code of each event's newest receipt, as the shop has them. */
  outcomes(orderId: number): (string | null)[];
  [Symbol.asyncDispose](): Promise<void>;
}

export interface Agent {
  readonly flow: OrderFlow;
  readonly adapter: ErpAdapter;
  readonly open: OpenDatabase;
  readonly clock: ProcessClock;
}

export async function createSmallWorld(
  traits: Partial<ErpTraits> = {},
  more: {
    readonly rules?: object;
    readonly store?: (shop: SimulatedShop) => OrderFlowOptions['store'];
    /** Hears what is logged as an error. */
    readonly onError?: (...logged: unknown[]) => void;
  } = {},
): Promise<SmallWorld> {
  const chance = seededChance(1);
  const time = createVirtualTime();
  const shop = createSimulatedShop(time, chance.branch(), '2026-11-23T00:00:00.000Z');
  const erp = createSimulatedErp(time, chance.branch(), {
    unique: false,
    addresses: 'on_order',
    parallelCalls: 2,
    longestCommitMs: 30_000,
    ...traits,
  });
  const wall = { offsetMs: 0 };
  const folders: string[] = [];
  const newFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), 'counterfoil-flow-'));
    folders.push(folder);
    return folder;
  };

  async function start(folder: string, rules: object): Promise<Agent> {
    const clock = createProcessClock(time, chance.branch(), wall);
    const open = await openDatabase({ folder, now: clock.surroundings.now });
    const adapter = erp.connect();
    const flow = createOrderFlow({
      tenant: { id: 'acme', erpName: 'Sim' },
      database: open.database,
      store: more.store?.(shop) ?? shop.store,
      adapter,
      mapping: readMapping(rules),
      surroundings: clock.surroundings,
      log: { debug() {}, info() {}, warn() {}, error: more.onError ?? (() => {}) } as never,
    });
    return { flow, adapter, open, clock };
  }

  const copies: Agent[] = [];
  let folder = newFolder();
  let rules = more.rules ?? SIMPLE_RULES;
  const world: SmallWorld = {
    time,
    shop,
    erp,
    agent: await start(folder, rules),
    async run(ms = 5_000, everyMs = 1_000, agent?: Agent) {
      const endMs = time.nowMs() + ms;
      const ignoreShop = (error: unknown) => {
        if (!(error instanceof Error) || error.name !== 'StoreError') throw error;
      };
      do {
        const { flow } = agent ?? world.agent;
        await time.until(flow.pollOnce().catch(ignoreShop));
        await time.until(flow.deliverDue(new AbortController().signal));
        await time.until(flow.sendReceiptsOnce(null).catch(ignoreShop));
        await time.pass(Math.min(everyMs, Math.max(0, endMs - time.nowMs())));
      } while (time.nowMs() < endMs);
    },
    async restart(options = {}) {
      await world.agent.open.close();
      if (options.emptyDatabase || options.backup) folder = newFolder();
      if (options.backup) copyFileSync(options.backup, join(folder, DATABASE_FILE));
      rules = options.rules ?? rules;
      world.agent = await start(folder, rules);
    },
    async backUp() {
      const file = join(newFolder(), DATABASE_FILE);
      await world.agent.open.backUp(file);
      return file;
    },
    async startCopy(backup) {
      const other = newFolder();
      copyFileSync(backup, join(other, DATABASE_FILE));
      const copy = await start(other, rules);
      copies.push(copy);
      return copy;
    },
    journey: (orderId) => shop.journey(orderId),
    outcomes: (orderId) =>
      shop.rowsOf(orderId).map((row) => row.receipt && `${row.receipt.outcome} ${row.receipt.code}`),
    async [Symbol.asyncDispose]() {
      for (const one of [world.agent, ...copies]) await one.open.close();
      for (const one of folders) rmSync(one, { recursive: true, force: true });
    },
  };
  return world;
}
