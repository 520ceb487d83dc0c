import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ErpSettings, identifyErp } from '../adapters/registry.ts';
import { DATABASE_FILE, openDatabaseForReading } from '../database/open-database.ts';
import { type ErpChange, findErpChange } from '../flow/delivery/known-erp.ts';

/**
 * Whether a tenant's orders went into another ERP than this one until now; only looks. Null: no, or none went anywhere.
 */
export async function compareErp(
  folder: string,
  tenant: string,
  settings: ErpSettings,
): Promise<ErpChange | null> {
  if (!existsSync(join(folder, DATABASE_FILE))) return null;
  const { database, close } = await openDatabaseForReading(folder);
  try {
    return await findErpChange(database, tenant, identifyErp(settings));
  } finally {
    await close();
  }
}
