import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** The agent looks this often; the command line waits a little longer. */
export const LOOK_FOR_REQUESTS_MS = 2_000;
export const ANSWERED_WITHIN_MS = 15_000;

/** What can be accepted, named as the commands are. */
export type Acceptance = 'accept-restored-shop' | 'accept-moved-erp';

const NAME = /^(accept-restored-shop|accept-moved-erp)\.([a-z0-9]{2,8})$/;

/**
 * Asks the running agent to accept what changed. Gone again: it did. Returns the file. Where root asks, the file is
 * given to the folder's owner: the service runs as a user of its own.
 */
export function requestAcceptance(
  folder: string,
  tenant: string,
  person: string,
  what: Acceptance = 'accept-restored-shop',
): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${what}.${tenant}`);
  rmSync(nothingTo(file), { force: true });
  writeFileSync(`${file}.new`, person.slice(0, 200), { mode: 0o600 });
  const { uid, gid } = statSync(folder);
  if (process.getuid?.() === 0) chownSync(`${file}.new`, uid, gid);
  renameSync(`${file}.new`, file);
  return file;
}

/** Of a request that is gone: whether there was anything to accept. Asked once. */
export function wasAccepted(file: string): boolean {
  const nothing = existsSync(nothingTo(file));
  rmSync(nothingTo(file), { force: true });
  return !nothing;
}

/**
 * Every request that waits. It is taken away once `accept` has done it; one that fails stays, and its asker gives up.
 */
export async function answerRequests(
  folder: string,
  accept: (tenant: string, person: string, what: Acceptance) => Promise<boolean>,
): Promise<void> {
  for (const name of readdirSync(folder)) {
    const [, what, tenant] = NAME.exec(name) ?? [];
    if (!tenant) continue;
    const file = join(folder, name);
    if (await accept(tenant, readFileSync(file, 'utf8'), what as Acceptance)) rmSync(file, { force: true });
    else renameSync(file, nothingTo(file));
  }
}

/** What a request becomes for which there was nothing to accept. */
function nothingTo(file: string): string {
  return `${file}.nothing`;
}
