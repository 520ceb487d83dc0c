import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareVersions, isReleaseVersion, listCachedVersions } from './release-version.ts';

test('versions are compared by number, and a missing part is zero', () => {
  expect(compareVersions('10.9.4', '9.9.5')).toBeGreaterThan(0);
  expect(compareVersions('6.9.7', '6.10')).toBeLessThan(0);
  expect(compareVersions('7.1', '7.1.0')).toBe(0);
});

test.each(['9.9.5', '7.1', '11.0.1'])('%s is a release', (version) =>
  expect(isReleaseVersion(version)).toBe(true),
);
test.each(['7', '7.1.seal', 'latest', '9.9.5-rc.1', '../9.9'])('%s is none', (version) =>
  expect(isReleaseVersion(version)).toBe(false),
);

test('the cache lists releases of one product, the newest first, and nothing half-made', () => {
  const cache = mkdtempSync(join(tmpdir(), 'cache-'));
  for (const name of [
    'woocommerce-9.9.5',
    'woocommerce-10.3.6',
    'wordpress-7.1',
    '.unpack-woocommerce-x1',
    'woocommerce-new',
  ]) {
    mkdirSync(join(cache, name));
  }
  expect(listCachedVersions(cache, 'woocommerce')).toEqual(['10.3.6', '9.9.5']);
  rmSync(cache, { recursive: true });
  expect(listCachedVersions(cache, 'woocommerce')).toEqual([]);
});
