import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { phpDir } from './run-php.ts';
import type { ReleaseTree } from './store-trees.ts';

const standInDir = join(phpDir, 'stand-in', 'woocommerce');

/** The small plugin that takes WooCommerce's place where it can't be had. Copied like anybody's working folder. */
export function standInTree(): ReleaseTree {
  const version = /^ \* Version: (\S+)$/m.exec(
    readFileSync(join(standInDir, 'woocommerce.php'), 'utf8'),
  )?.[1];
  if (version === undefined) throw new Error(`${standInDir}/woocommerce.php has no "Version:".`);
  return { product: 'woocommerce', version, dir: standInDir, origin: 'folder' };
}
