import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TenantConfig } from '../../daemon/config/config-document.ts';
import { DATABASE_FILE, openDatabaseForReading } from '../../database/open-database.ts';
import { isAnyInStatus } from '../../flow/inbox/order-state-table.ts';
import { isWooCommerces, meantStatus } from '../order-statuses.ts';
import { saying } from '../saying.ts';
import { type Finding, findingsOf } from './finding.ts';

/**
 * The shop tells nobody its list of statuses: what neither WooCommerce nor any order so far calls one is most likely
 * misspelt.
 */
export async function examineStatuses(tenant: TenantConfig, stateFolder: string): Promise<Finding[]> {
  const { note } = findingsOf({ tenant: tenant.id, area: 'rules' });
  const foreign = tenant.mapping.orders.statuses.filter((status) => !isWooCommerces(status));
  const unseen = await withoutOrders(tenant.id, foreign, stateFolder);
  return unseen.map((status) => {
    const meant = meantStatus(status);
    return note(
      saying('what_status'),
      saying('status_unknown', { status }),
      meant === null ? saying('status_of_plugin') : saying('status_meant', { meant }),
    );
  });
}

async function withoutOrders(tenant: string, statuses: readonly string[], folder: string): Promise<string[]> {
  if (statuses.length === 0 || !existsSync(join(folder, DATABASE_FILE))) return [...statuses];
  const { database, close } = await openDatabaseForReading(folder);
  try {
    const unseen: string[] = [];
    for (const status of statuses) {
      if (!(await isAnyInStatus(database, tenant, status))) unseen.push(status);
    }
    return unseen;
  } finally {
    await close();
  }
}
