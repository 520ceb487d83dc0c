import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DatabaseError } from './database-error.ts';
import { MIGRATIONS, migrateToLatest } from './migrate.ts';
import { openDatabase, openDatabaseForReading } from './open-database.ts';
import { dumpSchema } from './schema-dump.ts';
import { inTransaction } from './transaction.ts';

let folder: string;
const now = () => new Date('2026-11-23T10:00:00.000Z');

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterfoil-database-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  );
  return error instanceof DatabaseError ? error.code : String(error);
}

describe('opening', () => {
  test('keeps what was committed, in WAL mode with full sync and foreign keys', async () => {
    const first = await openDatabase({ folder, now });
    await first.database
      .insertInto('tenants')
      .values({ tenant: 'acme' } as never)
      .execute();
    const settings = await Promise.all(
      ['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete'].map((name) =>
        sql.raw<Record<string, unknown>>(`PRAGMA ${name}`).execute(first.database),
      ),
    );
    expect(settings.map(({ rows }) => Object.values(rows[0] ?? {})[0])).toEqual(['wal', 2, 1, 1]);
    await first.close();
    const second = await openDatabase({ folder, now });
    expect(await second.database.selectFrom('tenants').select('tenant').execute()).toEqual([
      { tenant: 'acme' },
    ]);
    await second.close();
  });

  test('makes folder and file for their owner only', async () => {
    const inside = join(folder, 'state');
    const { close } = await openDatabase({ folder: inside, now });
    expect(statSync(inside).mode & 0o777).toBe(0o700);
    expect(statSync(join(inside, 'counterfoil.sqlite')).mode & 0o777).toBe(0o600);
    await close();
  });

  test('refuses a folder in which another connection works, and takes it once that one is closed', async () => {
    const first = await openDatabase({ folder, now });
    expect(await codeOf(openDatabase({ folder, now }))).toBe('folder_locked');
    await first.close();
    await (await openDatabase({ folder, now })).close();
  });

  test('refuses a folder in which another process works, and takes it after that one was killed', async () => {
    const script = join(folder, 'holder.ts');
    writeFileSync(
      script,
      `import { openDatabase } from ${JSON.stringify(join(import.meta.dirname, 'open-database.ts'))};
       await openDatabase({ folder: ${JSON.stringify(folder)}, now: () => new Date() });
       process.send?.('open'); setInterval(() => {}, 1000);`,
    );
    const child = fork(script, { execArgv: [], stdio: 'inherit' });
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('exit', (code) => reject(new Error(`the holder ended with ${code}`)));
    });
    expect(await codeOf(openDatabase({ folder, now }))).toBe('folder_locked');
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    await (await openDatabase({ folder, now })).close();
  });

  test('lets a reader in while the agent works, and refuses its writes', async () => {
    const agent = await openDatabase({ folder, now });
    const reader = await openDatabaseForReading(folder);
    await agent.database
      .insertInto('tenants')
      .values({ tenant: 'acme' } as never)
      .execute();
    expect(await reader.database.selectFrom('tenants').select('tenant').execute()).toHaveLength(1);
    await expect(reader.database.deleteFrom('tenants').execute()).rejects.toThrow(/readonly/);
    await reader.close();
    await agent.close();
  });
});

