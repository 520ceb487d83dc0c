import { spawn } from 'node:child_process';
import type { UnixUser } from './start-process.ts';

export type Run = {
  command: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
  user: UnixUser | null;
  timeoutMs: number;
  /** File descriptors for standard input and output; without output, its lines go to `progress`. */
  input?: number;
  output?: number;
  progress?: (line: string) => void;
};

const KEPT = 4_000;

/** Runs a program to its end. Throws with the end of its error output when it fails, is killed or takes too long. */
export async function runProgram(run: Run): Promise<void> {
  const child = spawn(run.command, run.args, {
    cwd: run.cwd,
    env: run.env,
    stdio: [run.input ?? 'ignore', run.output ?? 'pipe', 'pipe'],
    timeout: run.timeoutMs,
    killSignal: 'SIGKILL',
    ...(run.user ?? {}),
  });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-KEPT);
  });
  let unfinished = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (unfinished + text).split('\n');
    unfinished = (lines.pop() ?? '').slice(-KEPT);
    for (const line of lines) run.progress?.(line);
  });
  const ended = await new Promise<{ code: number | null; signal: string | null }>((resolve, reject) => {
    child.once('error', (error) => reject(new Error(`${run.command} can't be started: ${error.message}`)));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  if (ended.code === 0) return;
  const why =
    ended.signal === null ? `exit code ${ended.code}` : `${ended.signal} within ${run.timeoutMs / 1000} s`;
  throw new Error(`${run.command} ${run.args.join(' ')} failed (${why}):\n${errors.trim()}`);
}
