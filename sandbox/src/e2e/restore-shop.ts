import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { findProgram } from '../store/find-program.ts';

const run = promisify(execFile);

function clientConfig({ paths, store: { db } }: SandboxInstance): string {
  const file = join(paths.run, 'restore.cnf');
  const access = `host=${db.host}\nport=${db.port}\nuser=${db.user}\npassword=${db.password}\nprotocol=tcp\n`;
  writeFileSync(file, `[client]\n${access}`, { mode: 0o600 });
  return file;
}

function program(...names: string[]): string {
  const found = findProgram(...names);
  if (!found) throw new Error(`${names.join(' or ')} is missing.`);
  return found;
}

/** What a hosting panel's nightly backup is: all tables of the shop, the plugin's too. @returns the file */
export async function backUpShop(shop: SandboxInstance): Promise<string> {
  const file = join(shop.paths.dir, 'backup.sql');
  const config = `--defaults-extra-file=${clientConfig(shop)}`;
  const options = ['--single-transaction', '--hex-blob', '--default-character-set=utf8mb4'];
  const into = `--result-file=${file}`;
  await run(program('mariadb-dump', 'mysqldump'), [config, ...options, into, shop.store.db.name]);
  return file;
}

/** Puts it back over the running shop. What counts ids goes back with it: they are given a second time. */
export async function restoreShop(shop: SandboxInstance, file: string): Promise<void> {
  const config = `--defaults-extra-file=${clientConfig(shop)}`;
  const source = `source ${file}`;
  await run(program('mariadb', 'mysql'), [
    config,
    '--default-character-set=utf8mb4',
    `--execute=${source}`,
    shop.store.db.name,
  ]);
}
