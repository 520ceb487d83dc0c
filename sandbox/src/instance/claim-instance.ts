import { chmodSync, existsSync, lstatSync, mkdirSync } from 'node:fs';
import { SandboxError } from '../sandbox-error.ts';
import { instancePaths } from './instance-paths.ts';
import { type InstanceRecord, readStoppableRecord, writeInstanceRecord } from './instance-record.ts';
import { isRunning, ownIdentity } from './process-identity.ts';

/** Makes the base folder, and refuses one that somebody else made under our name in the shared temporary folder. */
function prepareBaseDir(baseDir: string): void {
  mkdirSync(baseDir, { recursive: true, mode: 0o711 });
  const { uid } = lstatSync(baseDir);
  if (uid !== process.getuid?.()) {
    throw new SandboxError(
      `${baseDir} belongs to user ${uid}, not to you. Choose another folder with --base-dir.`,
    );
  }
}

/** True where an `up` of this name was killed half-way: its folder is there, its process is not. */
export function isCrashed(baseDir: string, name: string): boolean {
  if (!existsSync(instancePaths(baseDir, name).dir)) return false;
  const record = readStoppableRecord(baseDir, name);
  return record === null || (record.state !== 'running' && !(record.heldBy && isRunning(record.heldBy)));
}

/**
 * Takes a name: from here on the instance's record is on disk.
 * @throws SandboxError when an instance of this name is there already
 */
export function claimInstance(baseDir: string, name: string): InstanceRecord {
  prepareBaseDir(baseDir);
  const paths = instancePaths(baseDir, name);
  try {
    mkdirSync(paths.dir, { mode: 0o711 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new SandboxError(
      `Instance ${name} is ${readStoppableRecord(baseDir, name)?.state ?? 'there'} already. Stop it with: npm run -s sandbox -- down --name ${name}, or start another with --name.`,
      { cause: error },
    );
  }
  chmodSync(paths.dir, 0o711); // Whatever the umask: mariadbd, another user when we are root, must pass.
  const record: InstanceRecord = {
    format: 1,
    name,
    state: 'starting',
    heldBy: ownIdentity(),
    createdAt: new Date().toISOString(),
    ports: [],
    processes: [],
    store: null,
    erp: null,
    agent: null,
  };
  writeInstanceRecord(baseDir, record);
  for (const dir of [paths.logs, paths.run, paths.faults]) mkdirSync(dir, { mode: 0o755 });
  chmodSync(paths.run, 0o755);
  mkdirSync(`${paths.run}/tmp`, { mode: 0o700 });
  return record;
}
