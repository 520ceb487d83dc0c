import type { StoreCatalogue } from '../instance/instance-record.ts';
import { SandboxError } from '../sandbox-error.ts';
import { seedCustomers } from './customers.ts';
import { seedProducts, taxPercent } from './products.ts';
import { runInWordPress, type WordPressPlace } from './run-in-wordpress.ts';

/** What makes one kind of shop differ from another. Part of the template's key. */
export interface StoreSettings {
  storage: 'hpos' | 'legacy';
  permalinks: 'pretty' | 'plain';
  currency: string;
  decimals: number;
  pricesIncludeTax: boolean;
}

// Background work of a fresh WooCommerce takes 2 to 6 s here.
const SETTLE_SECONDS = 120;

interface Configured {
  shipping: Record<string, string>;
  pages: Record<string, number>;
}

/** Turns an empty database into the sandbox's shop: WordPress, WooCommerce, settings, customers, products. */
export async function buildStore(
  place: WordPressPlace,
  settings: StoreSettings,
  account: { user: string; password: string },
  progress: (line: string) => void,
): Promise<StoreCatalogue> {
  const step = async <Result>(name: string, work: Promise<Result>): Promise<Result> => {
    const began = performance.now();
    const result = await work;
    progress(`  ${name}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
    return result;
  };
  const install = { url: place.store.url, adminUser: account.user, password: account.password };
  await step(
    'WordPress',
    runInWordPress(place, { file: 'install-wordpress.php' }, install, { installing: true }),
  );
  await step(
    'WooCommerce',
    runInWordPress(place, { file: 'activate-plugin.php' }, { plugin: 'woocommerce/woocommerce.php' }),
  );
  const configure = { ...settings, taxes: taxPercent, customers: seedCustomers, password: account.password };
  const { shipping, pages } = await step(
    'settings, taxes, shipping, customers',
    runInWordPress<Configured>(place, { file: 'configure-store.php' }, configure),
  );
  const seed = { products: seedProducts, pricesIncludeTax: settings.pricesIncludeTax };
  const products = await step(
    'products',
    runInWordPress<Record<string, number>>(place, { file: 'seed-products.php' }, seed),
  );
  const left = await step(
    'background work',
    runInWordPress<{ ran: number; due: number; storage: string }>(
      place,
      { file: 'settle-background-work.php' },
      { seconds: SETTLE_SECONDS },
    ),
  );
  if (left.due > 0) {
    throw new SandboxError(
      `WooCommerce's background work is not done after ${SETTLE_SECONDS} s: ${left.due} tasks are due still.`,
    );
  }
  if (left.storage !== settings.storage) {
    throw new SandboxError(
      `WooCommerce keeps orders in ${left.storage} storage, though ${settings.storage} was set.`,
    );
  }
  return { products, shipping, pages };
}
