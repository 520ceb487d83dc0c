import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { identifyProcess, type ProcessIdentity } from './process-identity.ts';

const execute = promisify(execFile);
const VARIABLE = 'COUNTERFOIL_SANDBOX_INSTANCE';

/**
 * The environment by which a process that we start for an instance, short-lived ones included, is known to belong to
 * it.
 */
export function instanceMark(dir: string): Record<string, string> {
  return { [VARIABLE]: dir };
}

/**
 * Runs a program to its end on behalf of an instance. Rejects when it fails, with its standard error in the message.
 */
export async function runForInstance(dir: string, program: string, args: readonly string[]): Promise<void> {
  await execute(program, args, { env: { ...process.env, ...instanceMark(dir) } });
}

/**
 * Processes that carry the mark of this folder: what a killed `up` was in the middle of. nginx and php-fpm write their
 * titles over their environment; they have pid files.
 */
export function findMarkedProcesses(dir: string): ProcessIdentity[] {
  const entry = `${VARIABLE}=${dir}`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) => readEnvironment(name).includes(entry))
    .map((name) => identifyProcess(Number(name)))
    .filter((identity) => identity !== null);
}

function readEnvironment(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    return []; // ended meanwhile, or another user's
  }
}
