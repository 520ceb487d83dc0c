import type { Logger } from 'pino';
import type { ErpAdapter } from '../adapters/erp-adapter.ts';
import { createErpAdapter, ERPS } from '../adapters/registry.ts';
import type { AgentDatabase } from '../database/open-database.ts';
import { readMapping } from '../flow/mapping/mapping-document.ts';
import type { DaemonFacts, OrderFlow, OrderFlowOptions } from '../flow/order-flow.ts';
import { doorbellUrl } from '../store-api/doorbell-address.ts';
import type { HostPace } from '../store-api/host-pace.ts';
import { type OpenTransport, openHttpTransport } from '../store-api/http-transport.ts';
import { readKeyPair } from '../store-api/key-pair.ts';
import { readDoorbell } from '../store-api/read-doorbell.ts';
import { parseStoreAddress } from '../store-api/store-address.ts';
import { createStoreClient, type StoreClient } from '../store-api/store-client.ts';
import type { Surroundings } from '../surroundings.ts';
import type { TenantConfig } from './config/config-document.ts';
import { readSecret } from './config/read-secret.ts';
import type { TenantRunOptions } from './tenant/run-tenant.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The two ends of a tenant, opened from its configuration. Nothing is asked of either yet. */
export interface TenantEnds {
  readonly store: StoreClient;
  readonly adapter: ErpAdapter;
  readonly transport: OpenTransport;
  /** How far the shop's clock is ahead of ours by its last answer, milliseconds; null: none yet. */
  shopAheadMs(): number | null;
  close(): Promise<void>;
}

export interface TenantPlaces {
  /** Folder of the configuration file. */
  readonly folder: string;
  readonly environment: Environment;
  readonly surroundings: Surroundings;
  readonly agentVersion: string;
}

/** @throws {SecretError} or KeyError when a key or secret can't be read */
export function openTenantEnds(tenant: TenantConfig, places: TenantPlaces, pace: HostPace): TenantEnds {
  const { environment, surroundings, agentVersion } = places;
  const key = readKeyPair(readSecret(tenant.shop.privateKey, places));
  const { secret, allowPlainHttp: _, ...erp } = tenant.erp;
  const password = readSecret(secret, places);
  const adapter = createErpAdapter(erp, password, { monotonicMs: surroundings.monotonicMs, environment });
  // A transport of its own: a shop that hangs takes no connection from another one at the same address.
  const transport = openHttpTransport(environment);
  const store = createStoreClient({
    address: parseStoreAddress(tenant.shop.url),
    tenant: tenant.id,
    instance: tenant.shop.instance,
    key,
    agentVersion,
    transport: transport.send,
    pace,
    clock: surroundings,
  });
  let shopAheadMs: number | null = null;
  return {
    store: {
      ...store,
      async fetchEvents(request, signal) {
        const answer = await store.fetchEvents(request, signal);
        shopAheadMs = Date.parse(answer.serverTime) - surroundings.now().getTime();
        return answer;
      },
    },
    adapter,
    transport,
    shopAheadMs: () => shopAheadMs,
    async close() {
      await Promise.all([adapter.close(), transport.close()]);
    },
  };
}

/** What all tenants of one process share. */
export interface RunSurroundings extends TenantPlaces {
  readonly database: AgentDatabase;
  readonly facts: () => Omit<DaemonFacts, 'doorbell'>;
  readonly log: Logger;
  readonly createFlow: (options: OrderFlowOptions) => OrderFlow;
}

/** What `runTenant` needs of one tenant. */
export function openTenantRun(
  tenant: TenantConfig,
  ends: TenantEnds,
  pace: HostPace,
  shared: RunSurroundings,
): TenantRunOptions {
  const { surroundings, agentVersion } = shared;
  const log = shared.log.child({ tenant: tenant.id });
  const flow = shared.createFlow({
    tenant: {
      id: tenant.id,
      erpName: ERPS[tenant.erp.kind].name,
      keepOrderDataDays: tenant.keepOrderDataDays,
    },
    database: shared.database,
    store: ends.store,
    adapter: ends.adapter,
    mapping: readMapping(tenant.mapping),
    surroundings,
    log,
  });
  const bell = doorbellUrl(tenant.shop);
  return {
    flow,
    readBell:
      bell &&
      ((signal) =>
        readDoorbell({
          url: bell,
          agentVersion,
          transport: ends.transport.send,
          pace,
          now: surroundings.now,
          signal,
        })),
    shopAheadMs: ends.shopAheadMs,
    pace,
    facts: shared.facts,
    surroundings,
    log,
  };
}
