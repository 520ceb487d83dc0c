import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { startSandbox } from '../start-sandbox.ts';
import { stopAllSandboxes } from '../stop-sandbox.ts';
import { queryDatabase } from '../store/query-database.ts';
import { runInWordPress } from '../store/run-in-wordpress.ts';
import { runsOnStandIn } from '../store/runs-on-stand-in.ts';
import { makeTestFolder } from '../test-run/test-folder.ts';

const PLUGIN = 'counterfoil/counterfoil.php';
const onEachSite = (code: string) =>
  `$results = []; foreach (get_sites(['fields' => 'ids']) as $site) { switch_to_blog((int) $site); $results[] = (function () { ${code} })(); restore_current_blog(); } return $results;`;

let baseDir: string;
let shop: SandboxInstance;

const php = <Result>(code: string, args: unknown = {}) => runInWordPress<Result>(shop, { code }, args);

/** Our tables by the prefix of their site. */
async function tables(prefix: string): Promise<string[]> {
  const rows = await queryDatabase(shop.store.db, 'SHOW TABLES', []);
  const names = rows.map((row) => String(Object.values(row)[0]));
  return names.filter((name) => name.startsWith(`${prefix}counterfoil_`));
}

const outbox = (prefix: string) =>
  queryDatabase(
    shop.store.db,
    `SELECT order_id, reason, ready_at <= UTC_TIMESTAMP(3) AS due FROM ${prefix}counterfoil_outbox ORDER BY id`,
    [],
  );

const addSite = (slug: string) =>
  php<number>(
    `return wp_insert_site(['domain' => $args['domain'], 'path' => "/{$args['slug']}/", 'title' => $args['slug'], 'user_id' => 1]);`,
    { domain: new URL(shop.store.url).host, slug },
  );

