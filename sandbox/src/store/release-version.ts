import { readdirSync } from 'node:fs';

/**
 * Compares dotted versions by number; a missing part counts as 0 (7.1 equals 7.1.0). Negative when `a` is the older.
 */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export function isReleaseVersion(text: string): boolean {
  return /^\d+(\.\d+){1,3}$/.test(text);
}

/** Versions of `product` that lie in the cache as `<product>-<version>`, the newest first. */
export function listCachedVersions(cacheDir: string, product: 'wordpress' | 'woocommerce'): string[] {
  let entries: string[];
  try {
    entries = readdirSync(cacheDir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return entries
    .filter((entry) => entry.startsWith(`${product}-`))
    .map((entry) => entry.slice(product.length + 1))
    .filter(isReleaseVersion)
    .sort((a, b) => compareVersions(b, a));
}
