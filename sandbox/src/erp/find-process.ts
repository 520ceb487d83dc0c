import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process as it can be found again: by number and start time, because numbers are used again. `start` is in clock ticks since boot. */
export type ErpProcess = { pid: number; name: string; start: string };

/** Is that very process still running? A zombie has ended. */
export function isRunning(wanted: ErpProcess): boolean {
  const stat = readStat(wanted.pid);
  return stat !== null && stat.start === wanted.start && stat.state !== 'Z' && stat.state !== 'X';
}

/** Notes a process that was just started. Throws when it has ended already. */
export function noteProcess(pid: number, name: string): ErpProcess {
  const stat = readStat(pid);
  if (stat === null) throw new Error(`${name} (process ${pid}) ended at once`);
  return { pid, name, start: stat.start };
}

/** Signals that very process, or its whole group (it leads one); nothing happens when it is gone. */
export function signalProcess(wanted: ErpProcess, signal: NodeJS.Signals, group = false): void {
  if (!isRunning(wanted)) return;
  try {
    process.kill(group ? -wanted.pid : wanted.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Asks it to end with `signal`, and after `patienceMs` ends its whole group. Returns when it is gone. */
export async function endProcess(
  wanted: ErpProcess,
  signal: NodeJS.Signals = 'SIGTERM',
  patienceMs = 20_000,
): Promise<void> {
  signalProcess(wanted, signal);
  if (await isGone(wanted, patienceMs)) return;
  signalProcess(wanted, 'SIGKILL', true);
  if (!(await isGone(wanted, 10_000))) {
    throw new Error(`${wanted.name} (process ${wanted.pid}) does not end, not even when killed`);
  }
}

async function isGone(wanted: ErpProcess, patienceMs: number): Promise<boolean> {
  const end = performance.now() + patienceMs;
  while (isRunning(wanted)) {
    if (performance.now() > end) return false;
    await sleep(50);
  }
  return true;
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
  // The second field is the program's name in brackets and may hold anything; what follows the last bracket is fields 3 on.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', start: fields[19] ?? '' };
}
