import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PROGRAM = '/usr/bin/systemd-notify';

/**
 * Tells systemd how we are, when it started us (`NOTIFY_SOCKET`). By its own program: the socket is a Unix datagram,
 * which Node can't speak; the unit therefore says `NotifyAccess=all`. A failure is reported to `failed` once and
 * changes nothing else.
 */
export function createSystemdNotifier(
  environment: Readonly<Record<string, string | undefined>>,
  failed: (error: unknown) => void,
) {
  let working = Boolean(environment['NOTIFY_SOCKET']);
  const watchdogMs = Number(environment['WATCHDOG_USEC'] ?? 0) / 1000;

  async function notify(...states: string[]): Promise<void> {
    if (!working) return;
    try {
      await run(PROGRAM, states, { timeout: 5_000 });
    } catch (error) {
      working = false;
      failed(error);
    }
  }

  return {
    ready: (status: string) => notify('--ready', `--status=${status}`),
    status: (status: string) => notify(`--status=${status}`),
    stopping: () => notify('--status=Stopping: finishing what is under way', 'STOPPING=1'),
    /** Half of what systemd waits for; null: it watches nothing. */
    watchdogEveryMs: working && watchdogMs > 0 ? watchdogMs / 2 : null,
    alive: () => notify('WATCHDOG=1'),
  };
}
