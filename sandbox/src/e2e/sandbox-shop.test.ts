import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placeCheckout } from '../checkout/place-checkout.ts';
import type { PlacedOrder } from '../checkout/placed-order.ts';
import { cloneSandbox } from '../clone-sandbox.ts';
import { findMarkedProcesses } from '../instance/instance-mark.ts';
import { readInstanceRecord } from '../instance/instance-record.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { PATIENCE_MS, waitUntil } from '../instance/wait-until.ts';
import { startSandbox } from '../start-sandbox.ts';
import { stopAllSandboxes, stopSandbox } from '../stop-sandbox.ts';
import { armFault } from '../store/arm-fault.ts';
import { queryDatabase } from '../store/query-database.ts';
import { runInWordPress } from '../store/run-in-wordpress.ts';
import { runsOnStandIn } from '../store/runs-on-stand-in.ts';
import { makeTestFolder } from '../test-run/test-folder.ts';
import { expectOwnCartEach } from './buy-at-once.ts';

let baseDir: string;
beforeAll(() => {
  baseDir = makeTestFolder('shop');
});
afterAll(async () => {
  await stopAllSandboxes(baseDir);
  rmSync(baseDir, { recursive: true, force: true });
});

/** Processes whose command line or environment names the folder. */
function processesOf(dir: string): string[] {
  const marked = findMarkedProcesses(dir).map((one) => String(one.pid));
  const named = readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`${dir}/`);
    } catch {
      return false;
    }
  });
  return [...new Set([...marked, ...named])];
}

function isPortOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

const quietShop = { plugin: false, progress: () => {} } as const;

// The stand-in for WooCommerce has no classic checkout, no mails, no legacy storage; its own tests are in stand-in/.
const onStandIn = await runsOnStandIn();

describe.skipIf(onStandIn)('a shop with HPOS', () => {
  let shop: SandboxInstance;
  let placed: PlacedOrder[];

  beforeAll(async () => {
    shop = await startSandbox({ ...quietShop, baseDir, name: 'hpos', orderNumbers: 'SHOP-{id}/A' });
    placed = [
      await placeCheckout(shop, {
        lines: [
          { product: 'mug', quantity: 2 },
          { product: 'cookbook', quantity: 1 },
          { product: 'tshirt-m', quantity: 1 },
        ],
        coupon: 'ten-percent',
        shipping: 'flat',
      }),
      await placeCheckout(shop, {
        customer: { login: 'zoe' },
        payment: 'bacs',
        lines: [{ product: 'ebook', quantity: 1 }],
      }),
      await placeCheckout(shop, {
        via: 'classic',
        shipping: 'pickup',
        lines: [{ product: 'gift-box', quantity: 3 }],
      }),
    ];
  });

  test('each checkout is one order with the total that the shopper agreed to', async () => {
    const rows = await queryDatabase(
      shop.store.db,
      "SELECT id, status, total_amount, payment_method, customer_id > 0 AS known FROM wp_wc_orders WHERE type = 'shop_order' ORDER BY id",
    );
    expect(rows).toEqual(
      placed.map((order, index) => ({
        id: order.orderId,
        status: `wc-${order.status}`,
        total_amount: `${order.total}000000`,
        payment_method: index === 1 ? 'bacs' : 'cod',
        known: index === 1 ? 1 : 0,
      })),
    );
    // 2 mugs, a cookbook and a T-shirt: (24.00 + 22.00 + 19.99) less 10 %, and a parcel at 4.90 plus 20 %.
    expect(placed[0]?.total).toBe('65.27');
    expect(placed.map((order) => order.status)).toEqual(['processing', 'on-hold', 'processing']);
  });

  test('the order number is what the order number plugin makes of it, in the block and in the classic checkout', () => {
    for (const order of placed) expect(order.orderNumber).toBe(`SHOP-${order.orderId}/A`);
  });

  test('every line of the first order is there, with its own tax rate', async () => {
    const lines = await queryDatabase(
      shop.store.db,
      `SELECT order_item_type AS type, COUNT(*) AS count FROM wp_woocommerce_order_items WHERE order_id = ?
       GROUP BY order_item_type ORDER BY order_item_type`,
      [placed[0]?.orderId ?? 0],
    );
    expect(lines).toEqual([
      { type: 'coupon', count: 1 },
      { type: 'line_item', count: 3 },
      { type: 'shipping', count: 1 },
      { type: 'tax', count: 2 },
    ]);
  });

  test('no mail leaves: the shopper’s confirmation is a line of the instance’s mail file', () => {
    const mails = readFileSync(shop.paths.mail, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { to: string });
    expect(mails.map((mail) => mail.to)).toContain('zoe@example.test');
  });

  test('the shop reaches nobody but this machine', async () => {
    const code =
      "$answer = wp_remote_get('https://example.com/'); return is_wp_error($answer) ? $answer->get_error_code() : 'reached';";
    expect(await runInWordPress(shop, { code })).toBe('http_request_not_executed');
  });

  test('a fault kills PHP inside the checkout once: the order stays half-made, the next checkout works', async () => {
    armFault(shop, { name: 'crash', action: 'kill', hook: 'woocommerce_new_order', request: 'checkout' });
    const before = await runInWordPress<number>(shop, {
      code: 'return count(wc_get_orders(["limit" => -1]));',
    });
    await expect(placeCheckout(shop)).rejects.toThrow(/502/);
    const [row] = await queryDatabase(
      shop.store.db,
      "SELECT COUNT(*) AS count FROM wp_wc_orders WHERE type = 'shop_order'",
    );
    expect(row?.['count']).toBe(before + 1);
    expect((await placeCheckout(shop)).status).toBe('processing');
  });

  test('each of one account’s checkouts has the cart that it filled, though four come at the same moment', async () => {
    await expectOwnCartEach(shop);
  });

  test('PHP that throws, or ends in wp_die, is a failure that says so', async () => {
    await expect(runInWordPress(shop, { code: 'throw new Error("broken on purpose");' })).rejects.toThrow(
      /broken on purpose/,
    );
    await expect(runInWordPress(shop, { code: 'wp_die("dead on purpose");' })).rejects.toThrow(
      /dead on purpose/,
    );
  });

  test('an instance of the same name is refused while this one runs', async () => {
    await expect(startSandbox({ ...quietShop, baseDir, name: 'hpos' })).rejects.toThrow(
      /running already.*--name/,
    );
  });

  test('a copy has the same orders under its own address, and the original keeps its own', async () => {
    const copy = await cloneSandbox({ from: 'hpos', name: 'copy', baseDir, environment: 'staging' });
    const home = {
      code: 'return [home_url(), wp_get_environment_type(), count(wc_get_orders(["limit" => -1]))];',
    };
    const [address, environment, orders] = await runInWordPress<[string, string, number]>(copy, home);
    expect([address, environment]).toEqual([copy.store.url, 'staging']);
    expect(await runInWordPress(shop, home)).toEqual([shop.store.url, 'production', orders]);
    await placeCheckout(copy);
    expect(await runInWordPress(shop, home)).toEqual([shop.store.url, 'production', orders]);
    await stopSandbox('copy', baseDir);
  });

  test('a copy whose address nobody replaced takes itself for the original', async () => {
    const copy = await cloneSandbox({ from: 'hpos', name: 'copy', baseDir, keepAddress: true });
    expect(await runInWordPress(copy, { code: 'return get_option("home");' })).toBe(shop.store.url);
    expect(copy.store.url).not.toBe(shop.store.url);
    await stopSandbox('copy', baseDir);
  });

  test('after down no process, folder or port is left', async () => {
    const record = readInstanceRecord(baseDir, 'hpos');
    expect(processesOf(shop.paths.dir).length).toBeGreaterThan(2);
    expect(await stopSandbox('hpos', baseDir)).toBe(true);
    expect(processesOf(shop.paths.dir)).toEqual([]);
    expect(existsSync(shop.paths.dir)).toBe(false);
    for (const port of record?.ports ?? []) expect(await isPortOpen(port)).toBe(false);
    expect(await stopSandbox('hpos', baseDir)).toBe(false);
  });
});

