import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from '../../instance/wait-until.ts';
import { SandboxError } from '../../sandbox-error.ts';
import { type ErpProcess, endProcess, isRunning } from '../find-process.ts';
import { findFreePort } from '../listening-port.ts';
import { writeProcess } from '../process-register.ts';
import { runProgram } from '../run-program.ts';
import { lastLines, startProcess, type UnixUser } from '../start-process.ts';
import { writeFor } from './write-for.ts';

const BIN = '/usr/lib/postgresql/15/bin';
export const DATABASE_USER = 'counterfoil';

/** Where everything of one Tryton is: `home` is its folder, `user` whom its programs run as. */
export type TrytonPlace = { home: string; user: UnixUser | null; env: Record<string, string> };

export function clusterFolder(place: TrytonPlace): string {
  return join(place.home, 'postgresql');
}

/**
 * fsync is off because a sandbox need not outlive the machine; commits still reach the kernel before they are answered,
 * so nothing is lost by `kill -9`. autovacuum is eager: creating Tryton's tables is dominated by catalogue queries,
 * which take twice as long on statistics that nobody gathered (46 s against 105 s), and 404 s with autovacuum off.
 */
const SETTINGS = `
fsync = off
full_page_writes = off
jit = off
min_wal_size = 2MB
max_wal_size = 64MB
autovacuum_naptime = 1s
autovacuum_analyze_threshold = 20
autovacuum_analyze_scale_factor = 0.02
autovacuum_vacuum_threshold = 20
autovacuum_vacuum_cost_delay = 0
unix_socket_directories = ''
listen_addresses = '127.0.0.1'
`;

export async function initCluster(place: TrytonPlace, password: string): Promise<void> {
  const passwordFile = writeFor(place, 'postgresql-password', password);
  const args = ['--pgdata', clusterFolder(place), '--username', DATABASE_USER, '--pwfile', passwordFile];
  const options = [
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
    '--no-sync',
    '--wal-segsize=1',
  ];
  await runProgram({
    command: `${BIN}/initdb`,
    args: [...args, ...options],
    ...place,
    cwd: place.home,
    timeoutMs: 240_000,
  });
  appendFileSync(join(clusterFolder(place), 'postgresql.conf'), SETTINGS);
}

/** Starts PostgreSQL on a free port; another port when somebody took it first. */
export async function startCluster(place: TrytonPlace): Promise<{ port: number; running: ErpProcess }> {
  const log = join(place.home, 'postgresql.log');
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort();
    const running = await startProcess({
      name: 'postgres',
      command: `${BIN}/postgres`,
      args: ['-D', clusterFolder(place), '-p', port.toString()],
      cwd: place.home,
      log,
      ...place,
    });
    writeProcess(place.home, running);
    if (await isReady(place, running)) return { port, running };
    await endProcess(running, 'SIGINT');
    if (attempt === 3) throw new SandboxError(`PostgreSQL does not start:\n${lastLines(log)}`);
  }
}

/** SIGINT is PostgreSQL's fast shutdown: clients are dropped, the data is left clean. */
export async function stopCluster(running: ErpProcess): Promise<void> {
  await endProcess(running, 'SIGINT', 60_000);
}

export async function createDatabase(
  place: TrytonPlace,
  port: number,
  password: string,
  name: string,
): Promise<void> {
  await runProgram({
    command: `${BIN}/createdb`,
    args: ['-h', '127.0.0.1', '-p', port.toString(), '-U', DATABASE_USER, name],
    cwd: place.home,
    user: place.user,
    env: { ...place.env, PGPASSWORD: password },
    timeoutMs: 240_000,
  });
}

/** Runs one SQL statement past Tryton. */
export async function runSql(
  place: TrytonPlace,
  port: number,
  password: string,
  name: string,
  sql: string,
): Promise<void> {
  await runProgram({
    command: `${BIN}/psql`,
    args: [
      '-h',
      '127.0.0.1',
      '-p',
      port.toString(),
      '-U',
      DATABASE_USER,
      '-v',
      'ON_ERROR_STOP=1',
      '-c',
      sql,
      name,
    ],
    cwd: place.home,
    user: place.user,
    env: { ...place.env, PGPASSWORD: password },
    timeoutMs: 240_000,
  });
}

/** postmaster.pid says in its first line whose it is, and in its eighth whether connections are taken. */
async function isReady(place: TrytonPlace, running: ErpProcess): Promise<boolean> {
  const isTaken = () => {
    const lines = readIfThere(join(clusterFolder(place), 'postmaster.pid')).split('\n');
    return lines[0] === running.pid.toString() && lines[7]?.trim() === 'ready';
  };
  await waitUntil(() => !isRunning(running) || isTaken(), 30_000, 30);
  return isRunning(running) && isTaken();
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
