import type { BeforeWrite, ErpAdapter } from '../src/adapters/erp-adapter.ts';
import { migrateToLatest } from '../src/database/migrate.ts';
import { type AgentDatabase, connect } from '../src/database/open-database.ts';
import type { Mapping } from '../src/flow/mapping/mapping-document.ts';
import { createOrderFlow, type OrderFlow } from '../src/flow/order-flow.ts';
import { StoreError } from '../src/store-api/store-errors.ts';
import type { Chance } from './seeded-chance.ts';
import { isDiskFull, SimulatedCrash, type SimulatedDisk } from './simulated-disk.ts';
import type { SimulatedErp } from './simulated-erp.ts';
import type { SimulatedShop } from './simulated-shop.ts';
import { createProcessClock, type ProcessClock, type VirtualTime } from './virtual-time.ts';

export const TENANT = 'acme';

export interface World {
  readonly time: VirtualTime;
  readonly shop: SimulatedShop;
  readonly erp: SimulatedErp;
  mapping: Mapping;
  /** The machine's wall clock against the true time. */
  readonly wall: { offsetMs: number };
  /** Nothing answers at the shop's address. */
  shopIsDown: boolean;
  /** What a process leaves behind. */
  readonly disk: SimulatedDisk;
  /** Told of each write before it is sent: throws when it must not be. */
  readonly onWrite: (operation: string, process: SimulatedProcess) => void;
}

/** One process of the agent, with the loops that the daemon has. */
export interface SimulatedProcess {
  readonly flow: OrderFlow;
  readonly database: AgentDatabase;
  readonly clock: ProcessClock;
  /** Its name at the shop's lease; '': it never asked. */
  holder(): string;
  /** Gone, by a crash or by itself. */
  isDead(): boolean;
  /**
   * Dies at this many boundaries from now: database statements, calls to the shop, calls to the ERP, before and after
   * each.
   */
  crashAfter(boundaries: number): void;
  crash(): void;
  /** Ends gracefully. */
  stop(): Promise<void>;
  /** The database as a backup would have it. */
  backUp(): Buffer;
  /** What the loops could not go on from: a defect. */
  failure(): unknown;
  mostCallsAtOnce(): number;
}

/** What the doorbell and the daemon's schedule come to; well within the lease. */
const QUICK_MS = 500;
const QUIET_MS = 16_000;