test.skipIf(onStandIn)(
  'a shop with legacy storage, plain addresses and prices without tax keeps its orders as posts',
  async () => {
    const shop = await startSandbox({
      ...quietShop,
      baseDir,
      name: 'legacy',
      storage: 'legacy',
      permalinks: 'plain',
      pricesIncludeTax: false,
    });
    // A visit to wp-admin, after which a fresh WooCommerce would switch to HPOS by itself.
    await fetch(`${shop.store.url}/wp-admin/admin-ajax.php`, { method: 'POST' });
    const orders = [
      await placeCheckout(shop, { lines: [{ product: 'mug', quantity: 1 }], shipping: 'pickup' }),
      await placeCheckout(shop, {
        via: 'classic',
        customer: { login: 'lucas' },
        lines: [{ product: 'pen', quantity: 1 }],
        shipping: 'pickup',
      }),
    ];
    const rows = await queryDatabase(
      shop.store.db,
      "SELECT ID, post_status FROM wp_posts WHERE post_type = 'shop_order' ORDER BY ID",
    );
    expect(rows).toEqual(orders.map((order) => ({ ID: order.orderId, post_status: `wc-${order.status}` })));
    expect(orders.map((order) => order.total)).toEqual(['12.00', '1.19']);
    await stopSandbox('legacy', baseDir);
  },
);

test('what a killed start left is removed by down, and by the next start of the name', async () => {
  const up = (): ChildProcess =>
    spawn(
      process.execPath,
      [
        '--conditions=counterfoil-source',
        join(import.meta.dirname, '../cli/sandbox.ts'),
        'up',
        '--name',
        'killed',
        '--no-plugin',
        '--erp',
        'none',
        '--base-dir',
        baseDir,
      ],
      { stdio: 'ignore' },
    );
  const killWhenDatabaseRuns = async () => {
    const child = up();
    const ended = new Promise((resolve) => child.once('exit', resolve));
    const started = () => (readInstanceRecord(baseDir, 'killed')?.processes.length ?? 0) > 0;
    expect(await waitUntil(started, PATIENCE_MS)).toBe(true);
    child.kill('SIGKILL');
    await ended;
    expect(processesOf(join(baseDir, 'killed')).length).toBeGreaterThan(0);
  };
  await killWhenDatabaseRuns();
  expect(await stopSandbox('killed', baseDir)).toBe(true);
  expect(processesOf(join(baseDir, 'killed'))).toEqual([]);
  expect(existsSync(join(baseDir, 'killed'))).toBe(false);

  await killWhenDatabaseRuns();
  const shop = await startSandbox({ ...quietShop, baseDir, name: 'killed' });
  expect((await placeCheckout(shop)).status).toBe('processing');
  await stopSandbox('killed', baseDir);
});

test('a start that is interrupted cleans up after itself', async () => {
  const abort = new AbortController();
  const starting = startSandbox({
    ...quietShop,
    baseDir,
    name: 'interrupted',
    signal: abort.signal,
    progress: () => abort.abort(new Error('enough')),
  });
  await expect(starting).rejects.toThrow('enough');
  expect(existsSync(join(baseDir, 'interrupted'))).toBe(false);
  expect(processesOf(join(baseDir, 'interrupted'))).toEqual([]);
});
