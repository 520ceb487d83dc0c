import { existsSync, readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDiskFull } from './instance/disk-full.ts';
import { findMarkedProcesses } from './instance/instance-mark.ts';
import { defaultBaseDir, type InstancePaths, instancePaths } from './instance/instance-paths.ts';
import { listInstanceNames, markStopping, readStoppableRecord } from './instance/instance-record.ts';
import {
  identifyProcess,
  isRunning,
  ownIdentity,
  type ProcessIdentity,
} from './instance/process-identity.ts';
import { releasePorts } from './instance/reserve-port.ts';
import { stopInstanceErp } from './instance/start-instance-erp.ts';
import { stopProcess } from './instance/stop-process.ts';
import { SandboxError } from './sandbox-error.ts';

/**
 * Servers that an `up` started and was killed before it could note them: their own pid files lie in the instance's
 * folder. A process of that number counts only when its command line names this folder.
 */
function findUnrecorded(paths: InstancePaths): ProcessIdentity[] {
  const files = ['db/mariadbd.pid', 'nginx.pid', 'php-fpm.pid'].map((file) => join(paths.run, file));
  return files
    .filter((file) => existsSync(file))
    .map((file) => Number.parseInt(readFileSync(file, 'utf8'), 10))
    .filter((pid) => Number.isInteger(pid) && pid > 0 && namesFolder(pid, paths.dir))
    .map((pid) => identifyProcess(pid))
    .filter((identity) => identity !== null);
}

function namesFolder(pid: number, dir: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${dir}/`);
  } catch {
    return false; // gone
  }
}

/** A base folder that somebody else made may stay: it is where a disk is mounted, or its parent is not ours. */
const MAY_STAY = ['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EBUSY', 'EACCES', 'EPERM'];

function removeIfEmpty(dir: string): void {
  try {
    rmdirSync(dir);
  } catch (error) {
    if (!MAY_STAY.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Its record goes last: killed in between, `down` can be said again. */
function removeFolder(paths: InstancePaths): void {
  for (const entry of readdirSync(paths.dir).map((one) => join(paths.dir, one))) {
    if (entry !== paths.record) rmSync(entry, { recursive: true, force: true, maxRetries: 3 });
  }
  rmSync(paths.dir, { recursive: true, force: true });
}

/** Ends every process of an instance, newest first, and removes its folder and ports. */
export async function tearDown(baseDir: string, name: string): Promise<void> {
  const paths = instancePaths(baseDir, name);
  try {
    markStopping(baseDir, name, ownIdentity());
  } catch (error) {
    if (!isDiskFull(error)) throw error; // On a full disk nothing more can be noted, and taking down makes room.
  }
  const record = readStoppableRecord(baseDir, name);
  if (!record) throw new Error(`${paths.record} is gone.`);
  for (const identity of [...record.processes].reverse()) {
    // The data goes away with the folder: nobody waits for a database that shuts down in order.
    await stopProcess(identity, identity.role === 'mariadb' ? 0 : 5_000);
  }
  for (const identity of [...findUnrecorded(paths), ...findMarkedProcesses(paths.dir)])
    await stopProcess(identity, 0);
  await stopInstanceErp(paths);
  releasePorts(baseDir, name);
  removeFolder(paths);
  removeIfEmpty(join(baseDir, '.ports'));
  removeIfEmpty(baseDir);
}

/**
 * Stops an instance and leaves nothing of it: no process, no folder, no port. Also one whose `up` was killed half-way.
 * @returns false when there is none of this name
 */
export async function stopSandbox(name: string, baseDir: string = defaultBaseDir()): Promise<boolean> {
  const record = readStoppableRecord(baseDir, name);
  const paths = instancePaths(baseDir, name);
  if (!record) {
    if (!existsSync(paths.dir)) return false;
    if (readdirSync(paths.dir).some((entry) => join(paths.dir, entry) !== `${paths.record}.new`)) {
      throw new SandboxError(
        `${paths.dir} has no instance.json: it is no instance of the sandbox, look at it and remove it yourself.`,
      );
    }
    rmSync(paths.dir, { recursive: true }); // Killed between making the folder and the record: nothing runs yet.
    return true;
  }
  const { heldBy, state } = record;
  if (state !== 'running' && heldBy && heldBy.pid !== process.pid && isRunning(heldBy)) {
    throw new SandboxError(
      `Instance ${name} is ${state} in process ${heldBy.pid}. Wait for it, or end it (kill ${heldBy.pid}); it cleans up after itself.`,
    );
  }
  await tearDown(baseDir, name);
  return true;
}

export async function stopAllSandboxes(baseDir: string = defaultBaseDir()): Promise<string[]> {
  const names = listInstanceNames(baseDir);
  const failures: string[] = [];
  for (const name of names) {
    await stopSandbox(name, baseDir).catch((error: Error) => failures.push(`${name}: ${error.message}`));
  }
  if (failures.length > 0) throw new SandboxError(`Not everything could be stopped.\n${failures.join('\n')}`);
  return names;
}
