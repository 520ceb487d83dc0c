import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { DatabaseError } from './database-error.ts';

/**
 * Makes this process the only one that works in a folder, until it closes the lock or dies. An exclusive transaction on
 * a file of its own: the system gives it back also after `kill -9`, which a file with a process number in it doesn't
 * survive, and readers (`counterfoil status`) still get at the data.
 * @throws {DatabaseError} `folder_locked`
 */
export function lockFolder(folder: string): { release(): void } {
  const lock = new BetterSqlite(join(folder, 'agent.lock'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    if (!(cause instanceof BetterSqlite.SqliteError) || !cause.code.startsWith('SQLITE_BUSY')) throw cause;
    throw new DatabaseError(
      `Another Counterfoil process works in ${folder}. Stop it first, or give this one a stateDirectory of its own.`,
      { code: 'folder_locked', cause },
    );
  }
  return { release: () => lock.close() };
}
