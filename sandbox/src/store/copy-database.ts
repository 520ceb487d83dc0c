import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { instanceMark } from '../instance/instance-mark.ts';
import type { InstancePaths } from '../instance/instance-paths.ts';
import type { StoreRecord } from '../instance/instance-record.ts';
import { SandboxError } from '../sandbox-error.ts';
import { findProgram } from './find-program.ts';

function clientConfig(paths: InstancePaths, file: string, db: StoreRecord['db']): string {
  const config = join(paths.run, file);
  // Not on the command line, where every user of the machine could read the password.
  const lines = [
    '[client]',
    `host=${db.host}`,
    `port=${db.port}`,
    `user=${db.user}`,
    `password=${db.password}`,
    'protocol=tcp',
    '',
  ];
  writeFileSync(config, lines.join('\n'), { mode: 0o600 });
  return config;
}

/**
 * Copies the shop's whole database by dump, as a staging copy is made. Unless `keepAddress`, the original's address is
 * replaced in every table, those of plugins included; both are equally long, so serialized values stay whole.
 */
export async function copyDatabase(
  from: StoreRecord,
  to: StoreRecord,
  paths: InstancePaths,
  keepAddress: boolean,
): Promise<void> {
  const dump = findProgram('mariadb-dump', 'mysqldump');
  const client = findProgram('mariadb', 'mysql');
  if (!dump || !client)
    throw new SandboxError(
      'mariadb-dump or mariadb is missing. Install them: apt-get install mariadb-client',
    );
  const [old, fresh] = [new URL(from.url).host, new URL(to.url).host];
  const replace = keepAddress ? 'cat' : `sed 's/${old.replaceAll('.', '\\.')}/${fresh}/g'`;
  const script = `set -o pipefail; "$1" --defaults-extra-file="$2" --single-transaction --quick --hex-blob --default-character-set=utf8mb4 "$3" | ${replace} | "$4" --defaults-extra-file="$5" --default-character-set=utf8mb4 "$6"`;
  const args = [
    dump,
    clientConfig(paths, 'dump.cnf', from.db),
    from.db.name,
    client,
    clientConfig(paths, 'load.cnf', to.db),
    to.db.name,
  ];
  const child = spawn('bash', ['-c', script, 'copy-database', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...instanceMark(paths.dir), LC_ALL: 'C' },
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors = `${errors}${chunk.toString('utf8')}`.slice(-4_000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0)
    throw new SandboxError(
      `The database of ${from.url} could not be copied (code ${code}):\n${errors.trim()}`,
    );
}
