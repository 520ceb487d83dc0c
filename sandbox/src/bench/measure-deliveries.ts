import { setTimeout as pause } from 'node:timers/promises';
import { readConfig } from '@counterfoil/agent/daemon/config/read-config';
import { readErpOrders } from '../erp/read-erp-orders.ts';
import type { StartedErp } from '../erp/start-erp.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { runInWordPress } from '../store/run-in-wordpress.ts';
import { type Conversation, sortConversations } from './erp-conversations.ts';
import { type Figure, figure, median } from './figure.ts';
import { haltAgent } from './halt-agent.ts';
import type { RecordingProxy } from './recording-proxy.ts';
import { replayCalls } from './replay-calls.ts';
import { routeErpCalls } from './route-erp-calls.ts';
import { seedOrders } from './seed-orders.ts';
import { createSubstitution } from './substitution.ts';
import { widenRecordIds } from './wide-record-ids.ts';

const ORDERS = 30;
const ROUNDS = 7;
/** No call for so long: everything is delivered, and nothing waits for another try. */
const QUIET_MS = 6_000;
const DELIVERED_WITHIN_MS = 300_000;
/** References and e-mail addresses: what only the calls of one order name. */
const MARKS = /shop-[a-z][A-Z2-7\d]+|seeded-\d+@/g;

async function letOrdersGo(instance: SandboxInstance, go: boolean): Promise<void> {
  const stops = '\\Counterfoil\\Oversight\\OrdersStopped';
  const ring = '\\Counterfoil\\Outbox\\Doorbell::ofThisSite()->ring();';
  await runInWordPress(instance, { code: go ? `${stops}::goOn(); ${ring}` : `${stops}::stop(1);` });
}

async function waitUntilQuiet(proxy: RecordingProxy): Promise<void> {
  const until = Date.now() + DELIVERED_WITHIN_MS;
  for (;;) {
    const last = proxy.calls.at(-1)?.answeredAt;
    if (last !== undefined && Date.now() - last > QUIET_MS) return;
    if (Date.now() > until) throw new Error('The connector did not come to an end with its deliveries.');
    await pause(500);
  }
}

/**
 * Orders that waited in the shop, delivered by the connector: from the first byte of its first call to the last byte of
 * the last answer.
 */
async function deliver(instance: SandboxInstance, proxy: RecordingProxy, first: number) {
  await letOrdersGo(instance, false);
  const ids = await seedOrders(instance, ORDERS, first);
  proxy.forget();
  await letOrdersGo(instance, true);
  await waitUntilQuiet(proxy);
  const { calls } = proxy;
  const began = Math.min(...calls.map((call) => call.at));
  return { ids, calls, tookMs: Math.max(...calls.map((call) => call.answeredAt)) - began };
}

/** What a round left in the ERP: number in the shop, state, total and lines of each of these orders. */
async function salesOf(erp: StartedErp, prefix: string, ids: readonly number[]): Promise<string[]> {
  const sales: string[] = [];
  for await (const sale of readErpOrders(erp)) {
    const isMeant = sale.externalReference?.startsWith(prefix) && ids.includes(Number(sale.shopOrderNumber));
    if (isMeant) sales.push(`${sale.shopOrderNumber} ${sale.state} ${sale.total} ${sale.lines.length}`);
  }
  return sales.sort();
}

/** One conversation for each order, else the lanes of the replay would not be those of the connector. */
function checkConversations(conversations: readonly Conversation[], ids: readonly number[]): void {
  const orders = conversations.map((one) => {
    const named = one.flatMap(({ body }) => [...body.matchAll(/shop-o(\d+)-/g)].map(([, id]) => id));
    return new Set(named).size;
  });
  const ofOne = orders.filter((count) => count === 1).length;
  if (ofOne !== ids.length || Math.max(...orders) !== 1) {
    throw new Error(`The calls for ${ids.length} orders fell into conversations about ${orders} orders.`);
  }
}

/**
 * Deliveries per second of the connector, and of the same ERP calls, look-ups and read-backs included, made raw. Each
 * round: 30 orders that waited in the shop are delivered while every call is noted; then these calls are made again on
 * the same Tryton, under other references and addresses, so that each create creates.
 */
export async function measureDeliveries(
  instance: SandboxInstance,
  progress: (line: string) => void,
): Promise<Figure[]> {
  const { erp, agent } = instance;
  const settings = agent && readConfig(agent.config).tenants[0]?.erp;
  if (!erp || !settings || !('parallelCalls' in settings)) throw new Error('Deliveries need a Tryton.');
  await widenRecordIds(instance);
  const proxy = await routeErpCalls(instance);
  const speeds = { connector: [] as number[], raw: [] as number[] };
  try {
    // Round 0 warms up: what both remember of the ERP, and the ERP itself.
    for (let round = 0; round <= ROUNDS; round += 1) {
      const { ids, calls, tookMs } = await deliver(instance, proxy, round * ORDERS);
      const conversations = sortConversations(calls, MARKS);
      checkConversations(conversations, ids);
      const substitution = createSubstitution([
        ['shop-', `raw${round}-`],
        ['seeded-', 'again-'],
      ]);
      const rawMs = await replayCalls(erp.url, conversations, settings.parallelCalls, substitution);
      const delivered = await salesOf(erp, 'shop-', ids);
      const replayed = await salesOf(erp, `raw${round}-`, ids);
      if (delivered.length !== ORDERS || delivered.join() !== replayed.join()) {
        throw new Error(`Of ${ORDERS} orders ${delivered.length} were delivered, ${replayed.length} again.`);
      }
      const perSecond = (ms: number) => (ORDERS / ms) * 1000;
      progress(
        `Round ${round} of ${ROUNDS}: ${calls.length} calls, ${Math.round(tookMs)} ms, raw ${Math.round(rawMs)} ms`,
      );
      if (round === 0) continue;
      speeds.connector.push(perSecond(tookMs));
      speeds.raw.push(perSecond(rawMs));
    }
  } finally {
    await haltAgent(instance);
    await proxy.close();
  }
  const { connector, raw } = speeds;
  return [figure('deliveries_to_raw_calls', 'deliveries/s', median(connector), median(raw), ['>=', 0.9])];
}