describe.skipIf(await runsOnStandIn())('a network of two shops', () => {
  beforeAll(async () => {
    baseDir = makeTestFolder('network');
    shop = await startSandbox({ baseDir, name: 'network', progress: () => {} });
    const domain = new URL(shop.store.url).host;
    await runInWordPress(shop, { file: join(import.meta.dirname, 'php', 'make-network.php') }, { domain });
    await addSite('second');
    await php(
      `require_once ABSPATH . 'wp-admin/includes/plugin.php';
       foreach (['woocommerce/woocommerce.php', '${PLUGIN}'] as $plugin) {
           deactivate_plugins($plugin, true, false);
           $problem = activate_plugin($plugin, '', true);
           if (is_wp_error($problem)) { throw new RuntimeException($problem->get_error_message()); }
       }
       return null;`,
    );
    // WooCommerce makes its tables on a site at the first visit to it.
    expect((await fetch(`${shop.store.url}/second/`)).status).toBe(200);
  });
  afterAll(async () => {
    await stopAllSandboxes(baseDir);
    rmSync(baseDir, { recursive: true, force: true });
  });

  test('each site has tables, an identity and a doorbell of its own', async () => {
    const first = await tables('wp_');
    const second = await tables('wp_2_');
    expect(second).toEqual(first.map((name) => name.replace('wp_', 'wp_2_')));
    expect(second.length).toBeGreaterThan(10);
    const ids = await php<string[]>(onEachSite('return \\Counterfoil\\Pairing\\Instance::id();'));
    expect(new Set(ids).size).toBe(2);
    const bells = await php<string[]>(
      onEachSite('return \\Counterfoil\\Outbox\\Doorbell::ofThisSite()->url();'),
    );
    expect(bells[1]).toContain('/sites/2/');
    for (const bell of bells) expect(await (await fetch(bell)).text()).toMatch(/^counterfoil-bell /);
  });

  test('orders of both sites in one request are recorded each in its own site, and both bells ring', async () => {
    const bells = await php<string[]>(
      onEachSite('return \\Counterfoil\\Outbox\\Doorbell::ofThisSite()->url();'),
    );
    const before = await Promise.all(bells.map(async (bell) => (await fetch(bell)).text()));
    await new Promise((resolve) => setTimeout(resolve, 1100)); // a bell rings once a second
    const orders = await php<number[]>(
      onEachSite(`
        $fee = new WC_Order_Item_Fee(); $fee->set_name('Service'); $fee->set_total('10');
        $order = wc_create_order(['status' => 'pending']); $order->add_item($fee); $order->calculate_totals();
        $order->update_status('processing');
        return $order->get_id();`),
    );
    expect(await outbox('wp_')).toMatchObject([{ order_id: orders[0], due: 1 }]);
    expect(await outbox('wp_2_')).toMatchObject([{ order_id: orders[1], due: 1 }]);
    const after = await Promise.all(bells.map(async (bell) => (await fetch(bell)).text()));
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });

  test('an item that changes alone is its order’s change in its own site', async () => {
    await php(
      onEachSite(`
        $order = wc_get_orders(['limit' => 1, 'orderby' => 'ID'])[0];
        wc_update_order_item_meta((int) array_key_first($order->get_items('fee')), '_line_total', '11');
        return null;`),
    );
    for (const prefix of ['wp_', 'wp_2_']) {
      const [made, changed, ...more] = await outbox(prefix);
      expect([changed?.['order_id'], changed?.['reason'], more]).toEqual([
        made?.['order_id'],
        'item_changed',
        [],
      ]);
    }
  });

  test('the connector’s calls are answered under each site’s address', async () => {
    for (const site of ['', '/second']) {
      const answer = await fetch(`${shop.store.url}${site}/wp-json/counterfoil/v1/events`, {
        method: 'POST',
        body: '{}',
      });
      expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
        401,
        'signature_missing',
      ]);
    }
  });

  test('an account of the network is an order’s customer also where it is no member of the site', async () => {
    const said = await php<unknown[]>(
      `$user = wp_insert_user(['user_login' => 'elsewhere', 'user_pass' => 'a-password-1', 'user_registered' => '2024-03-05 17:20:41']);
       switch_to_blog(2);
       $order = wc_create_order(['customer_id' => $user, 'status' => 'processing']);
       $read = \\Counterfoil\\Resources\\ReadOrders::read([$order->get_id()]);
       $snapshot = new \\Counterfoil\\Resources\\OrderSnapshot(1, [], $read->accountTimes, time(), new \\Counterfoil\\Resources\\ProductFacts());
       $said = $snapshot->of($read->orders[$order->get_id()], []);
       restore_current_blog();
       return [is_user_member_of_blog($user, 2), $said['customerId'] === $user, $said['customerSince']];`,
    );
    expect(said).toEqual([false, true, '2024-03-05T17:20:41.000Z']);
  });

  test('a site made later is ready at once, and one that is deleted takes its tables along', async () => {
    const id = await addSite('third');
    expect(await tables(`wp_${id}_`)).toHaveLength((await tables('wp_')).length);
    await php(
      `require_once ABSPATH . 'wp-admin/includes/admin.php'; wp_delete_site($args['id']); return null;`,
      { id },
    );
    expect(await tables(`wp_${id}_`)).toEqual([]);
  });

  test('deactivating for the network takes both bells away, uninstalling only the data of the site that asked', async () => {
    const files = await php<string[]>(
      onEachSite(
        `return str_replace(wp_get_upload_dir()['baseurl'], wp_get_upload_dir()['basedir'], \\Counterfoil\\Outbox\\Doorbell::ofThisSite()->url());`,
      ),
    );
    for (const file of files) expect(existsSync(file)).toBe(true);
    await php(
      `require_once ABSPATH . 'wp-admin/includes/plugin.php'; deactivate_plugins('${PLUGIN}', false, true); return null;`,
    );
    for (const file of files) expect(existsSync(file)).toBe(false);
    await php(
      `update_blog_option(2, 'counterfoil_remove_data_on_uninstall', 'yes');
       define('WP_UNINSTALL_PLUGIN', '${PLUGIN}'); require WP_PLUGIN_DIR . '/counterfoil/uninstall.php'; return null;`,
    );
    expect(await tables('wp_2_')).toEqual([]);
    expect((await tables('wp_')).length).toBeGreaterThan(10);
  });
});
