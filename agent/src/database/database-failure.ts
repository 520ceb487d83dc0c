import BetterSqlite from 'better-sqlite3';
import { DatabaseError } from './database-error.ts';

/** Disk full, file damaged, connection closed …: nothing can be written down, so nothing may be done. */
export function isDatabaseFailure(error: unknown): boolean {
  if (error instanceof DatabaseError) return true;
  if (error instanceof BetterSqlite.SqliteError) return true;
  // What better-sqlite3 and Kysely throw once the connection is closed.
  return (
    error instanceof Error &&
    /database connection is not open|driver has already been destroyed/.test(error.message)
  );
}
