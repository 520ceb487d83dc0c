import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { InstancePaths } from '../instance/instance-paths.ts';
import { phpDir } from './run-php.ts';
import type { ReleaseTree, StoreTrees } from './store-trees.ts';

const run = promisify(execFile);

/** A finished shop, kept so that the next one of the same kind takes seconds: its database files and its uploads. */
export interface StoreTemplate {
  dir: string;
  /** The address it was made under; a copy is moved to its own. */
  url: string;
}

// One is 50 to 80 MB. More kinds of shop than this in turn is rare; the least recently used goes.
const KEEP = 12;

function hashFiles(hash: ReturnType<typeof createHash>, dir: string, only: (name: string) => boolean): void {
  for (const entry of readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const file = join(dir, entry.name);
    if (entry.isDirectory()) hashFiles(hash, file, only);
    else if (only(entry.name)) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
}

/** A folder of somebody's own may change between two runs: names, sizes and times of its files stand for it. */
function fingerprintFolder(tree: ReleaseTree): string {
  if (tree.origin === 'cache') return tree.version;
  const hash = createHash('sha256');
  const entries = readdirSync(tree.dir, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = join(entry.parentPath, entry.name);
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file}:${size}:${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Name of the template for these trees and settings; changes with everything that takes part in making it. */
export function templateKey(
  trees: StoreTrees,
  settings: Record<string, unknown>,
  databaseVersion: string,
): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify({ settings, databaseVersion, standIn: trees.standIn }));
  hash.update(fingerprintFolder(trees.wordpress)).update(fingerprintFolder(trees.woocommerce));
  hashFiles(hash, phpDir, (name) => name.endsWith('.php'));
  for (const source of ['products.ts', 'customers.ts', 'build-store.ts', 'start-mariadb.ts']) {
    hash.update(readFileSync(join(import.meta.dirname, source)));
  }
  const versions = `wp${trees.wordpress.version}-wc${trees.woocommerce.version}`;
  return `${versions}-${hash.digest('hex').slice(0, 16)}`;
}

const templatesDir = (cacheDir: string) => join(cacheDir, 'templates');
const uploads = (wordpress: string) => join(wordpress, 'wp-content', 'uploads');

export function findTemplate(cacheDir: string, key: string): StoreTemplate | null {
  const dir = join(templatesDir(cacheDir), key);
  if (!existsSync(join(dir, 'template.json'))) return null;
  const { url } = JSON.parse(readFileSync(join(dir, 'template.json'), 'utf8')) as { url: string };
  return { dir, url };
}

/** Keeps a stopped database and the uploads as the template `key`. Whole or not at all; a second one of the same key is dropped. */
export async function saveTemplate(
  cacheDir: string,
  key: string,
  paths: InstancePaths,
  url: string,
): Promise<StoreTemplate> {
  mkdirSync(templatesDir(cacheDir), { recursive: true });
  const unfinished = mkdtempSync(join(templatesDir(cacheDir), '.unfinished-'));
  try {
    await run('cp', ['-r', '--sparse=always', paths.databaseFiles, join(unfinished, 'database')]);
    cpSync(uploads(paths.wordpress), join(unfinished, 'uploads'), { recursive: true });
    writeFileSync(join(unfinished, 'template.json'), `${JSON.stringify({ url })}\n`);
    const dir = join(templatesDir(cacheDir), key);
    if (!existsSync(dir)) renameSync(unfinished, dir);
    dropOldTemplates(cacheDir, key);
    return { dir, url };
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

function dropOldTemplates(cacheDir: string, keep: string): void {
  const age = (name: string) => statSync(join(templatesDir(cacheDir), name)).mtimeMs;
  const names = readdirSync(templatesDir(cacheDir)).filter((name) => !name.startsWith('.') && name !== keep);
  const oldestFirst = names.map((name) => ({ name, at: age(name) })).sort((a, b) => a.at - b.at);
  for (const { name } of oldestFirst.slice(0, Math.max(0, names.length + 1 - KEEP))) {
    rmSync(join(templatesDir(cacheDir), name), { recursive: true, force: true });
  }
}

/** Copies a template into an instance. Its database is not given to its user yet, its address is still the template's. */
export async function copyTemplate(template: StoreTemplate, paths: InstancePaths): Promise<void> {
  await run('cp', ['-r', '--sparse=always', join(template.dir, 'database'), paths.databaseFiles]);
  cpSync(join(template.dir, 'uploads'), uploads(paths.wordpress), { recursive: true });
  const now = new Date();
  utimesSync(template.dir, now, now);
}
