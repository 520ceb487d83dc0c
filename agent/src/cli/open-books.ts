import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stateDirectory } from '../daemon/config/config-places.ts';
import type { Config } from '../daemon/config/read-config.ts';
import { DATABASE_FILE, type OpenDatabase, openDatabaseForReading } from '../database/open-database.ts';
import { CommandFailure } from './command-failure.ts';
import { EXIT } from './exit-codes.ts';
import { saying } from './saying.ts';
import type { Terminal } from './terminal.ts';

/** The agent's database, read-only. @throws {CommandFailure} where no agent has ever run */
export async function openBooks(config: Config, { environment }: Terminal): Promise<OpenDatabase> {
  const folder = stateDirectory(config, environment);
  if (!existsSync(join(folder, DATABASE_FILE))) {
    throw new CommandFailure(
      EXIT.notFound,
      'never_ran',
      saying('never_ran', { folder, file: config.file }),
      saying('never_ran_out', { file: config.file }),
    );
  }
  return openDatabaseForReading(folder);
}
