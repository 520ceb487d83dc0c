import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { InstancePaths } from '../instance/instance-paths.ts';
import type { InstanceRecord } from '../instance/instance-record.ts';
import { startProcess } from '../instance/start-process.ts';
import { SandboxError } from '../sandbox-error.ts';
import { findProgram } from './find-program.ts';
import { phpSettings } from './php-settings.ts';
import { phpDir } from './run-php.ts';
import { fpmConfig, nginxConfig } from './web-server-config.ts';

const phpVersions = ['8.5', '8.4', '8.3', '8.2', '8.1'];

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function socketListens(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/**
 * On the command line, not in the pool: what PHP reserves at its start, OPcache's memory for one, can't be set later.
 */
function phpFlags(paths: InstancePaths): string[] {
  return Object.entries(phpSettings(paths)).flatMap(([name, value]) => ['-d', `${name}=${value}`]);
}

export type WebServerChoice = 'nginx' | 'php' | 'auto';

/** `auto` is nginx and php-fpm where both are installed, else PHP's own server. */
function chooseWebServer(
  choice: WebServerChoice,
): { kind: 'nginx'; nginx: string; fpm: string } | { kind: 'php' } {
  if (choice === 'php') return { kind: 'php' };
  const nginx = findProgram('nginx');
  const fpm = findProgram('php-fpm', ...phpVersions.map((version) => `php-fpm${version}`));
  if (nginx && fpm) return { kind: 'nginx', nginx, fpm };
  if (choice === 'auto') return { kind: 'php' };
  throw new SandboxError(
    `--web-server nginx: ${nginx ? 'php-fpm' : 'nginx'} is missing. Install it: apt-get install nginx php-fpm`,
  );
}

/**
 * Starts what answers the shop's address. PHP runs as the user who called, root included: the plugin is a link into the
 * working copy, which another user often can't read, and what PHP's command line writes (tests, seeding) stays writable
 * for the shop.
 */
export async function startWebServer(
  baseDir: string,
  record: InstanceRecord,
  paths: InstancePaths,
  port: number,
  choice: WebServerChoice,
): Promise<'nginx' | 'php'> {
  const server = chooseWebServer(choice);
  mkdirSync(paths.run, { recursive: true });
  if (server.kind === 'php') {
    await startProcess(baseDir, record, {
      role: 'php',
      command: findProgram('php') ?? 'php',
      args: [
        ...phpFlags(paths),
        '-S',
        `127.0.0.1:${port}`,
        '-t',
        paths.wordpress,
        join(phpDir, 'router.php'),
      ],
      // One process alone hangs as soon as WordPress calls itself.
      env: { PHP_CLI_SERVER_WORKERS: '5' },
      log: join(paths.logs, 'php-server.log'),
      cwd: paths.dir,
      ready: () => listens(port),
      readyWithinMs: 60_000,
    });
    return 'php';
  }
  const fpmFile = join(paths.run, 'php-fpm.conf');
  writeFileSync(fpmFile, fpmConfig(paths));
  await startProcess(baseDir, record, {
    role: 'php-fpm',
    command: server.fpm,
    args: ['--nodaemonize', '--allow-to-run-as-root', '--fpm-config', fpmFile, ...phpFlags(paths)],
    log: join(paths.logs, 'php-fpm.log'),
    cwd: paths.dir,
    ready: () => socketListens(join(paths.run, 'php.sock')),
    readyWithinMs: 60_000,
  });
  const nginxFile = join(paths.run, 'nginx.conf');
  writeFileSync(nginxFile, nginxConfig(paths, port));
  await startProcess(baseDir, record, {
    role: 'nginx',
    command: server.nginx,
    args: ['-p', paths.run, '-c', nginxFile, '-e', join(paths.logs, 'nginx.log')],
    log: join(paths.logs, 'nginx.log'),
    cwd: paths.dir,
    ready: () => listens(port),
    readyWithinMs: 60_000,
  });
  return 'nginx';
}
