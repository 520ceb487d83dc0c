import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleFiles, writeTree } from './release-samples.ts';
import type { ReleaseTree, StoreTrees } from './store-trees.ts';
import { templateKey } from './template-key.ts';

const tree = (product: 'wordpress' | 'woocommerce', version: string): ReleaseTree => ({
  product,
  version,
  dir: '/nowhere',
  origin: 'cache',
});
const trees: StoreTrees = {
  wordpress: tree('wordpress', '7.1'),
  woocommerce: tree('woocommerce', '11.0.1'),
  standIn: false,
};

test('the same trees and settings have the same template, another storage or database another', () => {
  const key = templateKey(trees, { storage: 'hpos' }, '10.11');
  expect(templateKey(trees, { storage: 'hpos' }, '10.11')).toBe(key);
  expect(templateKey(trees, { storage: 'legacy' }, '10.11')).not.toBe(key);
  expect(templateKey(trees, { storage: 'hpos' }, '11.4')).not.toBe(key);
  expect(key).toMatch(/^wp7\.1-wc11\.0\.1-[0-9a-f]{16}$/);
});

test("an edit in somebody's own folder makes another template", () => {
  const dir = mkdtempSync(join(tmpdir(), 'own-'));
  writeTree(dir, sampleFiles('woocommerce', '11.0.1'));
  const own: StoreTrees = { ...trees, woocommerce: { ...trees.woocommerce, dir, origin: 'folder' } };
  const before = templateKey(own, {}, '10.11');
  appendFileSync(join(dir, 'woocommerce.php'), '// edited');
  expect(templateKey(own, {}, '10.11')).not.toBe(before);
  rmSync(dir, { recursive: true });
});
