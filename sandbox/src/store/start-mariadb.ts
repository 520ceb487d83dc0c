import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runForInstance } from '../instance/instance-mark.ts';
import type { InstancePaths } from '../instance/instance-paths.ts';
import type { InstanceRecord } from '../instance/instance-record.ts';
import type { ProcessIdentity } from '../instance/process-identity.ts';
import { startProcess } from '../instance/start-process.ts';
import { SandboxError } from '../sandbox-error.ts';
import { findProgram } from './find-program.ts';

const run = promisify(execFile);

export const asRoot = () => process.getuid?.() === 0;

/** mariadbd refuses to run as root; Debian's package brings the user mysql. Without root it runs as who we are. */
export async function giveToDatabaseUser(instanceDir: string, folder: string): Promise<void> {
  if (asRoot()) await runForInstance(instanceDir, 'chown', ['-R', 'mysql:', folder]);
}

function requireProgram(...names: string[]): string {
  const program = findProgram(...names);
  if (!program) throw new SandboxError(`${names[0]} is missing. Install it: apt-get install mariadb-server`);
  return program;
}

export async function mariadbVersion(): Promise<string> {
  const { stdout } = await run(requireProgram('mariadbd', 'mysqld'), ['--no-defaults', '--version']);
  return /Ver\s+(\S+)/.exec(stdout)?.[1] ?? 'unknown';
}

/** Makes an empty data folder: the system tables and nothing else. */
export async function createDatabaseFiles(paths: InstancePaths): Promise<void> {
  mkdirSync(paths.databaseFiles, { recursive: true, mode: 0o700 });
  await giveToDatabaseUser(paths.dir, paths.databaseFiles);
  const program = requireProgram('mariadb-install-db', 'mysql_install_db');
  try {
    await runForInstance(paths.dir, program, [
      '--no-defaults',
      ...(asRoot() ? ['--user=mysql'] : []),
      `--datadir=${paths.databaseFiles}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      ...sizeSettings.map((line) => `--${line}`),
    ]);
  } catch (error) {
    throw new SandboxError(
      `${program} could not make ${paths.databaseFiles}:\n${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

// Of the files, so the same when they are made and when they are used. Small: they are copied for each instance.
const sizeSettings = [
  'innodb_log_file_size=16M',
  'innodb_data_file_path=ibdata1:12M:autoextend',
  'aria_log_file_size=8M',
];

function settings(paths: InstancePaths, port: number, durable: boolean, startSql: string): string {
  const runDir = join(paths.run, 'db');
  return [
    '[mysqld]',
    ...(asRoot() ? ['user=mysql'] : []),
    `datadir=${paths.databaseFiles}`,
    `socket=${paths.databaseSocket}`,
    `pid_file=${join(runDir, 'mariadbd.pid')}`,
    `tmpdir=${runDir}`,
    `init_file=${startSql}`,
    'bind_address=127.0.0.1',
    `port=${port}`,
    'skip_name_resolve',
    'character_set_server=utf8mb4',
    'collation_server=utf8mb4_unicode_ci',
    ...sizeSettings,
    'innodb_buffer_pool_size=96M',
    'key_buffer_size=4M',
    'max_connections=60',
    'max_allowed_packet=16M',
    'table_open_cache=400',
    'performance_schema=OFF',
    'skip_log_bin',
    // 2: each commit reaches the operating system, so nothing is lost when mariadbd or PHP is killed; only a power cut
    // could. 1 (what a host has) waits for the disk at each commit; `--durable` sets it, for figures that must count
    // that wait.
    `innodb_flush_log_at_trx_commit=${durable ? 1 : 2}`,
    'sync_binlog=0',
    '',
  ].join('\n');
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.setTimeout(1_000, () => socket.destroy());
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}

export interface DatabaseStart {
  port: number;
  durable: boolean;
  /** SQL run with all rights before the server takes its first connection: users, passwords, the shop's address. */
  startSql: readonly string[];
}

/** Starts mariadbd on 127.0.0.1 and a socket inside the instance, and waits until it takes connections. */
export async function startMariadb(
  baseDir: string,
  record: InstanceRecord,
  paths: InstancePaths,
  start: DatabaseStart,
): Promise<ProcessIdentity> {
  const runDir = join(paths.run, 'db');
  mkdirSync(runDir, { recursive: true, mode: 0o755 });
  const startSqlFile = join(runDir, 'start.sql');
  // mariadbd reads one statement a line here.
  writeFileSync(startSqlFile, `${start.startSql.join(';\n')};\n`, { mode: 0o600 });
  const config = join(paths.run, 'mariadb.cnf');
  writeFileSync(config, settings(paths, start.port, start.durable, startSqlFile));
  chmodSync(config, 0o644);
  await giveToDatabaseUser(paths.dir, runDir);
  const identity = await startProcess(baseDir, record, {
    role: 'mariadb',
    command: requireProgram('mariadbd', 'mysqld'),
    args: [`--defaults-file=${config}`],
    log: join(paths.logs, 'mariadb.log'),
    cwd: paths.dir,
    ready: () => answers(start.port),
    readyWithinMs: 120_000,
  });
  rmSync(startSqlFile);
  return identity;
}
