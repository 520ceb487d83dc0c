import type { Logger } from 'pino';
import type { DaemonFacts, OrderFlow } from '../../flow/order-flow.ts';
import type { BellReading } from '../../store-api/doorbell-states.ts';
import type { HostPace } from '../../store-api/host-pace.ts';
import type { Surroundings } from '../../surroundings.ts';
import { deliverOrders } from './deliver-orders.ts';
import { listenToDoorbell } from './listen-to-doorbell.ts';
import { pollShop } from './poll-shop.ts';
import { sendReceipts } from './send-receipts.ts';
import { type TenantHealth, type TenantWatch, watchTenant } from './tenant-watch.ts';
import { createWakeableSleep, type WakeableSleep } from './wakeable-sleep.ts';

export interface TenantRunOptions {
  readonly flow: OrderFlow;
  /** Null: the shop has no doorbell. */
  readonly readBell: ((signal: AbortSignal) => Promise<BellReading>) | null;
  readonly shopAheadMs: () => number | null;
  readonly pace: Pick<HostPace, 'bellPeriodMs' | 'pausedForMs'>;
  /** What the heartbeat says of this process. */
  readonly facts: () => Omit<DaemonFacts, 'doorbell'>;
  readonly surroundings: Surroundings;
  readonly log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
}

/** What the loops of one tenant share. */
export interface TenantLoops extends TenantRunOptions {
  readonly watch: TenantWatch;
  readonly sleeps: Record<'bell' | 'poll' | 'deliver' | 'receipts', WakeableSleep>;
  readonly bell: ReturnType<typeof listenToDoorbell>;
  /** Aborted when the agent stops. */
  readonly signal: AbortSignal;
  /** The agent stops, or another process took over. */
  ended(): boolean;
  /** The next receipts call carries a heartbeat. */
  heartbeatDue: boolean;
  delivering: boolean;
}

export interface TenantRun {
  health(): TenantHealth;
  /** Ends the loops, finishes what is under way and hands the lease over. `handedOver` false: it runs out by itself. */
  stop(): Promise<{ handedOver: boolean }>;
}

/**
 * One tenant's four loops, none of which waits for another: the doorbell wakes the poll, the poll wakes the delivery,
 * both wake the receipts. A loop that fails goes on after a pause and says why; it ends no other loop and no other
 * tenant.
 */
export function runTenant(options: TenantRunOptions): TenantRun {
  const stopping = new AbortController();
  const sleeps = {
    bell: createWakeableSleep(options.surroundings),
    poll: createWakeableSleep(options.surroundings),
    deliver: createWakeableSleep(options.surroundings),
    receipts: createWakeableSleep(options.surroundings),
  };
  const wakeAll = () => {
    for (const sleep of Object.values(sleeps)) sleep.wake();
  };
  let takenOver = false;
  const watch = watchTenant(options.log, options.surroundings, (standstill) => {
    takenOver = standstill?.because === 'lease_lost';
    loops.heartbeatDue = true;
    sleeps.receipts.wake();
    if (takenOver) wakeAll();
  });
  const loops: TenantLoops = {
    ...options,
    watch,
    sleeps,
    bell: listenToDoorbell(options, () => sleeps.poll.wake()),
    signal: stopping.signal,
    ended: () => stopping.signal.aborted || takenOver,
    heartbeatDue: true,
    delivering: false,
  };
  const running = Promise.all([
    loops.bell.run(loops),
    pollShop(loops),
    deliverOrders(loops),
    sendReceipts(loops),
  ]);
  // Each loop catches its own failures; what gets past that is said, and is nobody else's end.
  running.catch((error: unknown) => watch.failed('poll', error));
  return {
    health: () => watch.health(loops.bell.state(), options.shopAheadMs()),
    async stop() {
      stopping.abort();
      wakeAll();
      const ended = await options.flow.stop();
      await running.catch(() => undefined);
      return ended;
    },
  };
}
