import { chownSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type ErpProcess, endProcess } from '../find-process.ts';
import { readProcesses } from '../process-register.ts';
import type { ErpProduct } from '../start-erp.ts';
import { requireReachable, unprivilegedUser } from '../unix-user.ts';
import { askVersion } from './call-tryton.ts';
import { planBootstrap } from './plan-bootstrap.ts';
import { runSql, startCluster, stopCluster, type TrytonPlace } from './postgres-cluster.ts';
import { prepareCompany } from './tryton-company.ts';
import { installedPackages } from './tryton-packages.ts';
import { DATABASE, startTrytond } from './tryton-server.ts';
import { writeFor } from './write-for.ts';

/** Kept in the ERP's folder for a restart of trytond alone. */
const restartShape = z.object({ postgresPort: z.int(), databasePassword: z.string() });
const RESTART = 'restart.json';

export type StartedTryton = {
  version: string;
  url: string;
  database: string;
  user: string;
  password: string;
  adminPassword: string;
  processes: ErpProcess[];
};

/**
 * Starts PostgreSQL and trytond on a company of their own in `dir`: from the cached template, which the first start
 * makes.
 */
export async function startTryton(options: {
  dir: string;
  currency: string;
  products: ErpProduct[];
  progress: (line: string) => void;
}): Promise<StartedTryton> {
  const { dir, currency, products, progress } = options;
  const packages = installedPackages();
  const place = placeOf(dir);
  mkdirSync(dir, { recursive: true, mode: 0o755 });
  if (place.user !== null) chownSync(dir, place.user.uid, place.user.gid);
  requireReachable(dir, place.user);
  try {
    const plan = planBootstrap({ currency, products, year: new Date().getUTCFullYear() });
    const secrets = await prepareCompany(place, plan, packages, progress);
    progress('Tryton: starting');
    const postgres = await startCluster(place);
    const kept = { postgresPort: postgres.port, databasePassword: secrets.databasePassword };
    writeFor(place, RESTART, JSON.stringify(kept));
    const trytond = await startTrytond(
      place,
      { port: postgres.port, password: secrets.databasePassword },
      null,
    );
    const url = `http://127.0.0.1:${trytond.port}`;
    return {
      version: await askVersion(url),
      url,
      database: DATABASE,
      user: plan.user.login,
      password: secrets.userPassword,
      adminPassword: secrets.adminPassword,
      processes: readProcesses(dir),
    };
  } catch (error) {
    await endTryton(dir);
    throw error;
  }
}

function readDatabase(dir: string): { port: number; password: string } {
  const kept = restartShape.parse(JSON.parse(readFileSync(join(dir, RESTART), 'utf8')));
  return { port: kept.postgresPort, password: kept.databasePassword };
}

/** Runs one SQL statement in the database of the Tryton in `dir`, past Tryton itself. */
export async function runTrytonSql(dir: string, sql: string): Promise<void> {
  const { port, password } = readDatabase(dir);
  await runSql(placeOf(dir), port, password, DATABASE, sql);
}

/** Starts trytond again on its port, after it was stopped or killed; PostgreSQL runs on. */
export async function restartTrytond(dir: string, url: string): Promise<ErpProcess> {
  const database = readDatabase(dir);
  return (await startTrytond(placeOf(dir), database, Number(new URL(url).port))).running;
}

/** Ends trytond, then PostgreSQL, as far as they run. */
export async function endTryton(dir: string): Promise<void> {
  const processes = readProcesses(dir);
  for (const one of processes.filter((running) => running.name !== 'postgres')) await endProcess(one);
  for (const one of processes.filter((running) => running.name === 'postgres')) await stopCluster(one);
}

function placeOf(dir: string): TrytonPlace {
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: dir,
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    PYTHONWARNINGS: 'ignore',
  };
  return { home: dir, user: unprivilegedUser(), env };
}
