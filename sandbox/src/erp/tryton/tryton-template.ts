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
import { z } from 'zod';
import { holdLock } from '../../instance/hold-lock.ts';
import { runProgram } from '../run-program.ts';
import { clusterFolder, type TrytonPlace } from './postgres-cluster.ts';

/** The passwords that belong to a template's database, by name. */
const secretsShape = z.record(z.string(), z.string());

const PREFIX = 'tryton-template-';
const MOST_KEPT = 8;
const LOCK_PATIENCE_MS = 1_200_000;

export type Template = {
  name: string;
  ingredients: unknown[];
  create: () => Promise<Record<string, string>>;
};

/**
 * Puts a stopped cluster into the ERP's folder: from the cache, or made by `create`, which answers the passwords in it,
 * and then kept there. The name in the cache changes with every ingredient. Of several starts at once one creates, the
 * others wait.
 */
export async function useTemplate(
  place: TrytonPlace,
  template: Template,
  progress: (line: string) => void,
): Promise<Record<string, string>> {
  mkdirSync(cacheFolder(), { recursive: true });
  const hash = createHash('sha256')
    .update(JSON.stringify([template.ingredients, process.arch]))
    .digest('hex');
  const folder = join(cacheFolder(), `${PREFIX}${template.name}-${hash.slice(0, 16)}`);
  if (!existsSync(folder)) {
    const waiting = () =>
      progress(`Tryton: another start is making the template "${template.name}", waiting for it`);
    const lock = join(cacheFolder(), `${PREFIX}${template.name}.lock`);
    const made = await holdLock(lock, LOCK_PATIENCE_MS, waiting, async () => {
      if (existsSync(folder)) return null;
      const secrets = await template.create();
      await saveTemplate(folder, place, secrets);
      return secrets;
    });
    if (made !== null) return made;
  }
  progress(`Tryton: copying the template "${template.name}"`);
  return restoreTemplate(folder, place);
}

function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'counterfoil');
}

/**
 * Copies the stopped cluster into the cache. The folder gets its name last, so that a template is whole or not there.
 */
async function saveTemplate(
  template: string,
  place: TrytonPlace,
  secrets: Record<string, string>,
): Promise<void> {
  removeUnneeded(template);
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
async function restoreTemplate(template: string, place: TrytonPlace): Promise<Record<string, string>> {
  utimesSync(template, new Date(), new Date());
  const secrets = secretsShape.parse(JSON.parse(readFileSync(join(template, 'secrets.json'), 'utf8')));
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
  return secrets;
}

/**
 * Removes what a creation left that was killed, and all but the newest templates, 14 MB each. Only under the creation's
 * lock.
 */
function removeUnneeded(template: string): void {
  const folder = dirname(template);
  const all = readdirSync(folder).filter((name) => name.startsWith(PREFIX) && !name.endsWith('.lock'));
  const unfinished = all.filter((name) => join(folder, name).startsWith(`${template}.unfinished-`));
  const used = (name: string) => statSync(join(folder, name)).mtimeMs;
  const old = all
    .filter((name) => !name.includes('.unfinished-'))
    .sort((a, b) => used(b) - used(a))
    .slice(MOST_KEPT);
  for (const name of [...unfinished, ...old]) rmSync(join(folder, name), { recursive: true, force: true });
}
