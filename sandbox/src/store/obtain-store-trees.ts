import { join, resolve } from 'node:path';
import { SandboxError } from '../sandbox-error.ts';
import { askNewestVersion, type DownloadSite, downloadRelease, SiteUnreachable } from './download-release.ts';
import { obtainFallbackWordPress } from './obtain-fallback.ts';
import { readWooCommerceHeader, readWordPressVersion } from './read-tree-version.ts';
import { compareVersions, isReleaseVersion, listCachedVersions } from './release-version.ts';
import { standInTree } from './stand-in-tree.ts';
import type { ReleaseChoice, ReleaseTree, StoreTrees } from './store-trees.ts';

interface Source {
  cacheDir: string;
  site: DownloadSite;
  progress: (line: string) => void;
}

async function fromCacheOrSite(
  source: Source,
  product: 'wordpress' | 'woocommerce',
  wanted: string | undefined,
  fits: (version: string) => boolean,
): Promise<string> {
  if (wanted !== undefined && !isReleaseVersion(wanted)) {
    throw new SandboxError(
      `--${product}-version ${JSON.stringify(wanted)} is no version; write it like 9.9.5.`,
    );
  }
  const cached = listCachedVersions(source.cacheDir, product);
  const usable = wanted === undefined ? cached.find(fits) : cached.find((version) => version === wanted);
  if (usable !== undefined) return join(source.cacheDir, `${product}-${usable}`);
  const inCache = cached.length > 0 ? cached.join(', ') : 'nothing';
  try {
    const version = wanted ?? (await askNewestVersion(source.site, product));
    return await downloadRelease(source.site, source.cacheDir, product, version, source.progress);
  } catch (error) {
    if (!(error instanceof SiteUnreachable) || wanted === undefined) throw error;
    throw new SandboxError(
      `${product} ${wanted} is not in the cache ${source.cacheDir} (there: ${inCache}), and ${error.message} Choose one of those, go online, or name a folder: --${product} DIR.`,
      { cause: error },
    );
  }
}

const tree = (
  product: ReleaseTree['product'],
  version: string,
  dir: string,
  named?: string,
): ReleaseTree => ({
  product,
  version,
  dir,
  origin: named ? 'folder' : 'cache',
});

/** What `otherwise` makes where `find` needs a site that can't be reached; told why. */
async function unlessUnreachable<Result>(
  find: () => Promise<Result>,
  otherwise: (why: string) => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof SiteUnreachable)) throw error;
    return otherwise(error.message);
  }
}

/** Undefined where there is none to be had and the stand-in takes its place. */
async function findWooCommerce(choice: ReleaseChoice, source: Source): Promise<ReleaseTree | undefined> {
  if (choice.standIn) return undefined;
  const dir = choice.woocommerceDir
    ? resolve(choice.woocommerceDir)
    : await unlessUnreachable(
        () => fromCacheOrSite(source, 'woocommerce', choice.woocommerceVersion, () => true),
        () => undefined,
      );
  if (dir === undefined) return undefined;
  return tree('woocommerce', readWooCommerceHeader(dir).version, dir, choice.woocommerceDir);
}

/**
 * Finds WordPress and WooCommerce: the folders named, else the cache, else WordPress.org (into the cache), else
 * WordPress from npm and the stand-in. Without a wish the newest WooCommerce of the cache is taken, with the newest
 * WordPress that it can run on.
 * @throws SandboxError when what was asked for can't be had, or the two don't fit together
 */
export async function obtainStoreTrees(choice: ReleaseChoice, source: Source): Promise<StoreTrees> {
  const { cacheDir, progress } = source;
  const found = await findWooCommerce(choice, source);
  const needs = found ? readWooCommerceHeader(found.dir).requiresWordPress : null;
  const newEnough = (version: string) =>
    needs === null || compareVersions(version.replace(/-.*/, ''), needs) >= 0;
  const wordpress = await unlessUnreachable(
    async () => {
      const dir = choice.wordpressDir
        ? resolve(choice.wordpressDir)
        : await fromCacheOrSite(source, 'wordpress', choice.wordpressVersion, newEnough);
      return tree('wordpress', readWordPressVersion(dir), dir, choice.wordpressDir);
    },
    (why) =>
      obtainFallbackWordPress(
        cacheDir,
        `There is no WordPress in the cache ${cacheDir}, and ${why}`,
        progress,
      ),
  );
  if (found && !newEnough(wordpress.version)) {
    throw new SandboxError(
      `WooCommerce ${found.version} needs WordPress ${needs} or newer; ${wordpress.dir} is ${wordpress.version}. Choose another with --wordpress-version or --woocommerce-version.`,
    );
  }
  return { wordpress, woocommerce: found ?? standInTree(), standIn: found === undefined };
}
