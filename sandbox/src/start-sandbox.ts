import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { startInstanceAgent } from './agent/start-agent.ts';
import { claimInstance, isCrashed } from './instance/claim-instance.ts';
import { diskFull, isDiskFull } from './instance/disk-full.ts';
import { checkInstanceName, defaultBaseDir, instancePaths } from './instance/instance-paths.ts';
import { type InstanceRecord, type StoreRecord, writeInstanceRecord } from './instance/instance-record.ts';
import { reservePort } from './instance/reserve-port.ts';
import { type SandboxInstance, toInstance } from './instance/sandbox-instance.ts';
import { type ErpChoice, startInstanceErp } from './instance/start-instance-erp.ts';
import { SandboxError } from './sandbox-error.ts';
import { stopSandbox, tearDown } from './stop-sandbox.ts';
import { announceStore } from './store/announce-store.ts';
import type { StoreSettings } from './store/build-store.ts';
import { defaultCacheDir } from './store/cache-dir.ts';
import { checkStoreAnswers } from './store/check-store-answers.ts';
import { type DownloadSite, wordPressOrg } from './store/download-release.ts';
import { installPlugin } from './store/install-plugin.ts';
import { layOutShopFiles } from './store/lay-out-files.ts';
import { obtainStoreTrees } from './store/obtain-store-trees.ts';
import { setOrderNumbers } from './store/set-order-numbers.ts';
import { StandInLacksLegacyStorage } from './store/stand-in-limits.ts';
import { startStoreDatabase } from './store/start-store-database.ts';
import { startWebServer, type WebServerChoice } from './store/start-web-server.ts';
import type { ReleaseChoice } from './store/store-trees.ts';
import { writeWordPressConfig } from './store/write-wp-config.ts';

export interface SandboxOptions extends ReleaseChoice {
  name?: string;
  baseDir?: string;
  cacheDir?: string;
  storage?: 'hpos' | 'legacy';
  permalinks?: 'pretty' | 'plain';
  currency?: string;
  pricesIncludeTax?: boolean;
  /** The plugin's folder; false: the shop goes without. Default: `plugin/` of this repository. */
  plugin?: string | false;
  /** WP_ENVIRONMENT_TYPE. */
  environment?: string;
  /** Each commit waits for the disk (see start-mariadb.ts). */
  durable?: boolean;
  /** WP_DEBUG; default true: notices go to logs/php.log. */
  debug?: boolean;
  /**
   * Default auto: nginx and php-fpm where they are, else PHP's own server (a killed PHP process is not replaced there).
   */
  webServer?: WebServerChoice;
  /** Default none. */
  erp?: ErpChoice;
  /** Whether the agent connects shop and ERP, where there are both. Default true. */
  agent?: boolean;
  /** Shows other order numbers than ids, as order number plugins do: a pattern with {id}. */
  orderNumbers?: string;
  site?: DownloadSite;
  /** Aborted, the start ends at its next step and cleans up. */
  signal?: AbortSignal;
  progress?: (line: string) => void;
}

/** Currencies whose smallest unit is not a hundredth, as far as a shop meets them. */
const decimalsOf = (currency: string) => (['JPY', 'KRW', 'CLP', 'VND'].includes(currency) ? 0 : 2);

function storeSettings(options: SandboxOptions): StoreSettings {
  const currency = options.currency ?? 'EUR';
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw new SandboxError(
      `--currency ${JSON.stringify(currency)}: name it by its three letters, for example EUR.`,
    );
  }
  return {
    storage: options.storage ?? 'hpos',
    permalinks: options.permalinks ?? 'pretty',
    currency,
    decimals: decimalsOf(currency),
    pricesIncludeTax: options.pricesIncludeTax ?? true,
  };
}

