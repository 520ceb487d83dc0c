import { ERPS } from '../adapters/registry.ts';
import type { TenantConfig } from '../daemon/config/config-document.ts';
import { findConfig, stateDirectory } from '../daemon/config/config-places.ts';
import { readConfig } from '../daemon/config/read-config.ts';
import { type AgentHealth, readHealth } from '../daemon/health-file.ts';
import type { TenantHealth } from '../daemon/tenant/tenant-watch.ts';
import type { AgentDatabase } from '../database/open-database.ts';
import { shopRevisionOf } from '../flow/inbox/tenant-table.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { explainStandstill } from './explain-standstill.ts';
import { olderSide } from './older-side.ts';
import { openBooks } from './open-books.ts';
import { countByState, type OrderInBooks, ordersInState } from './read-books.ts';
import type { Sayings } from './say.ts';
import { bellReason, saying } from './saying.ts';
import { printResult, type Terminal } from './terminal.ts';
import { howLong } from './write-times.ts';

/** An agent writes its health every 15 s; one that has not for a minute hangs or was killed. */
const SILENT_AFTER_MS = 60_000;
const MOST_SHOWN = 10;

/** Is everything all right? 0 when nothing needs a person, 1 when something does. */
export async function status(terminal: Terminal, options: { config?: string }): Promise<ExitCode> {
  const config = readConfig(findConfig(options.config, terminal.environment));
  const health = readHealth(stateDirectory(config, terminal.environment));
  const books = await openBooks(config, terminal);
  try {
    const now = Date.now();
    const runs =
      health !== null && now - Date.parse(health.writtenAt) < SILENT_AFTER_MS && isAlive(health.pid);
    const tenants = [];
    for (const tenant of config.tenants) {
      tenants.push(await healthOf(tenant, runs ? health : null, books.database, terminal.sayings));
    }
    const needsYou = !runs || tenants.some((tenant) => tenant.needsYou.length > 0);
    const connector = health && { runs, ...pick(health) };
    const lines = [
      connectorLine(health, runs, now, terminal.sayings),
      ...tenants.flatMap((one) => ['', ...tenantLines(one, now, terminal.sayings)]),
      ...nextStep(
        tenants.flatMap(({ held }) => held),
        options.config,
        terminal.sayings,
      ),
    ];
    printResult(terminal, { needsYou, connector, tenants }, lines);
    return needsYou ? EXIT.needsYou : EXIT.ok;
  } finally {
    await books.close();
  }
}

interface TenantStatus {
  readonly tenant: string;
  readonly shop: string;
  readonly erp: string;
  readonly environment: string;
  readonly health: TenantHealth | null;
  readonly orders: Awaited<ReturnType<typeof countByState>>;
  readonly oldestWaitingSince: string | null;
  /** Stopped by a person in wp-admin. */
  readonly ordersStopped: boolean;
  /** Which side is to be updated; null: both know the same. */
  readonly older: ReturnType<typeof olderSide>;
  /** In words, the most urgent first; empty: nothing. */
  readonly needsYou: readonly string[];
  readonly held: readonly (OrderInBooks & { readonly text: string })[];
}

async function healthOf(
  tenant: TenantConfig,
  agent: AgentHealth | null,
  database: AgentDatabase,
  sayings: Sayings,
): Promise<TenantStatus> {
  const { id } = tenant;
  const health = agent?.tenants[id] ?? null;
  const orders = await countByState(database, id);
  const held = await ordersInState(database, id, ['held', 'broken'], MOST_SHOWN);
  const [oldest] = await ordersInState(database, id, ['waiting', 'working', 'in_doubt'], 1);
  const erp = ERPS[tenant.erp.kind].name;
  const stuck = orders.held + orders.broken;
  const standstill = health?.standstill ? explainStandstill(health.standstill, sayings) : null;
  return {
    tenant: id,
    shop: tenant.shop.url,
    erp,
    environment: tenant.environment,
    health,
    orders,
    oldestWaitingSince: oldest?.since ?? null,
    ordersStopped: health?.standstill?.because === 'orders_stopped',
    older: olderSide(await shopRevisionOf(database, id)),
    needsYou: [
      ...(agent && !health ? [sayings.said(saying('shop_not_known'))] : []),
      ...(health?.shopError ? [shopWords(health.shopError, sayings)] : []),
      ...(health?.defect ? [health.defect] : []),
      ...(standstill?.needsYou ? [standstill.text] : []),
      ...(stuck > 0 ? [sayings.screen('screen_held_count', { count: stuck })] : []),
    ],
    held: held.map((order) => ({ ...order, text: sayings.message(order.says) })),
  };
}

