import { join } from 'node:path';
import { productId } from '../checkout/product-id.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { runInWordPress } from '../store/run-in-wordpress.ts';

const PRODUCTS = ['mug', 'cookbook', 'tshirt-s', 'poster-a2', 'ebook', 'pen', 'lamp'];
/** Of more orders than 200 in one request the plugin keeps the rows that wait for its end for 10 s. */
export const PER_REQUEST = 150;

/**
 * Orders in processing, of 2 to 4 lines, each of a guest of its own (`seeded-<index>@example.test`).
 * @param first index of the first; those of two calls must not meet
 * @returns their ids
 */
export async function seedOrders(instance: SandboxInstance, count: number, first = 0): Promise<number[]> {
  const products = PRODUCTS.map((product) => productId(instance.store, product));
  const piece = { file: join(import.meta.dirname, 'php', 'seed-orders.php') };
  const ids: number[] = [];
  while (ids.length < count) {
    const args = { first: first + ids.length, count: Math.min(PER_REQUEST, count - ids.length), products };
    ids.push(...(await runInWordPress<number[]>(instance, piece, args)));
  }
  return ids;
}
