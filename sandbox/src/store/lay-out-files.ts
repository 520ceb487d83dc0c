import { cpSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runForInstance } from '../instance/instance-mark.ts';
import type { InstancePaths } from '../instance/instance-paths.ts';
import { checkSeal } from './check-seal.ts';
import { phpDir } from './run-php.ts';
import { asRoot } from './start-mariadb.ts';
import type { ReleaseTree, StoreTrees } from './store-trees.ts';

/**
 * Lays a release tree out as `target`.
 *
 * A tree of our cache is shared by hard links: 0.5 s and no space for WordPress and WooCommerce (9,650 files), a copy
 * takes 2.7 s and 180 MB. Symbolic links lost: PHP resolves `__DIR__` through them, so WordPress takes the cache for
 * its own folder. A link shares the content, so WordPress's own ways of writing program files are closed in
 * wp-config.php (DISALLOW_FILE_MODS); `checkSeal` notices whoever writes into one all the same. A folder that somebody
 * named is copied, as is a tree on another file system.
 */
async function layOutTree(tree: ReleaseTree, target: string, instanceDir: string): Promise<void> {
  mkdirSync(dirname(target), { recursive: true });
  const [source, place] = [statSync(tree.dir), statSync(dirname(target))];
  // Linux lets nobody link to files of another user.
  const canLink = source.dev === place.dev && (asRoot() || source.uid === process.getuid?.());
  const how = tree.origin === 'cache' && canLink ? '-al' : '-a';
  await runForInstance(instanceDir, 'cp', [how, '--no-preserve=ownership', tree.dir, target]);
}

/** Lays out WordPress, WooCommerce among its plugins, and the sandbox's own must-use plugin. */
export async function layOutShopFiles(trees: StoreTrees, paths: InstancePaths): Promise<void> {
  await checkSeal(trees.wordpress);
  await checkSeal(trees.woocommerce);
  await layOutTree(trees.wordpress, paths.wordpress, paths.dir);
  const content = join(paths.wordpress, 'wp-content');
  await layOutTree(trees.woocommerce, join(content, 'plugins', 'woocommerce'), paths.dir);
  cpSync(join(phpDir, 'shop'), join(content, 'mu-plugins'), { recursive: true });
  mkdirSync(join(content, 'uploads'), { recursive: true });
}
