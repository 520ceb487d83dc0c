import type { Message } from '@counterfoil/shared-types';
import type { ErpLineDraft } from '../../adapters/erp-documents.ts';
import type { DeliveryContext } from './delivery-context.ts';

/** Product codes that the ERP was seen to have, and until when that is believed, by the monotonic clock. */
export type ProductsSeen = Map<string, number>;

const BELIEVED_MS = 600_000;
const AT_MOST = 20_000;

/**
 * The products that the ERP does not have, as gaps: so that a person hears of all at once, and before anything was
 * written. What was seen is believed for ten minutes; a product that went meanwhile is refused by the ERP itself.
 */
export async function missingProducts(
  context: DeliveryContext,
  lines: readonly ErpLineDraft[],
): Promise<Message[]> {
  const { capabilities, erp, productsSeen, surroundings } = context;
  if (!capabilities.lists.includes('product')) return [];
  const gaps: Message[] = [];
  const codes = new Map(lines.map((line) => [line.productCode, line.description]));
  for (const [sku, name] of codes) {
    if ((productsSeen.get(sku) ?? 0) > surroundings.monotonicMs()) continue;
    const product = await erp.findProduct(sku);
    if (product?.active) {
      if (productsSeen.size >= AT_MOST) productsSeen.clear();
      productsSeen.set(sku, surroundings.monotonicMs() + BELIEVED_MS);
    } else {
      productsSeen.delete(sku);
      gaps.push({ code: 'gap_product', values: { sku, name, erp: context.erpName } });
    }
  }
  return gaps;
}
