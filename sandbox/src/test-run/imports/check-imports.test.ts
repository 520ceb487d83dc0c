/**
 * A check that finds nothing looks like one that works: here each of its rules is broken once, and what they allow goes
 * through.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { readImports } from './read-imports.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const program = fileURLToPath(new URL('check-imports.ts', import.meta.url));
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** What the check says of a repository with the rules of this one and these files. */
function check(files: Record<string, string>): { status: number | null; said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'counterfoil-imports-'));
  folders.push(folder);
  for (const path of ['biome.json', 'lint'])
    cpSync(join(root, path), join(folder, path), { recursive: true });
  const manifests = {
    'package.json': { name: 'whole', workspaces: ['agent', 'sandbox'], devDependencies: { vitest: '1' } },
    'agent/package.json': { name: '@x/agent', dependencies: { zod: '1' } },
    'sandbox/package.json': { name: '@x/sandbox', devDependencies: { '@x/agent': '1' } },
  };
  const written = Object.entries(manifests).map(
    ([path, content]) => [path, JSON.stringify(content)] as const,
  );
  for (const [path, content] of [...written, ...Object.entries(files)]) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const node = join(root, 'node_modules/.bin/node');
  const { status, stdout, stderr } = spawnSync(node, [program, folder], { encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

const flow = 'agent/src/flow';
const pure = { [`${flow}/mapping/map-order.ts`]: `import { b } from './between.ts';\nexport const a = b;\n` };

test('a pure file that comes to a table through another file is found, with its way there', () => {
  const { status, said } = check({
    ...pure,
    [`${flow}/mapping/between.ts`]: `export {\n  b,\n} from '../../far.ts';\n`,
    'agent/src/far.ts': `export const b = await import('./flow/inbox/inbox-table.ts');\n`,
  });
  expect(said).toContain(
    [
      `${flow}/mapping/map-order.ts is pure, but comes to ./flow/inbox/inbox-table.ts:`,
      `    ${flow}/mapping/map-order.ts`,
      `    → ${flow}/mapping/between.ts`,
      '    → agent/src/far.ts',
    ].join('\n'),
  );
  expect(status).toBe(1);
});

test('types alone and a circle are no way', () => {
  const { status, said } = check({
    ...pure,
    [`${flow}/mapping/between.ts`]: `import type { T } from '../inbox/inbox-table.ts';\nimport { a } from './map-order.ts';\nexport const b: T = a;\n`,
  });
  expect(said).toMatch(/^0 found in 2 files, 2 of them pure/);
  expect(status).toBe(0);
});

test('rooms that look into each other are found, also where only types do', () => {
  const { status, said } = check({
    ...pure,
    [`${flow}/mapping/between.ts`]: `import { c } from '../../comparing/c.ts';\nexport const b = c;\n`,
    'agent/src/comparing/c.ts': `import type { T } from '../flow/mapping/t.ts';\nexport const c: T = 1;\n`,
    [`${flow}/mapping/t.ts`]: 'export type T = number;\n',
  });
  expect(said).toContain('rooms in a circle: agent/src/flow → agent/src/comparing → agent/src/flow\n');
  expect(status).toBe(1);
});

test('a package that a workspace does not name, and a path into another workspace, are found', () => {
  const { status, said } = check({
    ...pure,
    [`${flow}/mapping/between.ts`]: 'export const b = 1;\n',
    'agent/src/one.test.ts': `import { test } from 'vitest';\nimport { z } from 'zod';\nimport yaml from 'yaml/browser';\nimport { s } from '../../sandbox/src/s.ts';\n`,
    'sandbox/src/s.ts': `import { a } from '@x/agent/flow';\nimport { readFile } from 'node:fs';\nimport 'zod';\n`,
  });
  expect(said.split('\n').slice(0, 4)).toEqual([
    'agent/src/one.test.ts imports yaml, which agent/package.json does not name',
    'agent/src/one.test.ts reaches into sandbox by a path (../../sandbox/src/s.ts): import it as @x/sandbox/…',
    'sandbox/src/s.ts imports zod, which sandbox/package.json does not name',
    '3 found in 4 files, 2 of them pure.',
  ]);
  expect(status).toBe(1);
});

test('rules that no longer say what is pure end the check', () => {
  const { status, said } = check({ ...pure, 'lint/pure-imports.grit': 'or {}' });
  expect(said).toContain('no longer say what is pure');
  expect(status).toBe(1);
});

test('every form of an import is read, and nothing else is taken for one', () => {
  const source = [
    `import type { A } from './a.ts';`,
    `import { type B, c } from './b.ts';`,
    `import type, { D } from './d.ts';`,
    `export type * from './e.ts';`,
    `import './f.ts';`,
    `export const from = 'nowhere';`,
    `export const text = \`import { x } from 'nowhere'\`;`,
    `// import('./nowhere.ts')`,
    `const late = () => import('./g.ts');`,
  ].join('\n');
  const read = readImports(source);
  expect(read.filter(({ isType }) => isType).map(({ from }) => from)).toEqual(['./a.ts', './e.ts']);
  expect(read.filter(({ isType }) => !isType).map(({ from }) => from)).toEqual([
    './b.ts',
    './d.ts',
    './f.ts',
    './g.ts',
  ]);
});
