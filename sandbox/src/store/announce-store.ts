import type { StoreTrees } from './store-trees.ts';

/**
 * Says, in words nobody can overlook, what the store really runs on.
 * @param asked whether the stand-in was asked for
 */
export function announceStore(trees: StoreTrees, asked: boolean, progress: (line: string) => void): void {
  const { wordpress, woocommerce } = trees;
  const why = asked
    ? 'as was asked for (--stand-in).'
    : 'the real one was found in no folder, not in the cache and not on WordPress.org.';
  const lines = trees.standIn
    ? [
        'THIS IS NOT WOOCOMMERCE.',
        `WordPress ${wordpress.version} with a small STAND-IN for WooCommerce: ${why}`,
        'No legacy storage, no order screens, no classic checkout; what works here is not proven for a shop.',
        'The real thing: --wordpress DIR --woocommerce DIR, or run this once with a connection to the internet.',
      ]
    : [
        `REAL WooCommerce ${woocommerce.version} on WordPress ${wordpress.version}`,
        `from ${woocommerce.dir}`,
        ` and ${wordpress.dir}`,
      ];
  const width = Math.max(...lines.map((line) => line.length));
  const rule = (trees.standIn ? '!' : '=').repeat(width + 4);
  for (const line of [rule, ...lines.map((text) => `  ${text}`), rule]) progress(line);
}
