import type { JourneyRow } from '@counterfoil/shared-types';
import { addQueryArgs } from '@wordpress/url';
import { shopSettings } from '../../shop-settings.ts';
import { say } from '../../ui/say.ts';

/** Where an article is missing: the product in the shop, whose SKU says which article it is. */
export function ProductLink({
  row: { code, values },
}: {
  readonly row: Pick<JourneyRow, 'code' | 'values'>;
}) {
  if (code !== 'gap_product' && code !== 'gap_product_without_sku') return null;
  const wanted = values['sku'] ?? values['name'];
  if (wanted === undefined || !shopSettings.may.mend) return null;
  return (
    <a href={addQueryArgs(shopSettings.productsUrl, { s: String(wanted) })}>{say('screen_find_product')}</a>
  );
}
