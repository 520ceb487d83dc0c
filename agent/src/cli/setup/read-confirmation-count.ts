import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NoResultError } from 'kysely';
import { stateDirectory } from '../../daemon/config/config-places.ts';
import type { Config } from '../../daemon/config/read-config.ts';
import { DATABASE_FILE, openDatabaseForReading } from '../../database/open-database.ts';
import { readTenant } from '../../flow/inbox/tenant-table.ts';

/** What this connector counts for a tenant that it knew before; 0 for a new one. */
export async function readConfirmationCount(
  config: Config | null,
  tenant: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  if (config === null) return 0;
  const folder = stateDirectory(config, environment);
  if (!existsSync(join(folder, DATABASE_FILE))) return 0;
  const open = await openDatabaseForReading(folder);
  try {
    return (await readTenant(open.database, tenant)).confirmationCount;
  } catch (error) {
    if (error instanceof NoResultError) return 0;
    throw error;
  } finally {
    await open.close();
  }
}
