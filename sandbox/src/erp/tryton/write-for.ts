import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrytonPlace } from './postgres-cluster.ts';

/**
 * A file in the ERP's folder that only the user its programs run as can read: it may hold a secret. Answers its path.
 */
export function writeFor(place: TrytonPlace, name: string, text: string): string {
  const file = join(place.home, name);
  writeFileSync(file, text, { mode: 0o600 });
  if (place.user !== null) chownSync(file, place.user.uid, place.user.gid);
  return file;
}
