import type { SqliteDatabase, SqliteStatement } from 'kysely';

const AT_MOST = 400;

/**
 * Keeps prepared statements: Kysely prepares each query anew, which costs more than running it. Lists of ids make many
 * texts of one query, so that there is an end to it.
 */
export function keepStatements(sqlite: SqliteDatabase): SqliteDatabase {
  const kept = new Map<string, SqliteStatement>();
  return {
    close: () => sqlite.close(),
    prepare(text) {
      const known = kept.get(text);
      if (known) return known;
      if (kept.size >= AT_MOST) kept.clear();
      const statement = sqlite.prepare(text);
      kept.set(text, statement);
      return statement;
    },
  };
}
