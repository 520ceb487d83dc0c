import BetterSqlite from 'better-sqlite3';
import { checkSchema } from './migrate.ts';
import { connect } from './open-database.ts';

/**
 * Whether a copy of the database can be worked with: every page and index is whole, every reference leads somewhere,
 * and it has this program's schema. Makes it a single file (no write-ahead log beside it). Blocks for about a second
 * per 500 MB.
 * @throws {Error} saying what is broken
 */
export async function verifyCopy(file: string): Promise<void> {
  const sqlite = new BetterSqlite(file, { fileMustExist: true });
  try {
    sqlite.pragma('journal_mode = DELETE');
    const integrity = sqlite.pragma('integrity_check(1)', { simple: true });
    if (integrity !== 'ok') throw new Error(`The copy ${file} is damaged: ${String(integrity)}`);
    const astray = sqlite.pragma('foreign_key_check') as unknown[];
    if (astray.length > 0)
      throw new Error(`The copy ${file} has ${astray.length} rows that refer to nothing`);
  } finally {
    sqlite.close();
  }
  const database = connect(new BetterSqlite(file, { readonly: true }));
  await checkSchema(database).finally(() => database.destroy());
}
