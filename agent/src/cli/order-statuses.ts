import { editDistance } from '../daemon/config/nearest-key.ts';

/** WooCommerce's own. Plugins add theirs, so that rules may name others. */
const WOOCOMMERCES = [
  'pending',
  'processing',
  'on-hold',
  'completed',
  'cancelled',
  'refunded',
  'failed',
] as const;

/** Further off it is more likely a plugin's: `processed` differs from `processing` by three letters. */
const MISSPELT_BY = 2;

export function isWooCommerces(status: string): boolean {
  return WOOCOMMERCES.some((known) => known === status);
}

/** Which one of WooCommerce's own is most likely meant; null: it is one of them, or near none. */
export function meantStatus(status: string): string | null {
  if (isWooCommerces(status)) return null;
  const distance = (known: string) => editDistance(status.toLowerCase(), known);
  const [nearest = ''] = WOOCOMMERCES.toSorted((a, b) => distance(a) - distance(b));
  return distance(nearest) <= MISSPELT_BY ? nearest : null;
}
