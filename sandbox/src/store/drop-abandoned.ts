import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Removes what a killed process left half-made in the cache. None is at work for an hour. */
export function dropAbandoned(dir: string, prefix: string): void {
  const anHourAgo = Date.now() - 3_600_000;
  for (const name of readdirSync(dir).filter((one) => one.startsWith(prefix))) {
    const path = join(dir, name);
    if ((statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? anHourAgo) < anHourAgo) {
      rmSync(path, { recursive: true, force: true });
    }
  }
}
