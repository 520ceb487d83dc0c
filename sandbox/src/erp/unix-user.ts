import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SandboxError } from '../sandbox-error.ts';
import type { UnixUser } from './start-process.ts';

/**
 * The user to run PostgreSQL and Tryton as: null, meaning ourselves, unless we are root, whom PostgreSQL refuses; then
 * the user `postgres` that Debian's package made.
 */
export function unprivilegedUser(): UnixUser | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }).trim());
  return { uid: id('-u'), gid: id('-g') };
}

/** Throws, naming the folder and the way out, when that user can't come as far as `dir`. */
export function requireReachable(dir: string, user: UnixUser | null): void {
  if (user === null) return;
  for (let folder = resolve(dir); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) {
      throw new SandboxError(
        `the user postgres can't enter ${folder}, which PostgreSQL needs: choose a folder below /var/tmp, or run chmod o+x ${folder}`,
      );
    }
    if (folder === dirname(folder)) return;
  }
}
