import { sql } from 'kysely';
import type { AgentDatabase } from './open-database.ts';

/**
 * Empties the side file (`-wal`), in which what was erased would stand until it is written over. Somebody who reads
 * right now is not waited for: then the night does it.
 */
export async function checkpoint(database: AgentDatabase): Promise<void> {
  await sql`PRAGMA busy_timeout = 0`.execute(database);
  try {
    await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(database);
  } finally {
    await sql`PRAGMA busy_timeout = 5000`.execute(database);
  }
}
