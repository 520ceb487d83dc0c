import { createHash } from 'node:crypto';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runProgram } from '../run-program.ts';
import { bootstrapScript } from './create-tryton-database.ts';
import type { BootstrapPlan } from './plan-bootstrap.ts';
import { clusterFolder, type TrytonPlace } from './postgres-cluster.ts';

/** What belongs to a template's database: the passwords in it. */
const secretsShape = z.object({
  databasePassword: z.string(),
  adminPassword: z.string(),
  userPassword: z.string(),
});
export type TemplateSecrets = z.output<typeof secretsShape>;

const PREFIX = 'tryton-template-';
const UNUSED_DAYS = 30;

export function cacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return join(base, 'counterfoil');
}

/** The template's folder in the cache: another name whenever anything that goes into it has changed, passwords aside. */
export function templateFolder(plan: BootstrapPlan, packages: Record<string, string>): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const hash = createHash('sha256');
  for (const source of [
    bootstrapScript,
    join(here, 'create-tryton-database.ts'),
    join(here, 'postgres-cluster.ts'),
  ]) {
    hash.update(readFileSync(source));
  }
  const known = { ...plan, user: { ...plan.user, password: null } };
  hash.update(JSON.stringify([known, packages, process.arch]));
  return join(cacheFolder(), `${PREFIX}${hash.digest('hex').slice(0, 16)}`);
}

/** Copies the stopped cluster into the cache. The folder gets its name last, so that a template is whole or not there. */
export async function saveTemplate(
  template: string,
  place: TrytonPlace,
  secrets: TemplateSecrets,
): Promise<void> {
  removeUnfinished(template);
  const unfinished = mkdtempSync(`${template}.unfinished-`);
  const archive = openSync(join(unfinished, 'cluster.tar.gz'), 'wx', 0o600);
  try {
    await runProgram({
      command: 'tar',
      args: ['--use-compress-program=gzip -1', '-cf', '-', '-C', clusterFolder(place), '.'],
      cwd: place.home,
      user: place.user,
      env: place.env,
      output: archive,
      timeoutMs: 120_000,
    });
  } finally {
    closeSync(archive);
  }
  writeFileSync(join(unfinished, 'secrets.json'), JSON.stringify(secrets), { mode: 0o600 });
  renameSync(unfinished, template);
}

/** Unpacks the cluster into an ERP's folder and answers its passwords. */
export async function restoreTemplate(template: string, place: TrytonPlace): Promise<TemplateSecrets> {
  utimesSync(template, new Date(), new Date());
  const folder = clusterFolder(place);
  mkdirSync(folder, { mode: 0o700 });
  if (place.user !== null) chownSync(folder, place.user.uid, place.user.gid);
  const archive = openSync(join(template, 'cluster.tar.gz'), 'r');
  try {
    await runProgram({
      command: 'tar',
      args: ['-xzf', '-', '-C', folder],
      cwd: place.home,
      user: place.user,
      env: place.env,
      input: archive,
      timeoutMs: 120_000,
    });
  } finally {
    closeSync(archive);
  }
  return secretsShape.parse(JSON.parse(readFileSync(join(template, 'secrets.json'), 'utf8')));
}

export function isTemplateThere(template: string): boolean {
  return existsSync(template);
}

/** Removes what a creation left that was killed, and templates unused for long. Only while holding the creation's lock. */
function removeUnfinished(template: string): void {
  const folder = dirname(template);
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(PREFIX)) continue;
    const path = join(folder, name);
    const days = (Date.now() - statSync(path).mtimeMs) / 86_400_000;
    const mine = path.startsWith(`${template}.unfinished-`);
    if (mine || days > UNUSED_DAYS) rmSync(path, { recursive: true, force: true });
  }
}
