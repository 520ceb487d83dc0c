import { readdirSync, readFileSync } from 'node:fs';

/**
 * A process that can't be mistaken for another: process ids are used again, so its start time (clock ticks since boot)
 * and the boot stand beside it. Each is the leader of a session of its own, so that what it forked is found by that
 * session.
 */
export interface ProcessIdentity {
  pid: number;
  startTicks: number;
  bootId: string;
}

interface ProcStat {
  pid: number;
  state: string;
  session: number;
  startTicks: number;
}

function readProcStat(pid: number): ProcStat | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null; // gone
  }
  // The command name stands in parentheses and may itself hold spaces and parentheses: count from the last one.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { pid, state: fields[0] ?? '', session: Number(fields[3]), startTicks: Number(fields[19]) };
}

function currentBootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

/** Identity of a running process, or null when there is none with this id. */
export function identifyProcess(pid: number): ProcessIdentity | null {
  const stat = readProcStat(pid);
  return stat && { pid, startTicks: stat.startTicks, bootId: currentBootId() };
}

export function ownIdentity(): ProcessIdentity {
  const own = identifyProcess(process.pid);
  if (!own) throw new Error('This process is not in /proc. The sandbox needs Linux.');
  return own;
}

/** True while exactly this process runs (a zombie counts as ended). */
export function isRunning(identity: ProcessIdentity): boolean {
  if (identity.bootId !== currentBootId()) return false;
  const stat = readProcStat(identity.pid);
  return stat !== null && stat.state !== 'Z' && stat.startTicks === identity.startTicks;
}

/**
 * Process ids of the session that `identity` leads or led, itself included. The kernel gives a process id to nobody
 * else while a session of that number has members; a member older than the leader is none of ours all the same.
 */
export function listSessionMembers(identity: ProcessIdentity): number[] {
  if (identity.bootId !== currentBootId()) return [];
  const leader = readProcStat(identity.pid);
  if (leader && leader.startTicks !== identity.startTicks) return [];
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((entry) => readProcStat(Number(entry)))
    .filter((stat) => stat !== null)
    .filter(
      (stat) => stat.session === identity.pid && stat.startTicks >= identity.startTicks && stat.state !== 'Z',
    )
    .map((stat) => stat.pid);
}
