import type { Transaction } from 'kysely';
import { DatabaseError } from './database-error.ts';
import type { AgentDatabase } from './open-database.ts';
import type { Schema } from './schema.ts';

declare const made: unique symbol;

/**
 * A transaction that `inTransaction` made, and nothing else can. Who writes a table takes it, so that no caller can
 * forget what must happen together; who only reads takes `AgentDatabase`, which a transaction is, too.
 */
export type AgentTransaction = Transaction<Schema> & { readonly [made]: true };

/** Not a transaction: one within another would wait for itself. */
type OutsideTransaction = AgentDatabase & { readonly [made]?: never };

/**
 * Runs `work` in one transaction; whatever it throws rolls everything back. There is one connection: all other lanes
 * wait meanwhile, so `work` awaits nothing but the database. SQLite answers without leaving the event loop's turn: a
 * transaction that sees a new turn has awaited something else, which is a defect and is refused.
 * @throws {DatabaseError} `transaction_strayed`
 */
export async function inTransaction<T>(
  database: OutsideTransaction,
  work: (transaction: AgentTransaction) => Promise<T>,
): Promise<T> {
  return database.transaction().execute(async (transaction) => {
    let strayed = false;
    const turn = setImmediate(() => {
      strayed = true;
    });
    try {
      const result = await work(transaction as AgentTransaction);
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
