import { defaultCacheDir } from '../store/cache-dir.ts';
import { listCachedVersions } from '../store/release-version.ts';
import type { Part } from './part.ts';
import { DEMO_HEAD, demoCells, isWhole, readDemo } from './read-demo.ts';

/** The demo on each WooCommerce of the cache, on both storages, into Tryton. */
export const releases: Part = {
  id: 'releases',
  async run({ sizes, run, say }) {
    const rows: string[][] = [];
    const failures: string[] = [];
    for (const version of listCachedVersions(defaultCacheDir(), 'woocommerce')) {
      for (const storage of ['hpos', 'legacy']) {
        const shop = ['--woocommerce-version', version, '--storage', storage, '--erp', 'tryton'];
        const command = ['demo', '--once', '--orders', String(sizes.orders), '--json', ...shop];
        const one = await run(`release-${version}-${storage}`, command);
        const demo = readDemo(one);
        rows.push([version, demo?.wordpress ?? '?', storage, demo?.erp.version ?? '?', ...demoCells(demo)]);
        const isGood = isWhole(demo, one, sizes.orders);
        if (!isGood)
          failures.push(`WooCommerce ${version}, ${storage}: exit code ${one.exitCode}\n    ${one.log}`);
        say(`WooCommerce ${version}, ${storage}: ${isGood ? 'each order once' : 'FAILS'}`);
      }
    }
    if (rows.length === 0) failures.push(`There is no WooCommerce in the cache ${defaultCacheDir()}.`);
    return { head: ['WooCommerce', 'WordPress', 'storage', 'Tryton', ...DEMO_HEAD], rows, failures };
  },
};
