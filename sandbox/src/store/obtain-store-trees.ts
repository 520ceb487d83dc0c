import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SandboxError } from '../sandbox-error.ts';
import { askNewestVersion, type DownloadSite, downloadRelease, SiteUnreachable } from './download-release.ts';
import { obtainFallback } from './obtain-fallback.ts';
import { readWooCommerceHeader, readWordPressVersion } from './read-tree-version.ts';
import { compareVersions, isReleaseVersion, listCachedVersions } from './release-version.ts';
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

/**
 * Finds WordPress and WooCommerce: the folders named, else the cache, else WordPress.org (into the cache), else the stand-in.
 * Without a wish the newest WooCommerce of the cache is taken, with the newest WordPress that it can run on.
 * @throws SandboxError when what was asked for can't be had, or the two don't fit together
 */
export async function obtainStoreTrees(choice: ReleaseChoice, source: Source): Promise<StoreTrees> {
  try {
    const wooDir = choice.woocommerceDir
      ? resolve(choice.woocommerceDir)
      : await fromCacheOrSite(source, 'woocommerce', choice.woocommerceVersion, () => true);
    const header = readWooCommerceHeader(wooDir);
    const newEnough = (version: string) =>
      header.requiresWordPress === null || compareVersions(version, header.requiresWordPress) >= 0;
    const wordpressDir = choice.wordpressDir
      ? resolve(choice.wordpressDir)
      : await fromCacheOrSite(source, 'wordpress', choice.wordpressVersion, newEnough);
    const wordpressVersion = readWordPressVersion(wordpressDir);
    if (!newEnough(wordpressVersion)) {
      throw new SandboxError(
        `WooCommerce ${header.version} needs WordPress ${header.requiresWordPress} or newer; ${wordpressDir} is ${wordpressVersion}. Choose another with --wordpress-version or --woocommerce-version.`,
      );
    }
    const tree = (
      product: 'wordpress' | 'woocommerce',
      version: string,
      dir: string,
      named?: string,
    ): ReleaseTree => ({
      product,
      version,
      dir,
      origin: named ? 'folder' : 'cache',
    });
    return {
      wordpress: tree('wordpress', wordpressVersion, wordpressDir, choice.wordpressDir),
      woocommerce: tree('woocommerce', header.version, wooDir, choice.woocommerceDir),
      standIn: false,
    };
  } catch (error) {
    if (!(error instanceof SiteUnreachable)) throw error;
    const cacheNote = existsSync(source.cacheDir) ? '' : ' (which does not exist)';
    return obtainFallback(
      `There is no WordPress with WooCommerce in the cache ${source.cacheDir}${cacheNote}, and ${error.message}`,
    );
  }
}
