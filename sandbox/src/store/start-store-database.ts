import { randomBytes } from 'node:crypto';
import type { InstancePaths } from '../instance/instance-paths.ts';
import { type InstanceRecord, type StoreRecord, writeInstanceRecord } from '../instance/instance-record.ts';
import { stopProcess } from '../instance/stop-process.ts';
import { buildStore, type StoreSettings } from './build-store.ts';
import { accessSql, passwordSql, readdressSql } from './database-start-sql.ts';
import { createDatabaseFiles, giveToDatabaseUser, mariadbVersion, startMariadb } from './start-mariadb.ts';
import { copyTemplate, findTemplate, type StoreTemplate, saveTemplate } from './store-template.ts';
import type { StoreTrees } from './store-trees.ts';
import { templateKey } from './template-key.ts';

export interface StoreDatabaseStart {
  baseDir: string;
  cacheDir: string;
  record: InstanceRecord;
  paths: InstancePaths;
  trees: StoreTrees;
  settings: StoreSettings;
  store: StoreRecord;
  durable: boolean;
  progress: (line: string) => void;
}

/** Builds the shop in an empty database, stops it in order, and keeps its files as a template. */
async function buildTemplate(
  start: StoreDatabaseStart,
  key: string,
  access: string[],
): Promise<StoreTemplate> {
  const { baseDir, cacheDir, record, paths, settings, store, durable, progress } = start;
  progress(`Building this kind of shop for the first time (kept as ${key}) …`);
  await createDatabaseFiles(paths);
  const database = await startMariadb(baseDir, record, paths, {
    port: store.db.port,
    durable,
    startSql: access,
  });
  const account = { user: store.adminUser, password: store.adminPassword };
  const catalogue = await buildStore({ store }, settings, account, progress);
  await stopProcess(database, 60_000);
  record.processes = record.processes.filter((one) => one.pid !== database.pid);
  writeInstanceRecord(baseDir, record);
  return saveTemplate(cacheDir, key, paths, { url: store.url, catalogue });
}

/**
 * Starts the database with the shop in it, under the instance's own address and passwords: from a template, else built
 * now and kept as one. Fills in `store.catalogue`.
 */
export async function startStoreDatabase(start: StoreDatabaseStart): Promise<void> {
  const { baseDir, cacheDir, record, paths, trees, settings, store, durable } = start;
  const key = templateKey(trees, { ...settings }, await mariadbVersion());
  const access = accessSql(store.db, randomBytes(18).toString('hex'));
  let template = findTemplate(cacheDir, key);
  if (template) {
    await copyTemplate(template, paths);
    await giveToDatabaseUser(paths.dir, paths.databaseFiles);
  } else {
    template = await buildTemplate(start, key, access);
  }
  store.catalogue = template.catalogue;
  const startSql = [
    ...access,
    ...readdressSql(store.db, template.url, store.url, trees.standIn),
    ...passwordSql(store.db, store.adminPassword),
  ];
  await startMariadb(baseDir, record, paths, { port: store.db.port, durable, startSql });
}
