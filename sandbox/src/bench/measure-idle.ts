import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { type Figure, figure } from './figure.ts';

const QUIET_MS = 30_000;
const MINUTE_MS = 60_000;
/** Linux counts processor time in hundredths of a second on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100;

const phpRequests = (instance: SandboxInstance) =>
  readFileSync(join(instance.paths.logs, 'php-access.log'), 'utf8').split('\n').length - 1;

/** User and system time so far, seconds. Fields 14 and 15 of /proc/<pid>/stat; the name before them may hold spaces. */
function processorSeconds(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function residentMegabytes(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

/** One minute in which nobody buys: what the connector asks of the shop's PHP, and what it takes of its own machine. */
export async function measureIdle(instance: SandboxInstance): Promise<Figure[]> {
  const pid = instance.agent?.pid;
  if (!pid) throw new Error('The idle minute needs a running agent.');
  await pause(QUIET_MS);
  const before = { requests: phpRequests(instance), seconds: processorSeconds(pid) };
  await pause(MINUTE_MS);
  const share = ((processorSeconds(pid) - before.seconds) / (MINUTE_MS / 1000)) * 100;
  return [
    figure('php_requests_in_idle_minute', 'requests', phpRequests(instance) - before.requests, null, [
      '<=',
      2,
    ]),
    figure('agent_processor_in_idle_minute', '%', share, null, ['<=', 1]),
    figure('agent_resident_memory', 'MB', residentMegabytes(pid), null, ['<=', 130]),
  ];
}
