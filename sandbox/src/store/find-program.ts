import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

// Debian keeps servers in /usr/sbin, which is not on an ordinary user's PATH.
const folders = () => [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin', '/sbin'];

/** The first of these programs that can be run here, as a full path; null where there is none. */
export function findProgram(...names: string[]): string | null {
  for (const name of names) {
    for (const folder of folders()) {
      const file = join(folder || '.', name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here: look on.
      }
    }
  }
  return null;
}