describe('migrating', () => {
  test('a file of a newer program is refused, by the agent and by readers, and left as it is', async () => {
    const { database, close } = await openDatabase({ folder, now });
    await database
      .insertInto('migrations')
      .values({ number: MIGRATIONS.length + 1, name: 'from-the-future', applied_at: now().toISOString() })
      .execute();
    await close();
    expect(await codeOf(openDatabase({ folder, now }))).toBe('newer_schema');
    expect(await codeOf(openDatabaseForReading(folder))).toBe('newer_schema');
  });

  test('a migration that was renamed is refused', async () => {
    const { database, close } = await openDatabase({ folder, now });
    await database
      .updateTable('migrations')
      .set({ name: 'something-else' })
      .where('number', '=', 1)
      .execute();
    await close();
    expect(await codeOf(openDatabase({ folder, now }))).toBe('foreign_schema');
  });

  test('a migration that fails half way leaves nothing behind, and the ones before it stay', async () => {
    const { database, close } = await openDatabase({ folder, now });
    const good = { number: 2, name: 'good', statements: ['CREATE TABLE good (id INTEGER) STRICT'] };
    const bad = {
      number: 3,
      name: 'bad',
      statements: ['CREATE TABLE bad (id INTEGER) STRICT', 'INSERT INTO bad VALUES (1)', 'CREATE NONSENSE'],
    };
    await expect(migrateToLatest(database, now, [...MIGRATIONS, good, bad])).rejects.toThrow(/NONSENSE/);
    const tables = await sql<{
      name: string;
    }>`SELECT name FROM sqlite_schema WHERE name IN ('good', 'bad')`.execute(database);
    expect(tables.rows).toEqual([{ name: 'good' }]);
    const applied = await database.selectFrom('migrations').select('name').orderBy('number').execute();
    expect(applied.map((row) => row.name)).toEqual([...MIGRATIONS.map((known) => known.name), 'good']);
    await close();
  });

  test('the migrations make exactly the committed schema.sql', async () => {
    const { database, close } = await openDatabase({ folder, now });
    const dump = await dumpSchema(database);
    await close();
    await expect(dump).toMatchFileSnapshot('schema.sql');
  });

  test('migrations are numbered from 1 without gaps', () => {
    expect(MIGRATIONS.map((migration) => migration.number)).toEqual(MIGRATIONS.map((_, index) => index + 1));
  });
});

describe('transactions', () => {
  test('an error rolls everything back', async () => {
    const { database, close } = await openDatabase({ folder, now });
    const failing = inTransaction(database, async (transaction) => {
      await transaction
        .insertInto('tenants')
        .values({ tenant: 'acme' } as never)
        .execute();
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await database.selectFrom('tenants').selectAll().execute()).toEqual([]);
    await close();
  });

  test('one that SQLite has rolled back by itself, as on a full disk, ends with what really happened', async () => {
    const { database, close } = await openDatabase({ folder, now });
    const full = inTransaction(database, async (transaction) => {
      await sql`ROLLBACK`.execute(transaction);
      throw new BetterSqlite.SqliteError('database or disk is full', 'SQLITE_FULL');
    });
    await expect(full).rejects.toMatchObject({ code: 'SQLITE_FULL' });
    expect(await database.selectFrom('tenants').selectAll().execute()).toEqual([]);
    await close();
  });

  test('one that awaits anything but the database is refused and rolled back', async () => {
    const { database, close } = await openDatabase({ folder, now });
    const strayed = inTransaction(database, async (transaction) => {
      await transaction
        .insertInto('tenants')
        .values({ tenant: 'acme' } as never)
        .execute();
      await new Promise((resolve) => setTimeout(resolve, 5));
    });
    expect(await codeOf(strayed)).toBe('transaction_strayed');
    expect(await database.selectFrom('tenants').selectAll().execute()).toEqual([]);
    await close();
  });

  test('many at once wait for each other, also when they do hundreds of statements', async () => {
    const { database, close } = await openDatabase({ folder, now });
    await database
      .insertInto('tenants')
      .values({ tenant: 'acme' } as never)
      .execute();
    const raise = () =>
      inTransaction(database, async (transaction) => {
        for (let turn = 0; turn < 100; turn++) {
          const row = await transaction
            .selectFrom('tenants')
            .select('confirmation_count')
            .executeTakeFirstOrThrow();
          await transaction
            .updateTable('tenants')
            .set({ confirmation_count: row.confirmation_count + 1 })
            .execute();
        }
      });
    await Promise.all([raise(), raise(), raise(), raise()]);
    const row = await database.selectFrom('tenants').select('confirmation_count').executeTakeFirstOrThrow();
    expect(row.confirmation_count).toBe(400);
    await close();
  });
});

test('the journal refuses to be changed or shortened, whoever asks', async () => {
  const { database, close } = await openDatabase({ folder, now });
  await database
    .insertInto('tenants')
    .values({ tenant: 'acme' } as never)
    .execute();
  const entry = { tenant: 'acme', number: 1, at: now().toISOString(), kind: 'x', subject: null, facts: '{}' };
  await database
    .insertInto('journal')
    .values({ ...entry, previous_hash: '', hash: 'a' })
    .execute();
  await expect(database.updateTable('journal').set({ facts: '{"a":1}' }).execute()).rejects.toThrow(
    'append-only',
  );
  await expect(database.deleteFrom('journal').execute()).rejects.toThrow('append-only');
  await close();
});
