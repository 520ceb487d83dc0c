import type { Transaction } from 'kysely';
import { DatabaseError } from './database-error.ts';
import type { AgentDatabase } from './open-database.ts';
import type { Schema } from './schema.ts';

/**
 * Runs `work` in one transaction; whatever it throws rolls everything back. There is one connection: all other lanes wait meanwhile,
 * so `work` awaits nothing but the database. SQLite answers without leaving the event loop's turn: a transaction that sees a new turn
 * has awaited something else, which is a defect and is refused.
 * @throws {DatabaseError} `transaction_strayed`
 */
export async function inTransaction<T>(
  database: AgentDatabase,
  work: (transaction: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  return database.transaction().execute(async (transaction) => {
    let strayed = false;
    const turn = setImmediate(() => {
      strayed = true;
    });
    try {
      const result = await work(transaction);
      if (strayed) {
        throw new DatabaseError(
          'A transaction waited for something that is not the database; it was rolled back.',
          { code: 'transaction_strayed' },
        );
      }
      return result;
    } finally {
      clearImmediate(turn);
    }
  });
}
