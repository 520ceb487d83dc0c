import { lookup } from 'node:dns/promises';
import { identifyErp } from '../adapters/registry.ts';
import { noteErp } from '../flow/delivery/known-erp.ts';
import type { OrderFlow } from '../flow/order-flow.ts';
import { createHostPaces } from '../store-api/host-pace.ts';
import { parseStoreAddress } from '../store-api/store-address.ts';
import type { TenantConfig } from './config/config-document.ts';
import { openTenantEnds, openTenantRun, type RunSurroundings, type TenantEnds } from './open-tenant.ts';
import { runTenant, type TenantRun } from './tenant/run-tenant.ts';
import { neverRan, type TenantHealth } from './tenant/tenant-watch.ts';

export interface RunningTenant {
  readonly id: string;
  readonly flow: OrderFlow;
  /** Ends its loops and hands its lease over, then closes both ends. Throws nothing: what fails is in the log. */
  stop(): Promise<void>;
  close(): Promise<void>;
  health(): TenantHealth;
}

export interface OpenTenants {
  readonly running: readonly RunningTenant[];
  /** Those that could not even be opened, and why. */
  readonly leftOut: ReadonlyMap<string, TenantHealth>;
}

/**
 * Opens and starts every tenant. One that can't be opened (a secret is missing, its ERP is another one) is said and
 * left out; the others go on.
 */
export async function openTenants(
  tenants: readonly TenantConfig[],
  shared: RunSurroundings,
): Promise<OpenTenants> {
  const { surroundings, log } = shared;
  const paces = createHostPaces(surroundings, async (host) => (await lookup(host)).address);
  const running: RunningTenant[] = [];
  const leftOut = new Map<string, TenantHealth>();
  for (const tenant of tenants) {
    try {
      const change = await noteErp(shared.database, tenant.id, identifyErp(tenant.erp));
      if (change) {
        log.error(
          { tenant: tenant.id, ...change },
          'Orders of this tenant are in another ERP than the configured one; it is left out',
        );
        leftOut.set(
          tenant.id,
          neverRan({ standstill: { because: 'erp_changed', tenant: tenant.id, ...change } }),
        );
        continue;
      }
      const pace = await paces.of(parseStoreAddress(tenant.shop.url));
      const ends = openTenantEnds(tenant, shared, pace);
      const options = openTenantRun(tenant, ends, pace, shared);
      if (options.readBell) pace.addBells(1);
      running.push(started(tenant.id, ends, options.flow, runTenant(options), shared));
    } catch (error) {
      log.error({ tenant: tenant.id, err: error }, 'This tenant can not be opened and is left out');
      leftOut.set(tenant.id, neverRan({ defect: error instanceof Error ? error.message : String(error) }));
    }
  }
  return { running, leftOut };
}

function started(
  id: string,
  ends: TenantEnds,
  flow: OrderFlow,
  run: TenantRun,
  { log }: Pick<RunSurroundings, 'log'>,
): RunningTenant {
  return {
    id,
    flow,
    health: run.health,
    async stop() {
      try {
        const { handedOver } = await run.stop();
        log.info(
          { tenant: id, handedOver },
          handedOver ? 'Stopped, lease handed over' : 'Stopped; the lease runs out',
        );
      } catch (error) {
        log.error({ tenant: id, err: error }, 'Stopping failed; the lease runs out by itself');
      }
    },
    async close() {
      await ends.close().catch((error: unknown) => log.error({ tenant: id, err: error }, 'Closing failed'));
    },
  };
}
