import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CommandFailure } from '../command-failure.ts';
import { EXIT } from '../exit-codes.ts';
import { saying } from '../saying.ts';

/** A folder that is not there yet is made; a file in its place, or in the place of a folder above it, stays one. */
export function refuseFileAsFolder(path: string): void {
  let folder = resolve(path);
  while (!existsSync(folder)) folder = dirname(folder);
  if (statSync(folder).isDirectory()) return;
  throw new CommandFailure(
    EXIT.config,
    'state_directory_unusable',
    saying('state_directory_wrong', { folder: resolve(path), file: folder }),
    saying('state_directory_wrong_out'),
  );
}
