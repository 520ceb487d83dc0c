import { readFileSync } from 'node:fs';
import { waitUntil } from '../instance/wait-until.ts';
import { SandboxError } from '../sandbox-error.ts';

/**
 * A process as it can be found again: by number and start time, because numbers are used again. `start` is in clock
 * ticks since boot.
 */
export type ErpProcess = { pid: number; name: string; start: string };

/** Is that very process still running? A zombie has ended. */
export function isRunning(wanted: ErpProcess): boolean {
  const stat = readStat(wanted.pid);
  return stat !== null && stat.start === wanted.start && stat.state !== 'Z' && stat.state !== 'X';
}

/** Notes a process that was just started. Throws when it has ended already. */
export function noteProcess(pid: number, name: string): ErpProcess {
  const stat = readStat(pid);
  if (stat === null) throw new SandboxError(`${name} (process ${pid}) ended at once`);
  return { pid, name, start: stat.start };
}

/**
 * Asks it to end with `signal`, and after `patienceMs` kills its whole process group, which it leads. Returns when it
 * is gone.
 */
export async function endProcess(
  wanted: ErpProcess,
  signal: NodeJS.Signals = 'SIGTERM',
  patienceMs = 20_000,
): Promise<void> {
  const isGone = () => !isRunning(wanted);
  send(wanted, wanted.pid, signal);
  if (await waitUntil(isGone, patienceMs, 20)) return;
  send(wanted, -wanted.pid, 'SIGKILL');
  if (await waitUntil(isGone, 10_000, 20)) return;
  throw new SandboxError(`${wanted.name} (process ${wanted.pid}) does not end, not even when killed`);
}

function send(wanted: ErpProcess, target: number, signal: NodeJS.Signals): void {
  if (!isRunning(wanted)) return;
  try {
    process.kill(target, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function readStat(pid: number): { state: string; start: string } | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
  // The second field is the program's name in brackets and may hold anything; what follows the last bracket is fields 3
  // on.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', start: fields[19] ?? '' };
}
