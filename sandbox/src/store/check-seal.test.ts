import { appendFileSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkSeal } from './check-seal.ts';
import { sampleFiles, writeTree } from './release-samples.ts';
import type { ReleaseTree } from './store-trees.ts';

let root: string;
let tree: ReleaseTree;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'seal-'));
  tree = { product: 'wordpress', version: '7.1', dir: join(root, 'wordpress-7.1'), origin: 'cache' };
  writeTree(tree.dir, sampleFiles('wordpress', '7.1'));
});
afterEach(() => rmSync(root, { recursive: true }));

test('a tree that nobody edits is used again and again', async () => {
  await checkSeal(tree);
  await checkSeal(tree);
});

test('an edit of a file in the cache, through whatever instance, is noticed and named', async () => {
  await checkSeal(tree);
  const file = join(tree.dir, 'wp-settings.php');
  appendFileSync(file, '// edited');
  const later = new Date(Date.now() + 60_000);
  utimesSync(file, later, later);
  await expect(checkSeal(tree)).rejects.toThrow(/wp-settings\.php was edited/);
});

test("a folder of somebody's own may change as it likes", async () => {
  const own = { ...tree, origin: 'folder' as const };
  await checkSeal(own);
  appendFileSync(join(tree.dir, 'wp-settings.php'), '// edited');
  await checkSeal(own);
});
