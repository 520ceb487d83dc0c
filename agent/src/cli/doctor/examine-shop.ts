import { CONTRACT_VERSION } from '@counterfoil/shared-types';
import type { TenantConfig } from '../../daemon/config/config-document.ts';
import type { TenantEnds } from '../../daemon/open-tenant.ts';
import type { TenantHealth } from '../../daemon/tenant/tenant-standing.ts';
import type { HostPace } from '../../store-api/host-pace.ts';
import { readDoorbell } from '../../store-api/read-doorbell.ts';
import { StoreError } from '../../store-api/store-errors.ts';
import type { Surroundings } from '../../surroundings.ts';
import { type Finding, findingsOf } from './finding.ts';

/** Beyond this the shop refuses a signature, and the connector signs by the shop's clock instead. */
const SKEW_WORTH_MENDING_MS = 30_000;

/** While an agent runs, it is asked what the shop last said. Else the shop is asked one signed question that moves nothing there. */
export async function examineShop(
  tenant: TenantConfig,
  ends: TenantEnds,
  pace: HostPace,
  around: {
    surroundings: Surroundings;
    agentVersion: string;
    agentRuns: boolean;
    health: TenantHealth | null;
  },
): Promise<Finding[]> {
  const answered = around.agentRuns
    ? asTheAgentSays(tenant, around.health)
    : await askShop(tenant, ends, around.surroundings);
  return [...answered, await examineDoorbell(tenant, ends, pace, around)];
}

async function askShop(
  tenant: TenantConfig,
  ends: TenantEnds,
  surroundings: Surroundings,
): Promise<Finding[]> {
  const { ok, note, wrong } = findingsOf({ tenant: tenant.id, area: 'shop' });
  const asked = surroundings.monotonicMs();
  try {
    const answer = await ends.store.fetchEvents({
      contractVersion: CONTRACT_VERSION,
      // Only a holder's counts are looked at, and who hands over what it never held is none.
      confirmationCount: 0,
      highestReadNumber: 0,
      kept: [],
      lease: { holder: surroundings.randomUuid(), want: 'release', fence: null },
      limit: 0,
    });
    const took = Math.round(surroundings.monotonicMs() - asked);
    return [
      ok('shop', `${tenant.shop.url} knows this connector, answers in ${took} ms`),
      clockFinding(tenant.id, ends.shopAheadMs() ?? 0),
      answer.cutover === null
        ? note('start', 'orders do not count yet', 'Start it in wp-admin > Counterfoil.')
        : ok('start', `orders count from ${answer.cutover}`),
      answer.ordersStopped
        ? note(
            'orders',
            'stopped by a person in wp-admin',
            'Start them again in wp-admin > Counterfoil > Overview.',
          )
        : ok('orders', `${answer.waitingCount} wait in the shop`),
    ];
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const status = error.status ? `, HTTP ${error.status}` : '';
    const detail = error.detail ? `: ${error.detail}` : '';
    return [wrong('shop', `${tenant.shop.url}: ${error.code}${status}${detail}`, error.hint)];
  }
}

function asTheAgentSays(tenant: TenantConfig, health: TenantHealth | null): Finding[] {
  const { ok, note, wrong } = findingsOf({ tenant: tenant.id, area: 'shop' });
  if (!health)
    return [note('shop', 'the running connector does not know this shop yet', 'Restart the connector.')];
  if (health.shopError) {
    const { code, hint, since } = health.shopError;
    return [wrong('shop', `${tenant.shop.url}: ${code}, since ${since}`, hint)];
  }
  if (health.shopAnsweredAt === null)
    return [note('shop', 'has not answered yet since the start', 'Look again in a minute.')];
  return [
    ok('shop', `${tenant.shop.url} answered the running connector at ${health.shopAnsweredAt}`),
    ...(health.shopAheadMs === null ? [] : [clockFinding(tenant.id, health.shopAheadMs)]),
  ];
}

function clockFinding(tenant: string, aheadMs: number): Finding {
  const { ok, note } = findingsOf({ tenant, area: 'shop' });
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  const detail = `the shop's is ${seconds} s ${aheadMs < 0 ? 'behind' : 'ahead'}`;
  return Math.abs(aheadMs) > SKEW_WORTH_MENDING_MS
    ? note(
        'clock',
        detail,
        "Set this machine's clock (timedatectl set-ntp true), or have the host set the shop's.",
      )
    : ok('clock', detail);
}

async function examineDoorbell(
  tenant: TenantConfig,
  ends: TenantEnds,
  pace: HostPace,
  { surroundings, agentVersion }: { surroundings: Surroundings; agentVersion: string },
): Promise<Finding> {
  const { ok, note } = findingsOf({ tenant: tenant.id, area: 'shop' });
  const { doorbell } = tenant.shop;
  const slower = 'Orders are still found, within a minute.';
  if (doorbell === null)
    return note('doorbell', 'the shop has none', `${slower} Is its uploads folder writable?`);
  const reading = await readDoorbell({
    url: new URL(doorbell),
    agentVersion,
    transport: ends.transport.send,
    pace,
    now: surroundings.now,
  });
  if (reading.found === 'ours') return ok('doorbell', 'answers');
  const detail = reading.found === 'no_answer' ? 'no answer' : reading.because;
  return note(
    'doorbell',
    detail,
    `${slower} Let the web server serve ${doorbell} as a plain file, uncached.`,
  );
}
