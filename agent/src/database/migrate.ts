import { sql } from 'kysely';
import { DatabaseError } from './database-error.ts';
import { migration as firstTables } from './migrations/0001-first-tables.ts';
import type { AgentDatabase } from './open-database.ts';
import { inTransaction } from './transaction.ts';

export interface Migration {
  readonly number: number;
  readonly name: string;
  /** One statement each, run in order. */
  readonly statements: readonly string[];
}

/** Numbered without gaps, forward only, never edited once released. */
export const MIGRATIONS: readonly Migration[] = [firstTables];

/**
 * Runs what is missing, each migration in a transaction of its own together with the row that says so: a failing one
 * leaves nothing behind.
 * @throws {DatabaseError} `newer_schema`, `foreign_schema`
 */
export async function migrateToLatest(
  database: AgentDatabase,
  now: () => Date,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  await sql`CREATE TABLE IF NOT EXISTS migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    applied_at TEXT NOT NULL
  ) STRICT`.execute(database);
  const applied = await checkSchema(database, migrations);
  for (const migration of migrations.slice(applied)) {
    await inTransaction(database, async (transaction) => {
      for (const statement of migration.statements) await sql.raw(statement).execute(transaction);
      await transaction
        .insertInto('migrations')
        .values({ number: migration.number, name: migration.name, applied_at: now().toISOString() })
        .execute();
    });
  }
}

/**
 * How many migrations the file has; all of them known here. @throws {DatabaseError} `newer_schema`, `foreign_schema`
 */
export async function checkSchema(
  database: AgentDatabase,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<number> {
  const applied = await database.selectFrom('migrations').selectAll().orderBy('number').execute();
  applied.forEach((row, index) => {
    const known = migrations[index];
    if (!known) {
      throw new DatabaseError(
        `The database has schema ${applied.length}, this Counterfoil knows ${migrations.length}: it was used by a newer version. Install that version again, or restore the backup made before the update.`,
        { code: 'newer_schema' },
      );
    }
    if (known.number !== row.number || known.name !== row.name) {
      throw new DatabaseError(
        `Migration ${row.number} of the database is "${row.name}", this Counterfoil expects "${known.name}": the file is not one of its own.`,
        { code: 'foreign_schema' },
      );
    }
  });
  return applied.length;
}
