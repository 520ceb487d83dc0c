import { existsSync, mkdtempSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { CommandFailure } from './command-failure.ts';
import { EXIT } from './exit-codes.ts';
import { saying } from './saying.ts';

/**
 * Before anything is asked or begun. A folder that is not there yet is made later, so the nearest one above it is
 * tried: a file in its place stays one, and permissions alone tell too little (root may write everywhere, but nobody
 * makes anything in /proc).
 * @param named what names it: `--state-directory`, `--config`, `agent.stateDirectory`
 */
export function refuseUnusableFolder(path: string, named: string): void {
  const folder = resolve(path);
  let there = folder;
  while (!existsSync(there)) there = dirname(there);
  if (!statSync(there).isDirectory()) {
    const says = saying('folder_is_file', { named, folder, file: there });
    throw new CommandFailure(EXIT.config, 'folder_unusable', says, saying('folder_unusable_out'));
  }
  const reason = whyUnwritable(there);
  if (reason === null) return;
  const says = saying('folder_unwritable', { named, folder: there, reason });
  throw new CommandFailure(EXIT.config, 'folder_unusable', says, saying('folder_unusable_out'));
}

function whyUnwritable(folder: string): string | null {
  try {
    rmdirSync(mkdtempSync(join(folder, '.counterfoil-')));
    return null;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
}
