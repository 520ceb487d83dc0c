import BetterSqlite from 'better-sqlite3';

/**
 * The disk of one machine, with the agent's database in memory. It outlives each process: what one committed is there
 * for the next, what it had not committed is gone. No power cut is simulated: what was written is there, synced or not.
 */
export interface SimulatedDisk {
  /** Nothing more can be written. */
  isFull: boolean;
  /** @param boundary before and after each statement; true: the process is dead, and does nothing more */
  open(boundary: () => boolean): BetterSqlite.Database;
  /** What a dead process had open is rolled back, as the system would. */
  takeBack(): void;
  /** The database as a backup has it. */
  backUp(): Buffer;
  /** @param backup null: there is none, all that was known is lost */
  restore(backup: Buffer | null): void;
}

export class SimulatedCrash extends Error {}

export function isDiskFull(error: unknown): boolean {
  return error instanceof BetterSqlite.SqliteError && error.code === 'SQLITE_FULL';
}

export function createSimulatedDisk(backup: Buffer | null): SimulatedDisk {
  let sqlite = new BetterSqlite(backup ?? ':memory:');
  /** One connection for all processes: to prepare each statement for each of them would cost more than to run it. */
  let prepared = new Map<string, BetterSqlite.Statement>();

  function prepare(sql: string): BetterSqlite.Statement {
    const known = prepared.get(sql);
    if (known) return known;
    const statement = sqlite.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  }

  const disk: SimulatedDisk = {
    isFull: false,
    open(boundary) {
      const die = () => {
        if (boundary()) throw new SimulatedCrash('the process is dead');
      };
      return new Proxy(sqlite, {
        get(target, name) {
          if (name !== 'prepare') {
            const value: unknown = Reflect.get(target, name);
            return typeof value === 'function' ? value.bind(target) : value;
          }
          return (sql: string) => {
            const statement = prepare(sql);
            const grows = /^(insert|update|delete)/i.test(sql);
            return {
              reader: statement.reader,
              all: (parameters: unknown[]) => {
                die();
                return statement.all(parameters);
              },
              run: (parameters: unknown[]) => {
                die();
                if (grows && disk.isFull) {
                  throw new BetterSqlite.SqliteError('database or disk is full', 'SQLITE_FULL');
                }
                const result = statement.run(parameters);
                die();
                return result;
              },
            };
          };
        },
      });
    },
    takeBack() {
      if (sqlite.inTransaction) sqlite.exec('ROLLBACK');
    },
    backUp: () => sqlite.serialize(),
    restore(from) {
      sqlite.close();
      sqlite = new BetterSqlite(from ?? ':memory:');
      prepared = new Map();
    },
  };
  return disk;
}
