import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { SandboxError } from '../sandbox-error.ts';
import { instanceMark } from './instance-mark.ts';
import { instancePaths } from './instance-paths.ts';
import { type InstanceRecord, writeInstanceRecord } from './instance-record.ts';
import { identifyProcess, isRunning, type ProcessIdentity } from './process-identity.ts';
import { waitUntil } from './wait-until.ts';

export interface ProcessPlan {
  role: string;
  command: string;
  args: readonly string[];
  /** Standard output and error go here. */
  log: string;
  cwd: string;
  env?: Record<string, string>;
  ready: () => boolean | Promise<boolean>;
  readyWithinMs: number;
}

/** The last lines of a log, for an error message. Empty where there is no log yet. */
export function lastLines(file: string, count = 15): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  } catch {
    return '';
  }
}

/**
 * Starts a server as leader of its own session, notes it in the instance's record at once, and waits until it is ready.
 * @throws SandboxError with the end of its log when it ends or isn't ready in time
 */
export async function startProcess(
  baseDir: string,
  record: InstanceRecord,
  plan: ProcessPlan,
): Promise<ProcessIdentity> {
  const log = openSync(plan.log, 'a');
  const child = spawn(plan.command, plan.args, {
    cwd: plan.cwd,
    detached: true,
    stdio: ['ignore', log, log],
    env: {
      PATH: process.env['PATH'] ?? '/usr/bin:/bin',
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
      ...instanceMark(instancePaths(baseDir, record.name).dir),
      ...plan.env,
    },
  });
  closeSync(log);
  const failed = new Promise<never>((_, reject) => child.once('error', reject));
  failed.catch(() => {});
  if (child.pid === undefined) return failed;
  const identity = identifyProcess(child.pid);
  if (!identity) throw new SandboxError(`${plan.role} ended at once:\n${lastLines(plan.log)}`);
  record.processes.push({ role: plan.role, ...identity });
  writeInstanceRecord(baseDir, record);
  child.unref();
  const ready = await waitUntil(async () => !isRunning(identity) || (await plan.ready()), plan.readyWithinMs);
  if (!isRunning(identity)) {
    throw new SandboxError(
      `${plan.role} ended while starting. The end of ${plan.log}:\n${lastLines(plan.log)}`,
    );
  }
  if (!ready) {
    throw new SandboxError(
      `${plan.role} was not ready after ${plan.readyWithinMs / 1000} s. The end of ${plan.log}:\n${lastLines(plan.log)}`,
    );
  }
  return identity;
}
