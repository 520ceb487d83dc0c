import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';

/**
 * Does `work` while no other process holds the lock of this file. The lock is SQLite's on an empty database: the kernel
 * gives it back when its holder dies, which a lock file of our own would not. `waiting` is told once, when someone else
 * has it.
 */
export async function holdLock<Result>(
  file: string,
  patienceMs: number,
  waiting: () => void,
  work: () => Promise<Result>,
): Promise<Result> {
  const db = new Database(file, { timeout: 0 });
  try {
    await takeLock(db, file, performance.now() + patienceMs, waiting);
    return await work();
  } finally {
    db.close();
  }
}

async function takeLock(
  db: Database.Database,
  file: string,
  end: number,
  waiting: () => void,
): Promise<void> {
  let told = false;
  for (;;) {
    try {
      db.exec('BEGIN EXCLUSIVE');
      return;
    } catch (error) {
      if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error;
      if (performance.now() > end)
        throw new Error(`another process holds ${file} for too long`, { cause: error });
      if (!told) waiting();
      told = true;
      await sleep(200);
    }
  }
}
