import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DATABASE_FILE, openDatabaseForReading } from '../../database/open-database.ts';
import { shopRevisionOf } from '../../flow/inbox/tenant-table.ts';
import { olderSide } from '../older-side.ts';
import { saying } from '../saying.ts';
import { type Finding, findingsOf } from './finding.ts';

/**
 * Whether plugin and connector know the same words. An older one goes on working and shows new things in general words.
 */
export async function examineVersions(tenant: string, stateFolder: string): Promise<Finding[]> {
  if (!existsSync(join(stateFolder, DATABASE_FILE))) return [];
  const { database, close } = await openDatabaseForReading(stateFolder);
  try {
    const older = olderSide(await shopRevisionOf(database, tenant));
    if (older === null) return [];
    const { note } = findingsOf({ tenant, area: 'shop' });
    return [note(saying('what_versions'), saying(`older_${older}`), saying(`older_${older}_mend`))];
  } finally {
    await close();
  }
}
