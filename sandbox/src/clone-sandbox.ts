import { randomBytes } from 'node:crypto';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { claimInstance } from './instance/claim-instance.ts';
import { runForInstance } from './instance/instance-mark.ts';
import { defaultBaseDir, type InstancePaths, instancePaths } from './instance/instance-paths.ts';
import { type InstanceRecord, type StoreRecord, writeInstanceRecord } from './instance/instance-record.ts';
import { reservePort } from './instance/reserve-port.ts';
import { openSandbox, type SandboxInstance, toInstance } from './instance/sandbox-instance.ts';
import { tearDown } from './stop-sandbox.ts';
import { copyDatabase } from './store/copy-database.ts';
import { accessSql } from './store/database-start-sql.ts';
import { createDatabaseFiles, startMariadb } from './store/start-mariadb.ts';
import { startWebServer } from './store/start-web-server.ts';
import { rewriteWordPressConfig } from './store/write-wp-config.ts';

export interface CloneOptions {
  /** The running instance to copy. */
  from: string;
  name: string;
  baseDir?: string;
  /** Leaves the original's address in the database, as a copy does whose owner forgot the search-and-replace. */
  keepAddress?: boolean;
  /** WP_ENVIRONMENT_TYPE of the copy; left out, as the original's. */
  environment?: string;
  progress?: (line: string) => void;
  signal?: AbortSignal;
}

/** The original's folder: program files by hard links as ever, what a shop writes for itself by copy. */
async function copyFiles(from: InstancePaths, to: InstancePaths): Promise<void> {
  await runForInstance(to.dir, 'cp', ['-al', from.wordpress, to.wordpress]);
  const content = join(to.wordpress, 'wp-content');
  const written = readdirSync(content).filter((entry) => entry !== 'plugins' && entry !== 'themes');
  const own = [...written.map((entry) => join('wp-content', entry)), 'wp-config.php'];
  for (const entry of own) {
    rmSync(join(to.wordpress, entry), { recursive: true });
    cpSync(join(from.wordpress, entry), join(to.wordpress, entry), {
      recursive: true,
      verbatimSymlinks: true,
    });
  }
}

async function bringUpClone(
  options: CloneOptions,
  baseDir: string,
  record: InstanceRecord,
): Promise<SandboxInstance> {
  const progress = options.progress ?? (() => {});
  const original = openSandbox(options.from, baseDir);
  const paths = instancePaths(baseDir, record.name);
  for (let port = 0; port < 2; port += 1) {
    record.ports.push(await reservePort(baseDir, record.name));
    writeInstanceRecord(baseDir, record);
  }
  const [webPort, databasePort] = record.ports as [number, number];
  const store: StoreRecord = {
    ...original.store,
    url: `http://127.0.0.1:${webPort}`,
    path: paths.wordpress,
    db: {
      ...original.store.db,
      port: databasePort,
      socket: paths.databaseSocket,
      password: randomBytes(12).toString('base64url'),
    },
  };
  await copyFiles(original.paths, paths);
  rewriteWordPressConfig(original, { store, paths }, options.environment);
  await createDatabaseFiles(paths);
  const startSql = accessSql(store.db, randomBytes(18).toString('hex'));
  await startMariadb(baseDir, record, paths, { port: databasePort, durable: false, startSql });
  options.signal?.throwIfAborted();
  await copyDatabase(original.store, store, paths, options.keepAddress ?? false);
  options.signal?.throwIfAborted();
  store.webServer = await startWebServer(baseDir, record, paths, webPort, original.store.webServer);
  record.store = store;
  record.state = 'running';
  writeInstanceRecord(baseDir, record);
  const address = options.keepAddress ? `, though it takes itself for ${original.store.url}` : '';
  progress(`A copy of ${options.from} answers at ${store.url}${address}`);
  return toInstance(baseDir, record);
}

/**
 * Copies a running shop as a hosting panel does for staging: files, database and keys, at another address, with the
 * plugin's rows in it. The ERP and the agent are not copied.
 */
export async function cloneSandbox(options: CloneOptions): Promise<SandboxInstance> {
  const baseDir = options.baseDir ?? defaultBaseDir();
  openSandbox(options.from, baseDir);
  const record = claimInstance(baseDir, options.name);
  try {
    return await bringUpClone(options, baseDir, record);
  } catch (error) {
    await tearDown(baseDir, record.name);
    throw error;
  }
}
