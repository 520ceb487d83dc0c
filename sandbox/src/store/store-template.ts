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
import { z } from 'zod';
import { runForInstance } from '../instance/instance-mark.ts';
import type { InstancePaths } from '../instance/instance-paths.ts';
import { storeCatalogue } from '../instance/instance-record.ts';
import { dropAbandoned } from './drop-abandoned.ts';

/**
 * A finished shop, kept so that the next one of the same kind takes seconds: its database files and its uploads in
 * `dir`. `url` is the address it was made under; a copy is moved to its own.
 */
const templateNote = z.object({ url: z.string(), catalogue: storeCatalogue });
type TemplateNote = z.infer<typeof templateNote>;
export type StoreTemplate = TemplateNote & { dir: string };

// One takes 15 MB on disk (sparse files). More kinds of shop than this in turn are rare; the one unused the longest
// goes.
const KEEP = 24;

const templatesDir = (cacheDir: string) => join(cacheDir, 'templates');
const uploads = (wordpress: string) => join(wordpress, 'wp-content', 'uploads');

export function findTemplate(cacheDir: string, key: string): StoreTemplate | null {
  const dir = join(templatesDir(cacheDir), key);
  if (!existsSync(join(dir, 'template.json'))) return null;
  return { dir, ...templateNote.parse(JSON.parse(readFileSync(join(dir, 'template.json'), 'utf8'))) };
}

/**
 * Keeps a stopped database and the uploads as the template `key`. Whole or not at all; a second one of the same key is
 * dropped.
 */
export async function saveTemplate(
  cacheDir: string,
  key: string,
  paths: InstancePaths,
  note: TemplateNote,
): Promise<StoreTemplate> {
  mkdirSync(templatesDir(cacheDir), { recursive: true });
  const unfinished = mkdtempSync(join(templatesDir(cacheDir), '.unfinished-'));
  const dir = join(templatesDir(cacheDir), key);
  try {
    await runForInstance(paths.dir, 'cp', [
      '-r',
      '--sparse=always',
      paths.databaseFiles,
      join(unfinished, 'database'),
    ]);
    cpSync(uploads(paths.wordpress), join(unfinished, 'uploads'), { recursive: true });
    writeFileSync(join(unfinished, 'template.json'), `${JSON.stringify(note)}\n`);
    renameSync(unfinished, dir);
  } catch (error) {
    // Another `up` of the same kind was first: its template is as good.
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  dropOldTemplates(cacheDir, key);
  return { dir, ...note };
}

function dropOldTemplates(cacheDir: string, keep: string): void {
  dropAbandoned(templatesDir(cacheDir), '.unfinished-');
  const usedAt = (name: string) => statSync(join(templatesDir(cacheDir), name)).mtimeMs;
  const names = readdirSync(templatesDir(cacheDir)).filter((name) => !name.startsWith('.') && name !== keep);
  const oldestFirst = names.map((name) => ({ name, at: usedAt(name) })).sort((a, b) => a.at - b.at);
  for (const { name } of oldestFirst.slice(0, Math.max(0, names.length + 1 - KEEP))) {
    rmSync(join(templatesDir(cacheDir), name), { recursive: true, force: true });
  }
}

/**
 * Copies a template into an instance. Its database is not given to its user yet, its address is still the template's.
 */
export async function copyTemplate(template: StoreTemplate, paths: InstancePaths): Promise<void> {
  await runForInstance(paths.dir, 'cp', [
    '-r',
    '--sparse=always',
    join(template.dir, 'database'),
    paths.databaseFiles,
  ]);
  cpSync(join(template.dir, 'uploads'), uploads(paths.wordpress), { recursive: true });
  const now = new Date();
  utimesSync(template.dir, now, now);
}
