import type { StoreRecord } from '../instance/instance-record.ts';
import { SandboxError } from '../sandbox-error.ts';

/** The shop's id of a product, named by its key in `store/products.ts` or by the id itself. */
export function productId(store: StoreRecord, product: string | number): number {
  if (typeof product === 'number') return product;
  const id = store.catalogue.products[product];
  if (id === undefined) {
    throw new SandboxError(
      `Product ${product} is unknown; there are ${Object.keys(store.catalogue.products).join(', ')}.`,
    );
  }
  return id;
}
