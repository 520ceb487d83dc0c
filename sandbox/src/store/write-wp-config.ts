import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstancePaths } from '../instance/instance-paths.ts';
import type { StoreRecord } from '../instance/instance-record.ts';

const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

export interface WordPressConfig {
  db: { host: string; port: number; name: string; user: string; password: string; prefix: string };
  /** WP_ENVIRONMENT_TYPE; left out, WordPress says production. */
  environment?: string | undefined;
  debug: boolean;
}

/** Writes wp-config.php with fresh keys. */
export function writeWordPressConfig(paths: InstancePaths, config: WordPressConfig): void {
  const { db } = config;
  const keys = ['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'].flatMap((name) => [
    `${name}_KEY`,
    `${name}_SALT`,
  ]);
  const constants: [string, string][] = [
    ['DB_NAME', quote(db.name)],
    ['DB_USER', quote(db.user)],
    ['DB_PASSWORD', quote(db.password)],
    ['DB_HOST', quote(`${db.host}:${db.port}`)],
    ['DB_CHARSET', quote('utf8mb4')],
    ['DB_COLLATE', quote('')],
    ...keys.map((name): [string, string] => [name, quote(randomBytes(32).toString('hex'))]),
    ['COUNTERFOIL_SANDBOX_DIR', quote(paths.dir)],
    // The sandbox runs what is due when a test says so; a cron that starts by itself would blur what a test counts.
    ['DISABLE_WP_CRON', 'true'],
    ['WP_HTTP_BLOCK_EXTERNAL', 'true'],
    ['WP_ACCESSIBLE_HOSTS', quote('127.0.0.1,localhost')],
    // Program files are shared with the cache (lay-out-files.ts): nothing may write them.
    ['DISALLOW_FILE_MODS', 'true'],
    ['AUTOMATIC_UPDATER_DISABLED', 'true'],
    ['WP_DEBUG', String(config.debug)],
    ['WP_DEBUG_DISPLAY', 'false'],
    ['WP_DEBUG_LOG', quote(join(paths.logs, 'php.log'))],
    ...(config.environment ? [['WP_ENVIRONMENT_TYPE', quote(config.environment)] as [string, string]] : []),
  ];
  const lines = [
    '<?php',
    ...constants.map(([name, value]) => `define('${name}', ${value});`),
    `$table_prefix = ${quote(db.prefix)};`,
    "if (!defined('ABSPATH')) {",
    "    define('ABSPATH', __DIR__ . '/');",
    '}',
    "require_once ABSPATH . 'wp-settings.php';",
    '',
  ];
  writeFileSync(join(paths.wordpress, 'wp-config.php'), lines.join('\n'), { mode: 0o600 });
}

/**
 * Turns the copied wp-config.php of another instance into this one's: its database, its folder. Keys and salts stay, as
 * in a copy made by a hosting panel.
 */
export function rewriteWordPressConfig(
  from: { store: StoreRecord; paths: InstancePaths },
  to: { store: StoreRecord; paths: InstancePaths },
  environment: string | undefined,
): void {
  const file = join(to.paths.wordpress, 'wp-config.php');
  const replacements: [string, string][] = [
    [quote(`${from.store.db.host}:${from.store.db.port}`), quote(`${to.store.db.host}:${to.store.db.port}`)],
    [quote(from.store.db.password), quote(to.store.db.password)],
    [from.paths.dir, to.paths.dir],
  ];
  let text = readFileSync(file, 'utf8');
  for (const [old, fresh] of replacements) text = text.replaceAll(old, fresh);
  if (environment !== undefined) {
    text = text
      .replace(/^define\('WP_ENVIRONMENT_TYPE'.*\n/m, '')
      .replace('<?php\n', `<?php\ndefine('WP_ENVIRONMENT_TYPE', ${quote(environment)});\n`);
  }
  writeFileSync(file, text, { mode: 0o600 });
}
