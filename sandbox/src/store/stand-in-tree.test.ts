import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { phpDir } from './run-php.ts';
import { standInTree } from './stand-in-tree.ts';

const MOST_LINES = 1_200;
const WIDEST = 205;

const dir = join(phpDir, 'stand-in');
const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w+$/.test(name));
const lines = files.flatMap((name) => readFileSync(join(dir, name), 'utf8').trimEnd().split('\n'));

test(`the stand-in for WooCommerce is PHP of at most ${MOST_LINES} lines in all, blank ones and comments counted`, () => {
  expect(files.every((name) => name.endsWith('.php'))).toBe(true);
  expect(lines.length).toBeLessThanOrEqual(MOST_LINES);
  expect(lines.filter((line) => line.length > WIDEST)).toEqual([]);
});

test('it says which it is by its version, and is copied into a shop, never shared', () => {
  const header = readFileSync(join(dir, 'woocommerce', 'woocommerce.php'), 'utf8');
  const tree = standInTree();
  expect(tree).toMatchObject({ product: 'woocommerce', origin: 'folder' });
  expect(tree.version).toMatch(/^\d+\.\d+\.\d+-standin$/);
  expect(header).toContain(`define('WC_VERSION', '${tree.version}');`);
});

test('no float takes part in its sums', () => {
  const code = lines.map((line) => line.replace(/\/\/ .*|\/\*\*.*\*\//g, '')).join('\n');
  expect(code.match(/\(float\)|floatval|number_format|\bround\(/g)).toBeNull();
});
