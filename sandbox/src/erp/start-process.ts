import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { type ErpProcess, noteProcess } from './find-process.ts';

export type UnixUser = { uid: number; gid: number };

export type Program = {
  name: string;
  command: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  log: string;
  user: UnixUser | null;
};

/**
 * Starts a server in a session and process group of its own, so that it outlives us and can be ended as a whole. Its
 * output goes to `log`. `user` other than null needs root.
 */
export async function startProcess(program: Program): Promise<ErpProcess> {
  const log = openSync(program.log, 'a', 0o600);
  try {
    const child = spawn(program.command, program.args, {
      cwd: program.cwd,
      env: program.env,
      detached: true,
      stdio: ['ignore', log, log],
      ...(program.user ?? {}),
    });
    const pid = await new Promise<number>((resolve, reject) => {
      child.once('error', (error) =>
        reject(new Error(`${program.command} can't be started: ${error.message}`)),
      );
      child.once('spawn', () => resolve(child.pid ?? 0));
    });
    child.unref();
    return noteProcess(pid, program.name);
  } finally {
    closeSync(log);
  }
}

/** The end of a log, for an error that must say what went wrong. */
export function lastLines(log: string, count = 15): string {
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}