function shopWords({ code, hint }: NonNullable<TenantHealth['shopError']>, sayings: Sayings): string {
  return sayings.said(saying('shop_refuses', { code, hint: sayings.error(code, hint) }));
}

function connectorLine(health: AgentHealth | null, runs: boolean, now: number, sayings: Sayings): string {
  if (health === null) return sayings.said(saying('connector_never_ran'));
  const { name, version, pid, writtenAt } = health;
  if (runs) return sayings.said(saying('connector_works', { name, version, process: String(pid) }));
  const ago = howLong(now - Date.parse(writtenAt), sayings, 'days_ago');
  return sayings.said(saying('connector_stopped', { name, ago }));
}

function tenantLines(one: TenantStatus, now: number, sayings: Sayings): string[] {
  const { health } = one;
  const more = one.orders.held + one.orders.broken - one.held.length;
  const labels = (['label_shop', 'label_orders'] as const).map((word) => sayings.said(saying(word)));
  const width = Math.max(...labels.map((label) => label.length)) + 3;
  const [shop = '', orders = ''] = labels.map((label) => label.padEnd(width));
  const mark = one.needsYou.length > 0 ? '✘' : one.ordersStopped ? '•' : '✔';
  return [
    `${mark} ${one.tenant}: ${one.shop} → ${one.erp}${one.environment === 'production' ? '' : ` (${one.environment})`}`,
    ...one.needsYou.map((text) => `    ${text}`),
    ...stoppedWords(one, sayings),
    `    ${shop}${[heard(health, now, sayings), ...bellWords(health, sayings)].join('; ')}`,
    `    ${orders}${ordersWords(one, now, sayings)}`,
    ...(one.older === null ? [] : [`    ${sayings.said(saying(`older_${one.older}`))}`]),
    ...one.held.map(({ number, orderId, total, currency, text, since }) => {
      const money = total === null ? '' : `  ${total} ${currency ?? ''}`;
      return `    ${number ?? `#${orderId}`}${money}  ${text}  (${howLong(now - Date.parse(since), sayings)})`;
    }),
    ...(more > 0 ? [`    ${sayings.said(saying('and_more', { count: more }))}`] : []),
  ];
}

/** Whoever stopped them meant to: said before everything else, and nothing that needs anybody. */
function stoppedWords({ ordersStopped, orders }: TenantStatus, sayings: Sayings): string[] {
  if (!ordersStopped) return [];
  const count = orders.waiting + orders.working;
  const stopped = saying('orders_stopped_wait', { count, button: sayings.screen('screen_go_on_orders') });
  return [`    ${sayings.said(stopped)}`];
}

/** Held orders have their reason above; the way out of one is told by its journey. */
function nextStep(held: readonly OrderInBooks[], config: string | undefined, sayings: Sayings): string[] {
  const [first] = held;
  if (!first) return [];
  const order = first.number ?? `'#${first.orderId}'`;
  const command = `counterfoil journey ${order}${config === undefined ? '' : ` --config ${config}`}`;
  return ['', sayings.said(saying('held_next', { command }))];
}

function heard(health: TenantHealth | null, now: number, sayings: Sayings): string {
  if (!health) return sayings.said(saying('connector_off'));
  if (!health.shopAnsweredAt) return sayings.said(saying('shop_unheard'));
  const ago = howLong(now - Date.parse(health.shopAnsweredAt), sayings, 'days_ago');
  return sayings.said(saying('shop_answered', { ago }));
}

function ordersWords(
  { erp, orders, oldestWaitingSince }: TenantStatus,
  now: number,
  sayings: Sayings,
): string {
  const number = (count: number) => count.toLocaleString(sayings.language);
  const waiting = number(orders.waiting + orders.working);
  const age = oldestWaitingSince && howLong(now - Date.parse(oldestWaitingSince), sayings, 'days_ago');
  const going = age ? saying('going_oldest', { number: waiting, age }) : saying('going', { number: waiting });
  return sayings.said(
    saying('orders_in', {
      erp,
      delivered: number(orders.delivered + orders.left_as_is),
      going: sayings.said(going),
      checked: number(orders.in_doubt),
      leftOut: number(orders.skipped),
    }),
  );
}

function bellWords(health: TenantHealth | null, sayings: Sayings): string[] {
  if (health?.doorbell === 'absent') return [sayings.said(saying('bell_absent'))];
  if (health?.doorbell !== 'closed') return [];
  const reason = sayings.said(bellReason(health.doorbellClosedBecause ?? ''));
  return [sayings.said(saying('bell_closed', { reason }))];
}

function pick({ name, version, pid, startedAt, writtenAt, newestBackupAt, lastNightly }: AgentHealth) {
  return { name, version, pid, startedAt, writtenAt, newestBackupAt, lastNightly };
}

/** Whether the process is there, be it somebody else's. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
