import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { CONTRACT_REVISION, CONTRACT_VERSION, type EventsRequest } from '@counterfoil/shared-types';
import { BrowserSession, logIn } from '../checkout/browser-session.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { runInWordPress } from '../store/run-in-wordpress.ts';
import { type Figure, figure, median } from './figure.ts';
import { haltAgent } from './halt-agent.ts';
import { openPairedStore } from './open-paired-store.ts';
import { PER_REQUEST, seedOrders } from './seed-orders.ts';

/** Read by the clock in each way and round. */
const ORDERS = 400;
const ROUNDS = 5;
const SMALL_PAGE = 100;
const LARGE_PAGE = 400;
/** The largest that wc/v3 gives. */
const POLLED_PAGE = 100;
/** What a round reads by the events call, the page before the clock starts included. */
const CHANGED = SMALL_PAGE + ORDERS + LARGE_PAGE + ORDERS;

/** Orders per second of one reading of `ORDERS` orders. */
type Read = () => Promise<number>;

async function speedOf(read: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await read();
  return (ORDERS / (performance.now() - began)) * 1000;
}

/** After this the connector has to read each of them again. */
async function changeOrders(instance: SandboxInstance, ids: readonly number[], mark: string): Promise<void> {
  for (let first = 0; first < ids.length; first += PER_REQUEST) {
    const args = { ids: ids.slice(first, first + PER_REQUEST), mark };
    await runInWordPress(instance, { file: join(import.meta.dirname, 'php', 'change-orders.php') }, args);
  }
}

/** Reads by the contract, as the agent does: each call confirms what the last one brought. */
function eventsReader(instance: SandboxInstance) {
  const { store, close } = openPairedStore(instance);
  const holder = randomUUID();
  let fence: number | null = null;
  // Above whatever the agent has confirmed: it does not come back to this shop.
  let confirmationCount = 1_000_000;
  let kept: readonly string[] = [];

  async function page(limit: number, want: EventsRequest['lease']['want'] = 'hold'): Promise<number> {
    confirmationCount += kept.length;
    const answer = await store.fetchEvents({
      contractVersion: CONTRACT_VERSION,
      contractRevision: CONTRACT_REVISION,
      confirmationCount,
      kept: [...kept],
      lease: { holder, want, fence },
      limit,
      highestReadNumber: 0,
    });
    fence = answer.lease.fence;
    kept = answer.events.map((event) => event.id);
    return answer.orders.length;
  }

  async function readAll(limit: number): Promise<void> {
    for (let read = 0; read < ORDERS; ) {
      const orders = await page(Math.min(limit, ORDERS - read));
      if (orders === 0) throw new Error(`The shop offered ${read} of ${ORDERS} orders.`);
      read += orders;
    }
  }

  return {
    /** A page before the clock starts: then each call confirms as many as it reads, the first too. */
    async read(limit: number): Promise<number> {
      await page(limit);
      return speedOf(() => readAll(limit));
    },
    /** Confirms whatever waits, so that a round begins with its own orders. */
    async drain(): Promise<void> {
      while ((await page(LARGE_PAGE)) > 0);
    },
    async end(): Promise<void> {
      await page(0, 'release');
      await close();
    },
  };
}

/** Reads by WooCommerce's public API, as a poller does: the newest orders, page by page. */
async function pollingReader(instance: SandboxInstance): Promise<Read> {
  const { store } = instance;
  const session = new BrowserSession(store.url);
  await logIn(session, store.adminUser, store.adminPassword);
  const { body: nonce } = await session.request('/wp-admin/admin-ajax.php?action=rest-nonce');
  const readAll = async () => {
    for (let page = 1, read = 0; read < ORDERS; page += 1) {
      const path = `/wp-json/wc/v3/orders?per_page=${POLLED_PAGE}&page=${page}`;
      const { status, body } = await session.request(path, { headers: { 'x-wp-nonce': nonce.trim() } });
      if (status !== 200) throw new Error(`${path} was answered ${status}: ${body.slice(0, 300)}`);
      const orders = JSON.parse(body) as { id: number }[];
      if (orders.length === 0) throw new Error(`wc/v3 gave ${read} of ${ORDERS} orders.`);
      read += orders.length;
    }
  };
  return () => speedOf(readAll);
}

/**
 * Orders per second through the events call, 100 and 400 a page, and by polling wc/v3, whole requests over HTTP each.
 * Each round reads 400 orders in each of the three ways, by turns in another order; nothing in the shop caches from one
 * request to the next.
 */
export async function measureEvents(
  instance: SandboxInstance,
  progress: (line: string) => void,
): Promise<Figure[]> {
  await haltAgent(instance);
  progress(`Making ${CHANGED} orders …`);
  const ids = await seedOrders(instance, CHANGED);
  const events = eventsReader(instance);
  const polling = await pollingReader(instance);
  const ways: Record<'small' | 'large' | 'polling', Read> = {
    small: () => events.read(SMALL_PAGE),
    large: () => events.read(LARGE_PAGE),
    polling,
  };
  const speeds = { small: [] as number[], large: [] as number[], polling: [] as number[] };
  const order = ['small', 'polling', 'large'] as const;
  // Round 0 warms up: opcodes, connections, the database's pages.
  for (let round = 0; round <= ROUNDS; round += 1) {
    await events.drain();
    await changeOrders(instance, ids, `round ${round}`);
    for (const way of round % 2 === 0 ? order : order.toReversed()) {
      const speed = await ways[way]();
      if (round > 0) speeds[way].push(speed);
    }
    progress(`Read ${3 * ORDERS} orders in round ${round} of ${ROUNDS}`);
  }
  await events.end();
  const polled = median(speeds.polling);
  return [
    figure('events_call_to_polling_100', 'orders/s', median(speeds.small), polled, ['>=', 2.5]),
    figure('events_call_to_polling_400', 'orders/s', median(speeds.large), polled, ['>=', 4]),
  ];
}
