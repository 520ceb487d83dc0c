import { createHash, type Hash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { phpDir } from './run-php.ts';
import type { ReleaseTree, StoreTrees } from './store-trees.ts';

/** The sources that take part in making a shop, beside those of `sandbox/php`. */
const sources = ['products.ts', 'customers.ts', 'build-store.ts', 'start-mariadb.ts', 'store-template.ts'];

/** A folder of somebody's own may change between two runs: names, sizes and times of its files stand for it. */
function fingerprintTree(tree: ReleaseTree): string {
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

function hashPhp(hash: Hash): void {
  const files = readdirSync(phpDir, { recursive: true, encoding: 'utf8' });
  // `shop/` is laid into each instance anew; the stand-in counts as a tree of its own.
  const taking = files.filter((file) => file.endsWith('.php') && !/^(shop|stand-in)\//.test(file));
  for (const file of taking.sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(phpDir, file)))
      .update('\0');
}

/** Name of the template for these trees and settings; changes with everything that takes part in making it. */
export function templateKey(
  trees: StoreTrees,
  settings: Record<string, unknown>,
  databaseVersion: string,
): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify({ settings, databaseVersion, standIn: trees.standIn }));
  hash.update(fingerprintTree(trees.wordpress)).update(fingerprintTree(trees.woocommerce));
  hashPhp(hash);
  for (const source of sources) hash.update(readFileSync(join(import.meta.dirname, source)));
  return `wp${trees.wordpress.version}-wc${trees.woocommerce.version}-${hash.digest('hex').slice(0, 16)}`;
}
