import { chmodSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';

/** The environment variable by which `npm test` names the folder of the whole run to its stages. */
export const RUN_FOLDER = 'COUNTERFOIL_TEST_DIR';

/**
 * A fresh folder for the servers of a test: inside the folder of the run, whose end stops what still runs there, or,
 * without a run, below /var/tmp. Names stay short: the path of a database's socket holds 107 characters.
 */
export function makeTestFolder(name: string): string {
  const run = process.env[RUN_FOLDER];
  const dir = mkdtempSync(run ? join(run, `${name}-`) : `/var/tmp/counterfoil-${name}-`);
  chmodSync(dir, 0o711); // mariadbd and PostgreSQL, other users when we are root, must pass.
  return dir;
}
