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

/**
 * A new cluster with a database in which the modules are activated and nothing else is. Leaves it stopped and clean,
 * ready to be copied. 45 s on 2 idle cores, which is why it is a template of its own: another list of products needs
 * only the next step.
 */
export async function createTables(
  place: TrytonPlace,
  secrets: { databasePassword: string; adminPassword: string },
  progress: (line: string) => void,
): Promise<void> {
  progress('Tryton: making a PostgreSQL cluster');
  await initCluster(place, secrets.databasePassword);
  await withCluster(place, async (port) => {
    await createDatabase(place, port, secrets.databasePassword, DATABASE);
    const config = writeTrytonConfig(place, {
      postgresPort: port,
      httpPort: 0,
      password: secrets.databasePassword,
    });
    const passwordFile = writeFor(place, 'admin-password', secrets.adminPassword);
    progress('Tryton: creating its tables, about a minute the first time');
    await runProgram({
      command: '/usr/bin/trytond-admin',
      args: [
        '-c',
        config,
        '-d',
        DATABASE,
        '-l',
        'en',
        '--email',
        'admin@example.org',
        '--activate-dependencies',
      ].concat(['-u', ...MODULES]),
      cwd: place.home,
      user: place.user,
      env: { ...place.env, TRYTONPASSFILE: passwordFile },
      timeoutMs: 900_000,
    });
  });
}

/** Makes the sandbox's company in it. Again leaves the cluster stopped. About 6 s. */
export async function createCompany(
  place: TrytonPlace,
  plan: BootstrapPlan & { user: { password: string } },
  databasePassword: string,
  progress: (line: string) => void,
): Promise<void> {
  await withCluster(place, async (port) => {
    const config = writeTrytonConfig(place, { postgresPort: port, httpPort: 0, password: databasePassword });
    // A copy, because the repository may lie where the user postgres can't read it.
    const script = join(place.home, 'bootstrap-tryton.py');
    copyFileSync(bootstrapScript, script);
    await runProgram({
      command: '/usr/bin/python3',
      args: [script, config, DATABASE, writeFor(place, 'plan.json', JSON.stringify(plan))],
      cwd: place.home,
      user: place.user,
      env: place.env,
      timeoutMs: 600_000,
      progress: (line) => progress(`Tryton: ${line}`),
    });
  });
}

async function withCluster(place: TrytonPlace, work: (port: number) => Promise<void>): Promise<void> {
  const { port, running } = await startCluster(place);
  try {
    await work(port);
  } finally {
    await stopCluster(running);
  }
}
