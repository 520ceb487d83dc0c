import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeCheckout } from '../checkout/place-checkout.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { PATIENCE_MS } from '../instance/wait-until.ts';
import { startSandbox } from '../start-sandbox.ts';
import { stopAllSandboxes } from '../stop-sandbox.ts';
import { queryDatabase } from '../store/query-database.ts';
import { runInWordPress } from '../store/run-in-wordpress.ts';
import { makeTestFolder } from '../test-run/test-folder.ts';

const root = join(import.meta.dirname, '../../..');

/** What wp-admin > Plugins > Upload Plugin does with a zip. */
const INSTALL = `
  require_once ABSPATH . 'wp-admin/includes/admin.php';
  require_once ABSPATH . 'wp-admin/includes/class-wp-upgrader.php';
  $installed = (new Plugin_Upgrader(new Automatic_Upgrader_Skin()))->install($args['zip']);
  if ($installed !== true) {
      throw new RuntimeException(is_wp_error($installed) ? $installed->get_error_message() : 'The zip was not installed.');
  }
  $problem = activate_plugin('counterfoil/counterfoil.php');
  if (is_wp_error($problem)) {
      throw new RuntimeException($problem->get_error_message());
  }
  return get_plugin_data(WP_PLUGIN_DIR . '/counterfoil/counterfoil.php')['Version'];`;

let baseDir: string;
let shop: SandboxInstance;

beforeAll(async () => {
  baseDir = makeTestFolder('zip');
  shop = await startSandbox({ baseDir, name: 'zip', plugin: false, progress: () => {} });
});
afterAll(async () => {
  await stopAllSandboxes(baseDir);
  rmSync(baseDir, { recursive: true, force: true });
});

test('the plugin’s zip installs by WordPress’s own upload, without what only developers need, and records a checkout', async () => {
  execFileSync(join(root, 'node_modules/.bin/wp-scripts'), ['plugin-zip'], {
    cwd: join(root, 'plugin'),
    timeout: PATIENCE_MS,
  });
  const zip = join(root, 'plugin/counterfoil.zip');
  const version = await runInWordPress<string>(shop, { code: INSTALL }, { zip });
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);

  const installed = join(shop.store.path, 'wp-content/plugins/counterfoil');
  for (const needed of ['readme.txt', 'uninstall.php', 'build/index.js', 'schema', 'catalogue'])
    expect(existsSync(join(installed, needed)), needed).toBe(true);
  for (const needless of ['tests', 'vendor', 'composer.json', 'phpstan.neon'])
    expect(existsSync(join(installed, needless)), needless).toBe(false);

  const { orderId } = await placeCheckout(shop, { customer: { guest: 1 } });
  const { db } = shop.store;
  const sql = `SELECT COUNT(*) AS count FROM ${db.prefix}counterfoil_outbox WHERE order_id = ?`;
  const rows = await queryDatabase(db, sql, [orderId]);
  expect(Number(rows[0]?.['count'])).toBeGreaterThan(0);
});
