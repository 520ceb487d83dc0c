import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** How a command ended: its exit code (128 + signal number where a signal ended it) and whether its time ran out. */
export interface CommandEnd {
  exitCode: number;
  isTimedOut: boolean;
}

export interface CommandOptions {
  cwd: string;
  timeLimitSeconds: number;
  env?: Record<string, string>;
  /** Ends the command early. */
  signal?: AbortSignal;
  /** Given each piece of output as it comes. Without it the command writes to this process's own output. */
  onOutput?: (text: string) => void;
}

/** How long a command may take to clear up after SIGTERM: a sandbox stops its shop, its database and its agent. */
const CLEARING_UP_SECONDS = 30;

/**
 * Runs a command in a process group of its own, so that what it started ends with it: at the time limit, or when the
 * signal aborts, the whole group gets SIGTERM and, if it is still there after that, SIGKILL.
 */
export function runCommand([program, ...given]: string[], options: CommandOptions): Promise<CommandEnd> {
  const { onOutput } = options;
  return new Promise((resolve, reject) => {
    if (program === undefined) throw new TypeError('A command needs a program.');
    const child = spawn(program, given, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      detached: true,
      stdio: ['ignore', onOutput ? 'pipe' : 'inherit', onOutput ? 'pipe' : 'inherit'],
    });
    let isTimedOut = false;
    let killing: NodeJS.Timeout | undefined;
    let isCutOff = false;
    const endGroup = () => {
      isCutOff = true;
      killGroup(child.pid, 'SIGTERM');
      killing = setTimeout(() => killGroup(child.pid, 'SIGKILL'), CLEARING_UP_SECONDS * 1000);
    };
    const timing = setTimeout(() => {
      isTimedOut = true;
      endGroup();
    }, options.timeLimitSeconds * 1000);
    const settle = () => {
      clearTimeout(timing);
      clearTimeout(killing);
      options.signal?.removeEventListener('abort', endGroup);
    };
    options.signal?.addEventListener('abort', endGroup);
    child.stdout?.setEncoding('utf8').on('data', onOutput ?? (() => {}));
    child.stderr?.setEncoding('utf8').on('data', onOutput ?? (() => {}));
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('exit', (code, signal) => {
      settle();
      if (isCutOff) killGroup(child.pid, 'SIGKILL'); // what outlived the command itself
      resolve({ exitCode: code ?? 128 + (signal ? constants.signals[signal] : 0), isTimedOut });
    });
  });
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error; // gone already
  }
}