export async function startProcess(world: World, chance: Chance): Promise<SimulatedProcess> {
  let dead = false;
  let boundariesLeft = Number.POSITIVE_INFINITY;
  let failure: unknown = null;
  let underWay = 0;
  let most = 0;
  let holder = '';
  const ending = new AbortController();

  /** True: the process is no more. */
  function boundary(): boolean {
    boundariesLeft -= 1;
    if (boundariesLeft < 0) dead = true;
    return dead;
  }
  const never = <T>() => new Promise<T>(() => {});

  const { disk } = world;
  const database = connect(disk.open(boundary));
  await migrateToLatest(database, () => new Date(0));

  /** A call that leaves this process: it may die before, and not live to see the answer. */
  async function outside<T>(work: () => Promise<T>): Promise<T> {
    if (boundary()) return never();
    try {
      const result = await work();
      return boundary() ? never() : result;
    } catch (error) {
      if (boundary()) return never();
      throw error;
    }
  }

  /** The write leaves right after this, unless the process dies first. */
  const judged =
    (operation: string, beforeWrite: BeforeWrite): BeforeWrite =>
    async () => {
      await beforeWrite();
      if (boundary()) return never();
      world.onWrite(operation, process);
    };

  const clock = createProcessClock(world.time, chance.branch(), world.wall);
  const inner = world.erp.connect();
  const adapter: ErpAdapter = { ...inner };
  for (const name of Object.keys(inner) as (keyof ErpAdapter)[]) {
    const call = inner[name];
    if (typeof call !== 'function') continue;
    const wrapped = (...given: unknown[]) =>
      outside(async () => {
        const beforeWrite = given.at(-1);
        if (typeof beforeWrite === 'function')
          given[given.length - 1] = judged(name, beforeWrite as BeforeWrite);
        underWay += 1;
        most = Math.max(most, underWay);
        try {
          return await (call as (...args: unknown[]) => Promise<unknown>)(...given);
        } finally {
          underWay -= 1;
        }
      });
    Object.assign(adapter, { [name]: wrapped });
  }

  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const flow = createOrderFlow({
    tenant: { id: TENANT, erpName: 'Sim' },
    database,
    store: {
      fetchEvents: (request) => {
        holder = request.lease.holder;
        return outside(() => throughNetwork(world, chance, () => world.shop.store.fetchEvents(request)));
      },
      sendReceipts: (request) =>
        outside(() => throughNetwork(world, chance, () => world.shop.store.sendReceipts(request))),
    },
    adapter,
    mapping: world.mapping,
    surroundings: {
      ...clock.surroundings,
      sleep: async (ms, signal) => {
        await clock.surroundings.sleep(ms, signal);
        if (dead) await never();
      },
    },
    log: quiet as never,
  });

  /** Something came or was done: everybody looks at once. */
  let stir = new AbortController();
  /** @param work says whether it did something, and in how many milliseconds at most it is to be called again */
  async function loop(work: () => Promise<{ did: boolean; againInMs: number }>): Promise<void> {
    let pauseMs = QUICK_MS;
    while (!dead && !ending.signal.aborted) {
      let againInMs = QUIET_MS;
      try {
        const done = await work();
        pauseMs = done.did ? QUICK_MS : Math.min(QUIET_MS, pauseMs * 2);
        againInMs = done.againInMs;
        if (done.did) {
          stir.abort();
          stir = new AbortController();
        }
      } catch (error) {
        if (dead || error instanceof SimulatedCrash) return;
        if (!isDiskFull(error) && !(error instanceof StoreError)) {
          failure = error;
          return;
        }
        pauseMs = QUICK_MS;
      }
      if (ending.signal.aborted) return;
      await world.time.sleep(Math.max(1, Math.min(pauseMs, againInMs)), stir.signal);
    }
  }

  const process: SimulatedProcess = {
    flow,
    database,
    clock,
    holder: () => holder,
    isDead: () => dead,
    crashAfter(boundaries) {
      boundariesLeft = boundaries;
    },
    crash() {
      dead = true;
    },
    async stop() {
      ending.abort();
      stir.abort();
      await flow.stop().catch((error: unknown) => {
        if (!dead && !isDiskFull(error)) throw error;
      });
      dead = true;
    },
    backUp: () => disk.backUp(),
    failure: () => failure,
    mostCallsAtOnce: () => most,
  };

  void loop(async () => {
    const { received, waiting, nextDueInMs } = await flow.pollOnce();
    return { did: received > 0, againInMs: waiting > 0 ? 0 : (nextDueInMs ?? QUIET_MS) };
  });
  void loop(async () => {
    const { worked, nextDueInMs, standstill } = await flow.deliverDue(ending.signal);
    return { did: worked > 0, againInMs: standstill ? QUICK_MS : (nextDueInMs ?? QUIET_MS) };
  });
  void loop(async () => {
    const { receipts, journeys, steps } = await flow.sendReceiptsOnce(null);
    return { did: false, againInMs: receipts + journeys + steps > 0 ? QUICK_MS : QUIET_MS };
  });

  burials.set(process, () => disk.takeBack());
  return process;
}

const burials = new WeakMap<SimulatedProcess, () => void>();

/** Lets what a dead process still had in hand come to its end, and leaves its machine what it had committed. */
export async function buryProcess(process: SimulatedProcess): Promise<void> {
  process.crash();
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
  burials.get(process)?.();
}

/** Both ways take time; either may be lost. */
async function throughNetwork<T>(world: World, chance: Chance, work: () => Promise<T>): Promise<T> {
  await world.time.sleep(chance.whole(5, 80));
  if (world.shopIsDown || chance.happens(world.erp.faults.lostRequest))
    throw new StoreError('retry', 'unreachable', 'store');
  const result = await work();
  await world.time.sleep(chance.whole(5, 80));
  if (chance.happens(world.erp.faults.lostAnswer)) throw new StoreError('retry', 'timed_out', 'store');
  return result;
}
