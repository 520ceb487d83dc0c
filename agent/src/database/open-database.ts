import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { keepStatements } from './keep-statements.ts';
import { lockFolder } from './lock-folder.ts';
import { checkSchema, migrateToLatest } from './migrate.ts';
import { rollBackWhatIsOpen } from './roll-back-what-is-open.ts';
import type { Schema } from './schema.ts';

/** To read by, in a transaction (`AgentTransaction`) or outside; who writes takes a transaction. */
export type AgentDatabase = Kysely<Schema>;

export interface OpenDatabase {
  readonly database: AgentDatabase;
  /** Copies the database into a new file, page by page beside the work that goes on. The copy is as of its end. */
  backUp(file: string): Promise<void>;
  /** Ends what is under way, checkpoints and gives the folder back. */
  close(): Promise<void>;
}

export const DATABASE_FILE = 'counterfoil.sqlite';

/**
 * Opens the agent's one database and brings it to this program's schema. The folder is made if it is missing (0700),
 * and locked. WAL and full sync: what a transaction committed survives a power cut, and readers never wait for the
 * writer.
 * @param folder on a local disk: network file systems lie about locks
 * @throws {DatabaseError} `folder_locked`, `newer_schema`, `foreign_schema`
 */
export async function openDatabase(options: { folder: string; now: () => Date }): Promise<OpenDatabase> {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(options.folder);
  try {
    const file = join(options.folder, DATABASE_FILE);
    // Made here, for its owner only; SQLite gives its side files the same permissions.
    closeSync(openSync(file, 'a', 0o600));
    const sqlite = new BetterSqlite(file);
    const database = connect(sqlite);
    try {
      await migrateToLatest(database, options.now);
    } catch (error) {
      await database.destroy();
      throw error;
    }
    return {
      database,
      backUp: (copy) => backUp(sqlite, copy),
      async close() {
        await database.destroy();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * For commands that only look, also while the agent runs. Migrates nothing. @throws {DatabaseError} `newer_schema`,
 * `foreign_schema`
 */
export async function openDatabaseForReading(folder: string): Promise<OpenDatabase> {
  const sqlite = new BetterSqlite(join(folder, DATABASE_FILE), { readonly: true, fileMustExist: true });
  const database = connect(sqlite);
  try {
    await checkSchema(database);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return { database, backUp: (copy) => backUp(sqlite, copy), close: () => database.destroy() };
}

/** Over the working connection: a backup over another one begins again with each write. */
async function backUp(sqlite: BetterSqlite.Database, copy: string): Promise<void> {
  await sqlite.backup(copy);
}

/** The settings without which the rules of this database don't hold. */
export function connect(sqlite: BetterSqlite.Database): AgentDatabase {
  if (!sqlite.readonly) sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma('busy_timeout = 5000');
  // What is erased is overwritten, not only unlinked.
  if (!sqlite.readonly) sqlite.pragma('secure_delete = ON');
  return new Kysely<Schema>({
    dialect: new SqliteDialect({ database: keepStatements(rollBackWhatIsOpen(sqlite)) }),
  });
}
