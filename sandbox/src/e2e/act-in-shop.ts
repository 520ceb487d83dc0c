import { join } from 'node:path';
import { productId } from '../checkout/product-id.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { seedProducts } from '../store/products.ts';
import { runInWordPress } from '../store/run-in-wordpress.ts';

export interface OrderToMake {
  readonly status?: string;
  readonly lines?: readonly {
    readonly sku?: string;
    readonly id?: number;
    readonly quantity: number;
    /** Net of tax, for the whole line. */
    readonly total?: string;
  }[];
  readonly shipping?: readonly {
    readonly total: string;
    readonly method?: string;
    readonly title?: string;
  }[];
  readonly fees?: readonly {
    readonly name: string;
    readonly total: string;
    readonly taxClass?: string;
    readonly taxStatus?: 'taxable' | 'none';
  }[];
  readonly coupons?: readonly string[];
  readonly email?: string;
  readonly customerId?: number;
  readonly country?: string;
  readonly exempt?: boolean;
  readonly currency?: string;
  readonly payment?: string;
}

/** By the list that the shop was filled from: the stand-in for WooCommerce doesn't look for a SKU. */
function idOfSku({ store }: SandboxInstance, sku: string | undefined): number {
  const sold = seedProducts.flatMap((product) => [product, ...(product.variations ?? [])]);
  const key = sold.find((one) => one.sku === sku)?.key;
  if (sku === undefined || key === undefined) throw new Error(`No product of the shop has the SKU ${sku}.`);
  return productId(store, key);
}

/** Makes an order by WooCommerce's own API, as wp-admin and other plugins do. @returns its id and the shop's total */
export function makeOrder(shop: SandboxInstance, order: OrderToMake): Promise<{ id: number; total: string }> {
  const lines = order.lines?.map(({ sku, id, ...line }) => ({ ...line, id: id ?? idOfSku(shop, sku) }));
  return runInWordPress(
    shop,
    { file: join(import.meta.dirname, 'php', 'make-order.php') },
    { ...order, ...(lines && { lines }) },
  );
}

/** Runs code on one order: `$order` is the WC_Order. */
export function changeOrder<Result = null>(
  shop: SandboxInstance,
  orderId: number,
  code: string,
): Promise<Result> {
  return runInWordPress<Result>(
    shop,
    { code: `$order = wc_get_order($args['id']); ${code}` },
    { id: orderId },
  );
}

/** What the shopkeeper's button does. */
export async function sendAgain(shop: SandboxInstance, orderId: number): Promise<void> {
  const code = "return \\Counterfoil\\Oversight\\AskConnector::sendAgain($args['id'], 1, null);";
  if (!(await runInWordPress<boolean>(shop, { code }, { id: orderId }))) {
    throw new Error(`The shop knows no order ${orderId}.`);
  }
}

/** What the button above the list of orders does once: wp-admin's own route, as the admin. */
export function sayAllNew(shop: SandboxInstance): Promise<unknown> {
  const code = `wp_set_current_user(1);
    $answer = rest_do_request(new WP_REST_Request('POST', '/counterfoil-admin/v1/journeys/new-orders'));
    return $answer->get_data();`;
  return runInWordPress(shop, { code });
}

/**
 * What Action Scheduler does every five minutes: looks for orders that changed without an event. The sweep leaves alone
 * what is younger than a minute; so the database's clock stands ahead in its session, as in PHPUnit's tests of it, and
 * what it found is due at once.
 */
export async function sweepLater(shop: SandboxInstance): Promise<void> {
  const code = `global $wpdb;
    $wpdb->query('SET timestamp = UNIX_TIMESTAMP() + 600');
    do_action(\\Counterfoil\\Setup\\Upkeep::SWEEP);
    $wpdb->query('SET timestamp = DEFAULT');
    return $wpdb->query("UPDATE {$wpdb->prefix}counterfoil_outbox SET recorded_at = UTC_TIMESTAMP(3), ready_at = UTC_TIMESTAMP(3) WHERE reason = 'sweep' AND ready_at > UTC_TIMESTAMP(3)");`;
  await runInWordPress(shop, { code });
}
