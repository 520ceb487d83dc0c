import type { InstancePaths } from '../instance/instance-paths.ts';
import type { StoreRecord } from '../instance/instance-record.ts';
import { lastLines } from '../instance/start-process.ts';
import { SandboxError } from '../sandbox-error.ts';

/** Asks the shop for its products through the Store API: web server, PHP, database and WooCommerce in one. */
export async function checkStoreAnswers(store: StoreRecord, paths: InstancePaths): Promise<void> {
  const address = `${store.url}/?rest_route=/wc/store/v1/products&per_page=1`;
  const response = await fetch(address, { signal: AbortSignal.timeout(120_000) });
  const body = await response.text();
  let products: unknown;
  try {
    products = JSON.parse(body);
  } catch {
    products = null;
  }
  if (response.status === 200 && Array.isArray(products) && products.length === 1) return;
  throw new SandboxError(
    `The shop doesn't serve its products: ${address} answered ${response.status}:\n${body.slice(0, 1_500)}\nPHP's log:\n${lastLines(`${paths.logs}/php.log`)}`,
  );
}
