import { copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runProgram } from '../run-program.ts';
import type { BootstrapPlan } from './plan-bootstrap.ts';
import {
  createDatabase,
  initCluster,
  startCluster,
  stopCluster,
  type TrytonPlace,
} from './postgres-cluster.ts';
import { DATABASE, writeTrytonConfig } from './tryton-server.ts';
import { writeFor } from './write-for.ts';

/** sale_amendment changes confirmed sales, stock_package_shipping keeps tracking numbers: asked for by later flows. */
const MODULES = ['sale', 'web_shop', 'sale_amendment', 'stock_package_shipping'];

export const bootstrapScript = join(dirname(fileURLToPath(import.meta.url)), 'bootstrap-tryton.py');

export type TrytonSecrets = { databasePassword: string; adminPassword: string };

/**
 * From nothing to the sandbox's company: cluster, database, modules (most of the time), then bootstrap-tryton.py. Leaves the
 * cluster stopped and clean, ready to be copied. Takes about 55 s on 2 cores.
 */
export async function createTrytonDatabase(
  place: TrytonPlace,
  plan: BootstrapPlan,
  secrets: TrytonSecrets,
  progress: (line: string) => void,
): Promise<void> {
  progress('Tryton: making a PostgreSQL cluster');
  await initCluster(place, secrets.databasePassword);
  const { port, running } = await startCluster(place);
  try {
    await createDatabase(place, port, secrets.databasePassword, DATABASE);
    const config = writeTrytonConfig(place, {
      postgresPort: port,
      httpPort: 0,
      password: secrets.databasePassword,
    });
    const passwordFile = writeFor(place, 'admin-password', secrets.adminPassword);
    progress('Tryton: creating its tables (the longest step, about 45 s)');
    await runProgram({
      command: '/usr/bin/trytond-admin',
      args: ['-c', config, '-d', DATABASE, '-u', ...MODULES].concat([
        '--activate-dependencies',
        '--email',
        'admin@example.org',
        '-l',
        'en',
      ]),
      cwd: place.home,
      user: place.user,
      env: { ...place.env, TRYTONPASSFILE: passwordFile },
      timeoutMs: 900_000,
    });
    // The repository may lie where the user postgres can't read it.
    const script = join(place.home, 'bootstrap-tryton.py');
    copyFileSync(bootstrapScript, script);
    const planFile = writeFor(place, 'plan.json', JSON.stringify(plan));
    await runProgram({
      command: '/usr/bin/python3',
      args: [script, config, DATABASE, planFile],
      cwd: place.home,
      user: place.user,
      env: place.env,
      timeoutMs: 600_000,
      progress: (line) => progress(`Tryton: ${line}`),
    });
  } finally {
    await stopCluster(running);
  }
}
