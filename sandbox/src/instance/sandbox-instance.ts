import { SandboxError } from '../sandbox-error.ts';
import { defaultBaseDir, type InstancePaths, instancePaths } from './instance-paths.ts';
import {
  type AgentRecord,
  type ErpRecord,
  type InstanceRecord,
  readInstanceRecord,
  type StoreRecord,
} from './instance-record.ts';

/** A running instance, as tests use it. */
export interface SandboxInstance {
  name: string;
  baseDir: string;
  paths: InstancePaths;
  store: StoreRecord;
  erp: ErpRecord | null;
  agent: AgentRecord | null;
}

export function toInstance(baseDir: string, record: InstanceRecord): SandboxInstance {
  if (!record.store)
    throw new SandboxError(
      `Instance ${record.name} has no store: its start was interrupted. Remove it with: npm run -s sandbox -- down --name ${record.name}`,
    );
  return {
    name: record.name,
    baseDir,
    paths: instancePaths(baseDir, record.name),
    store: record.store,
    erp: record.erp,
    agent: record.agent,
  };
}

/** Finds a running instance by name. */
export function openSandbox(name: string, baseDir: string = defaultBaseDir()): SandboxInstance {
  const record = readInstanceRecord(baseDir, name);
  if (!record)
    throw new SandboxError(
      `There is no instance ${name} in ${baseDir}. Start it with: npm run -s sandbox -- up --name ${name}`,
    );
  if (record.state !== 'running')
    throw new SandboxError(`Instance ${name} is ${record.state}, not running. See: status`);
  return toInstance(baseDir, record);
}
