import { ERP_NAMES } from '../adapters/registry.ts';
import type { TenantConfig } from '../daemon/config/config-document.ts';
import { findConfig, stateDirectory } from '../daemon/config/config-places.ts';
import { readConfig } from '../daemon/config/read-config.ts';
import { type AgentHealth, readHealth } from '../daemon/health-file.ts';
import type { TenantHealth } from '../daemon/tenant/tenant-standing.ts';
import type { AgentDatabase } from '../database/open-database.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { explainStandstill } from './explain-standstill.ts';
import { openBooks } from './open-books.ts';
import { countByState, type OrderStanding, ordersInState } from './read-books.ts';
import type { Sayings } from './say.ts';
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
      tenants.push(await standingOf(tenant, runs ? health : null, books.database, terminal.sayings));
    }
    const needsYou = !runs || tenants.some((tenant) => tenant.needsYou.length > 0);
    const connector = health && { runs, ...pick(health) };
    const lines = [
      ...connectorLines(health, runs, now),
      ...tenants.flatMap((one) => ['', ...tenantLines(one, now)]),
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
  /** In words, the most urgent first; empty: nothing. */
  readonly needsYou: readonly string[];
  readonly held: readonly (OrderStanding & { readonly text: string })[];
}

async function standingOf(
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
  const erp = ERP_NAMES[tenant.erp.kind];
  const stuck = orders.held + orders.broken;
  const standstill = health?.standstill ? explainStandstill(health.standstill, erp, sayings) : null;
  return {
    tenant: id,
    shop: tenant.shop.url,
    erp,
    environment: tenant.environment,
    health,
    orders,
    oldestWaitingSince: oldest?.since ?? null,
    needsYou: [
      ...(agent && !health ? ['The connector does not know this shop yet: restart it.'] : []),
      ...(health?.shopError ? [`The shop: ${health.shopError.code}. ${health.shopError.hint}`] : []),
      ...(health?.defect ? [health.defect] : []),
      ...(standstill?.needsYou ? [standstill.text] : []),
      ...(stuck > 0 ? [`${stuck === 1 ? '1 order needs' : `${stuck} orders need`} you.`] : []),
    ],
    held: held.map((order) => ({ ...order, text: sayings.message(order.says) })),
  };
}

function connectorLines(health: AgentHealth | null, runs: boolean, now: number): string[] {
  if (health === null) return ['The connector has not run yet.'];
  if (runs)
    return [`The connector on ${health.name} works (version ${health.version}, process ${health.pid}).`];
  const ago = howLong(now - Date.parse(health.writtenAt));
  return [
    `The connector on ${health.name} does not run; last sign of life ${ago} ago. Orders are safe in the shop and go on when it is back.`,
  ];
}

function tenantLines(one: TenantStatus, now: number): string[] {
  const { orders, health } = one;
  const going = orders.waiting + orders.working;
  const oldest = one.oldestWaitingSince
    ? `, oldest ${howLong(now - Date.parse(one.oldestWaitingSince))}`
    : '';
  const heard = health?.shopAnsweredAt
    ? `answered ${howLong(now - Date.parse(health.shopAnsweredAt))} ago`
    : 'not heard from';
  const more = orders.held + orders.broken - one.held.length;
  return [
    `${one.needsYou.length === 0 ? '✔' : '✘'} ${one.tenant}: ${one.shop} → ${one.erp}${one.environment === 'production' ? '' : ` (${one.environment})`}`,
    ...one.needsYou.map((text) => `    ${text}`),
    `    Shop     ${health ? heard : 'the connector does not run'}${bellWords(health)}`,
    `    Orders   ${orders.delivered} in ${one.erp}, ${going} going there${oldest}, ${orders.in_doubt} being checked, ${orders.skipped} left out`,
    ...one.held.map(({ number, orderId, total, currency, text, since }) => {
      const money = total === null ? '' : `  ${total} ${currency ?? ''}`;
      return `    ${number ?? `#${orderId}`}${money}  ${text}  (${howLong(now - Date.parse(since))})`;
    }),
    ...(more > 0 ? [`    and ${more} more`] : []),
  ];
}

function bellWords(health: TenantHealth | null): string {
  if (health?.doorbell !== 'closed') return health?.doorbell === 'absent' ? '; no doorbell' : '';
  return `; its doorbell is closed (${health.doorbellClosedBecause ?? ''}), orders come within a minute`;
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
