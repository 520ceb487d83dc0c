import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenDatabase } from '../database/open-database.ts';
import { verifyCopy } from '../database/verify-copy.ts';

const NAME = /^counterfoil-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.sqlite$/;

export const backupFolder = (stateDirectory: string) => join(stateDirectory, 'backups');

/**
 * Makes one verified copy of the database and lets go of all but the newest `keep`. A copy gets its name only once it
 * was verified, and an old one goes only after that: there is always a good one. Returns the new file.
 */
export async function backUpDatabase(
  database: Pick<OpenDatabase, 'backUp'>,
  folder: string,
  keep: number,
  now: Date,
): Promise<string> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stamp = now
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '');
  const file = join(folder, `counterfoil-${stamp}.sqlite`);
  const unverified = `${file}.unverified`;
  rmSync(unverified, { force: true });
  // Made here, for its owner only: the copy holds what the database holds.
  closeSync(openSync(unverified, 'w', 0o600));
  try {
    await database.backUp(unverified);
    await verifyCopy(unverified);
    syncToDisk(unverified);
    renameSync(unverified, file);
  } finally {
    rmSync(unverified, { force: true });
  }
  for (const old of backups(folder).slice(keep)) rmSync(join(folder, old.name));
  return file;
}

/** When the newest verified copy was made; null: there is none. */
export function newestBackup(folder: string): Date | null {
  return backups(folder)[0]?.at ?? null;
}

/** Newest first. */
function backups(folder: string): { name: string; at: Date }[] {
  const names = (() => {
    try {
      return readdirSync(folder);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  })();
  return names
    .flatMap((name) => {
      const [, year, month, day, hour, minute, second] = NAME.exec(name) ?? [];
      return year ? [{ name, at: new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) }] : [];
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime());
}

function syncToDisk(file: string): void {
  const open = openSync(file, 'r+');
  fsyncSync(open);
  closeSync(open);
}
