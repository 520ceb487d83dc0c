/**
 * What neither Biome nor knip sees of imports: pure files that come to a database, network or clock through others,
 * rooms in a circle, and what a workspace uses without declaring it. Which files are pure and what they may not take
 * stands in biome.json and lint/pure-imports.grit.
 */
import { globSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { findCirclingRooms } from './find-circling-rooms.ts';
import { findImpure } from './find-impure.ts';
import { findUndeclared, type Workspace } from './find-undeclared.ts';

const root = process.argv[2] ?? fileURLToPath(new URL('../../../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const names = z.record(z.string(), z.string()).default({});
const manifest = z.object({
  name: z.string(),
  workspaces: z.array(z.string()).default([]),
  dependencies: names,
  devDependencies: names,
});
const biomeConfig = z.object({
  plugins: z.array(z.object({ path: z.string(), includes: z.array(z.string()) })),
});

function workspaceAt(folder: string): Workspace {
  const { name, dependencies, devDependencies } = manifest.parse(
    JSON.parse(read(join(folder, 'package.json'))),
  );
  return { folder, name, declared: new Set(Object.keys({ ...dependencies, ...devDependencies })) };
}

/** As Biome reads them: what comes later, or is taken out, counts. */
function isAmong(includes: readonly string[], path: string): boolean {
  return includes.reduce((among, include) => {
    const isOut = include.startsWith('!');
    return matchesGlob(path, isOut ? include.slice(1) : include) ? !isOut : among;
  }, false);
}

const folders = manifest.parse(JSON.parse(read('package.json'))).workspaces;
const workspaces = ['', ...folders].map(workspaceAt);
const paths = [
  ...globSync('*.{ts,mjs}', { cwd: root }),
  ...folders.flatMap((folder) => globSync(`${folder}/{src,simulation}/**/*.{ts,tsx}`, { cwd: root })),
];
const files = new Map(paths.map((path) => [path, read(path)]));

const RULE = './lint/pure-imports.grit';
const includes = biomeConfig
  .parse(JSON.parse(read('biome.json')))
  .plugins.find(({ path }) => path === RULE)?.includes;
const forbidden = /\$source <: r"\(\?s\)\.\*(.+)\.\*",$/m.exec(read(RULE))?.[1];
if (!includes || !forbidden) throw new Error(`biome.json and ${RULE} no longer say what is pure`);
const forbids = new RegExp(forbidden.replaceAll('\\"', '"'));
const pure = paths.filter((path) => isAmong(includes, path));
const packages = new Map(workspaces.map(({ folder, name }) => [name, `${folder}/src/index.ts`]));

const found = [
  ...findUndeclared(workspaces, files),
  ...findCirclingRooms(files),
  ...findImpure(pure, files, (from) => forbids.test(`'${from}'`), packages),
];
for (const one of found) console.log(one);
console.log(`${found.length} found in ${paths.length} files, ${pure.length} of them pure.`);
process.exitCode = found.length === 0 && pure.length > 0 ? 0 : 1;
