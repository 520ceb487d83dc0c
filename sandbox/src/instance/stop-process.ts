import { SandboxError } from '../sandbox-error.ts';
import { isRunning, listSessionMembers, type ProcessIdentity } from './process-identity.ts';
import { waitUntil } from './wait-until.ts';

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** The session it leads, and itself where it leads none. */
function listMembers(identity: ProcessIdentity): number[] {
  const session = listSessionMembers(identity);
  return session.includes(identity.pid) || !isRunning(identity) ? session : [identity.pid, ...session];
}

/**
 * Ends a process and everything in its session: asks the leader (or, where it is gone, each member), then kills what is
 * left.
 * @param graceMs how long the asked ones may take
 */
export async function stopProcess(identity: ProcessIdentity, graceMs = 10_000): Promise<void> {
  const members = listMembers(identity);
  if (members.length === 0) return;
  const asked = members.includes(identity.pid) ? [identity.pid] : members;
  for (const pid of asked) signal(pid, 'SIGTERM');
  const gone = () => listMembers(identity).length === 0;
  if (await waitUntil(gone, graceMs, 20)) return;
  for (const pid of listMembers(identity)) signal(pid, 'SIGKILL');
  if (!(await waitUntil(gone, 60_000, 20))) {
    throw new SandboxError(
      `Process ${identity.pid} doesn't end, even when killed. Look at it with: ps -o pid,stat,wchan,cmd -s ${identity.pid}`,
    );
  }
}