async function bringUp(
  options: SandboxOptions,
  baseDir: string,
  record: InstanceRecord,
): Promise<SandboxInstance> {
  const progress = options.progress ?? (() => {});
  const goOn = () => options.signal?.throwIfAborted();
  const paths = instancePaths(baseDir, record.name);
  const settings = storeSettings(options);
  const cacheDir = options.cacheDir ?? defaultCacheDir();
  const trees = await obtainStoreTrees(options, { cacheDir, site: options.site ?? wordPressOrg, progress });
  announceStore(trees, options.standIn ?? false, progress);
  if (trees.standIn && settings.storage === 'legacy') throw new StandInLacksLegacyStorage();
  goOn();
  const webPort = await reservePort(baseDir, record.name);
  record.ports.push(webPort);
  writeInstanceRecord(baseDir, record);
  const databasePort = await reservePort(baseDir, record.name);
  record.ports.push(databasePort);
  const store: StoreRecord = {
    url: `http://127.0.0.1:${webPort}`,
    adminUser: 'admin',
    adminPassword: randomBytes(9).toString('base64url'),
    wordpress: trees.wordpress.version,
    woocommerce: trees.woocommerce.version,
    standIn: trees.standIn,
    ...settings,
    path: paths.wordpress,
    webServer: 'nginx',
    plugin: null,
    catalogue: { products: {}, shipping: {}, pages: {} },
    db: {
      host: '127.0.0.1',
      port: databasePort,
      socket: paths.databaseSocket,
      name: 'wordpress',
      user: 'wordpress',
      password: randomBytes(12).toString('base64url'),
      prefix: 'wp_',
    },
  };
  writeInstanceRecord(baseDir, record);
  await layOutShopFiles(trees, paths);
  writeWordPressConfig(paths, {
    db: store.db,
    environment: options.environment,
    debug: options.debug ?? true,
  });
  const durable = options.durable ?? false;
  await startStoreDatabase({ baseDir, cacheDir, record, paths, trees, settings, store, durable, progress });
  goOn();
  store.webServer = await startWebServer(baseDir, record, paths, webPort, options.webServer ?? 'auto');
  if (options.plugin !== false)
    store.plugin = await installPlugin({ store }, paths, options.plugin, progress);
  goOn();
  await checkStoreAnswers(store, paths);
  if (options.orderNumbers !== undefined) await setOrderNumbers({ store }, options.orderNumbers);
  record.store = store;
  goOn();
  await startInstanceErp(baseDir, record, paths, options.erp ?? 'none', settings.currency, progress);
  goOn();
  if (options.agent !== false) await startInstanceAgent(baseDir, record, paths, progress);
  goOn();
  record.state = 'running';
  writeInstanceRecord(baseDir, record);
  progress(`The shop answers at ${store.url} (wp-admin: ${store.adminUser} / ${store.adminPassword})`);
  return toInstance(baseDir, record);
}

/**
 * Starts a shop of its own: files, database, web server, plugin. Takes 3 to 5 s from a template, half a minute the
 * first time. A start that fails, or is interrupted by a signal, leaves nothing behind; one that is killed is cleaned
 * up by `stopSandbox`.
 * @throws SandboxError naming the way out
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<SandboxInstance> {
  const baseDir = options.baseDir ?? defaultBaseDir();
  const name = checkInstanceName(options.name ?? 'default');
  storeSettings(options); // Refuse what can't be before anything is made.
  if (typeof options.plugin === 'string' && !existsSync(options.plugin)) {
    throw new SandboxError(`--plugin ${options.plugin}: there is no such folder.`);
  }
  if (isCrashed(baseDir, name)) {
    options.progress?.(`An earlier start of ${name} was interrupted; removing what it left.`);
    await stopSandbox(name, baseDir);
  }
  const record = claimInstance(baseDir, name);
  try {
    return await bringUp(options, baseDir, record);
  } catch (error) {
    await tearDown(baseDir, record.name);
    throw isDiskFull(error) ? diskFull(baseDir, error) : error;
  }
}
