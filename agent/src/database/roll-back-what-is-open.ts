import type BetterSqlite from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';

/**
 * On a full disk SQLite rolls a transaction back by itself. Kysely then rolls back once more, is refused, and that
 * refusal would hide what really happened: here nothing is rolled back where nothing is open.
 */
export function rollBackWhatIsOpen(sqlite: BetterSqlite.Database): SqliteDatabase {
  return {
    close: () => sqlite.close(),
    prepare(text) {
      const statement = sqlite.prepare(text);
      if (text !== 'rollback') return statement;
      return {
        reader: false,
        all: () => [],
        run: (parameters) =>
          sqlite.inTransaction ? statement.run(parameters) : { changes: 0, lastInsertRowid: 0 },
        iterate: () => [][Symbol.iterator](),
      };
    },
  };
}
