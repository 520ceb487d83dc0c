import { CONTRACT_REVISION, CONTRACT_VERSION } from '@counterfoil/shared-types';
import type { TenantConfig } from '../../daemon/config/config-document.ts';
import type { TenantEnds } from '../../daemon/open-tenant.ts';
import type { TenantHealth } from '../../daemon/tenant/tenant-watch.ts';
import { doorbellUrl } from '../../store-api/doorbell-address.ts';
import type { HostPace } from '../../store-api/host-pace.ts';
import { readDoorbell } from '../../store-api/read-doorbell.ts';
import { StoreError } from '../../store-api/store-errors.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { Sayings } from '../say.ts';
import { bellReason, saying } from '../saying.ts';
import { type Finding, findingsOf } from './finding.ts';

/** Beyond this the shop refuses a signature, and the connector signs by the shop's clock instead. */
const SKEW_WORTH_MENDING_MS = 30_000;

/** Between two polls an agent knows nothing of a shop that just disconnected it. */
const HEARD_RECENTLY_MS = 10_000;

/**
 * An agent that runs is asked what the shop last said, if that was just now or a refusal. Else the shop is asked one
 * signed question that moves nothing there.
 */
export async function examineShop(
  tenant: TenantConfig,
  ends: TenantEnds,
  pace: HostPace,
  around: {
    surroundings: Surroundings;
    agentVersion: string;
    agentRuns: boolean;
    health: TenantHealth | null;
    sayings: Sayings;
  },
): Promise<Finding[]> {
  const heard = Date.parse(around.health?.shopAnsweredAt ?? '');
  const isOld = around.surroundings.now().getTime() - heard > HEARD_RECENTLY_MS;
  const answered =
    around.agentRuns && !(isOld && around.health?.shopError === null)
      ? asTheAgentSays(tenant, around.health, around.sayings)
      : await askShop(tenant, ends, around.surroundings, around.sayings);
  return [...answered, await examineDoorbell(tenant, ends, pace, around)];
}

async function askShop(
  tenant: TenantConfig,
  ends: TenantEnds,
  surroundings: Surroundings,
  sayings: Sayings,
): Promise<Finding[]> {
  const { ok, note, wrong } = findingsOf({ tenant: tenant.id, area: 'shop' });
  const asked = surroundings.monotonicMs();
  try {
    const answer = await ends.store.fetchEvents({
      contractVersion: CONTRACT_VERSION,
      contractRevision: CONTRACT_REVISION,
      // Only a holder's counts are looked at, and who hands over what it never held is none.
      confirmationCount: 0,
      highestReadNumber: 0,
      kept: [],
      lease: { holder: surroundings.randomUuid(), want: 'release', fence: null },
      limit: 0,
    });
    const took = Math.round(surroundings.monotonicMs() - asked);
    return [
      ok(saying('what_shop'), saying('shop_knows', { url: tenant.shop.url, milliseconds: String(took) })),
      clockFinding(tenant.id, ends.shopAheadMs() ?? 0),
      answer.cutover === null
        ? note(saying('what_start'), saying('start_not_yet'), saying('start_mend'))
        : ok(saying('what_start'), saying('start_from', { time: answer.cutover })),
      answer.ordersStopped
        ? note(saying('what_orders'), saying('orders_stopped'), saying('orders_stopped_mend'))
        : ok(saying('what_orders'), saying('orders_waiting', { count: answer.waitingCount })),
    ];
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const status = error.status ? `, HTTP ${error.status}` : '';
    const detail = error.detail ? `: ${error.detail}` : '';
    return [
      wrong(
        saying('what_shop'),
        `${tenant.shop.url}: ${error.code}${status}${detail}`,
        sayings.error(error.code, error.hint),
      ),
    ];
  }
}

function asTheAgentSays(tenant: TenantConfig, health: TenantHealth | null, sayings: Sayings): Finding[] {
  const { ok, note, wrong } = findingsOf({ tenant: tenant.id, area: 'shop' });
  const shop = saying('what_shop');
  const { url } = tenant.shop;
  if (!health) return [note(shop, saying('shop_unknown_to_connector'), saying('connector_restart'))];
  if (health.shopError) {
    const { code, hint, since } = health.shopError;
    const said = saying('shop_error_since', { url, code, time: since });
    return [wrong(shop, said, sayings.error(code, hint))];
  }
  if (health.shopAnsweredAt === null)
    return [note(shop, saying('shop_not_yet'), saying('shop_not_yet_mend'))];
  return [
    ok(shop, saying('shop_answered_at', { url, time: health.shopAnsweredAt })),
    ...(health.shopAheadMs === null ? [] : [clockFinding(tenant.id, health.shopAheadMs)]),
    ...(health.standstill?.because === 'orders_stopped'
      ? [note(saying('what_orders'), saying('orders_stopped'), saying('orders_stopped_mend'))]
      : []),
  ];
}

function clockFinding(tenant: string, aheadMs: number): Finding {
  const { ok, note } = findingsOf({ tenant, area: 'shop' });
  const seconds = String(Math.round(Math.abs(aheadMs) / 1000));
  const detail = saying(aheadMs < 0 ? 'clock_behind' : 'clock_ahead', { seconds });
  return Math.abs(aheadMs) > SKEW_WORTH_MENDING_MS
    ? note(saying('what_clock'), detail, saying('clock_mend'))
    : ok(saying('what_clock'), detail);
}

async function examineDoorbell(
  tenant: TenantConfig,
  ends: TenantEnds,
  pace: HostPace,
  { surroundings, agentVersion }: { surroundings: Surroundings; agentVersion: string },
): Promise<Finding> {
  const { ok, note } = findingsOf({ tenant: tenant.id, area: 'shop' });
  const url = doorbellUrl(tenant.shop);
  const bell = saying('what_doorbell');
  if (url === null) return note(bell, saying('bell_none'), saying('bell_none_mend'));
  const reading = await readDoorbell({
    url,
    agentVersion,
    transport: ends.transport.send,
    pace,
    now: surroundings.now,
  });
  if (reading.found === 'ours') return ok(bell, saying('bell_answers'));
  const detail = reading.found === 'no_answer' ? saying('bell_no_answer') : bellReason(reading.because);
  return note(bell, detail, saying('bell_mend', { url: url.href }));
}
