import { defaultCacheDir } from './cache-dir.ts';
import { wordPressOrg } from './download-release.ts';
import { obtainStoreTrees } from './obtain-store-trees.ts';

/**
 * Whether a shop started on this machine runs on the stand-in for WooCommerce, for tests that need more:
 * `describe.skipIf(await runsOnStandIn())`. Fetches what such a start would fetch.
 */
export async function runsOnStandIn(): Promise<boolean> {
  const source = { cacheDir: defaultCacheDir(), site: wordPressOrg, progress: () => {} };
  return (await obtainStoreTrees({}, source)).standIn;
}
