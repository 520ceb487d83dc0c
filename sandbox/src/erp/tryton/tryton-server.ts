import { join } from 'node:path';
import { waitUntil } from '../../instance/wait-until.ts';
import { SandboxError } from '../../sandbox-error.ts';
import { type ErpProcess, endProcess, isRunning } from '../find-process.ts';
import { findFreePort, isListening } from '../listening-port.ts';
import { writeProcess } from '../process-register.ts';
import { lastLines, startProcess } from '../start-process.ts';
import { DATABASE_USER, type TrytonPlace } from './postgres-cluster.ts';
import { writeFor } from './write-for.ts';

export const DATABASE = 'erp';
const PATIENCE_MS = 240_000;

/**
 * Without a worker, confirming a sale processes it in the same call: what `--erp tryton` promises to the adapter's
 * tests.
 */
export function writeTrytonConfig(
  place: TrytonPlace,
  settings: { postgresPort: number; httpPort: number; password: string },
): string {
  const { postgresPort, httpPort, password } = settings;
  return writeFor(
    place,
    'trytond.conf',
    `[web]
listen = 127.0.0.1:${httpPort}
[database]
uri = postgresql://${DATABASE_USER}:${password}@127.0.0.1:${postgresPort}/
list = False
[queue]
worker = False
[password]
entropy = 0
`,
  );
}

/** Starts trytond; on a free port, or on the given one (after it was stopped or killed). */
export async function startTrytond(
  place: TrytonPlace,
  database: { port: number; password: string },
  wantedPort: number | null,
): Promise<{ port: number; running: ErpProcess }> {
  const log = join(place.home, 'trytond.log');
  for (let attempt = 1; ; attempt++) {
    const port = wantedPort ?? (await findFreePort());
    const config = writeTrytonConfig(place, {
      postgresPort: database.port,
      httpPort: port,
      password: database.password,
    });
    const running = await startProcess({
      name: 'trytond',
      command: '/usr/bin/trytond',
      args: ['-c', config, '-d', DATABASE],
      cwd: place.home,
      log,
      ...place,
    });
    writeProcess(place.home, running);
    if (await isServing(running, port)) return { port, running };
    await endProcess(running);
    if (attempt === 3) throw new SandboxError(`trytond does not start:\n${lastLines(log)}`);
  }
}

async function isServing(running: ErpProcess, port: number): Promise<boolean> {
  await waitUntil(() => !isRunning(running) || isListening(running, port), PATIENCE_MS);
  return isListening(running, port);
}
