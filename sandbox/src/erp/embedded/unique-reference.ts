import { ApiError } from './api-error.ts';
import type { Db } from './open-database.ts';

/**
 * The tables whose `reference` is a key while the switch is on, and how their documents are numbered (null: not at
 * all).
 */
const PREFIXES = { sales_order: 'SO', customer: null, credit_note: 'CN', payment: null } as const;

export type ReferencedTable = keyof typeof PREFIXES;

export function documentNumber(prefix: 'SO' | 'SH' | 'INV' | 'CN', id: number): string {
  return `${prefix}-${id.toString().padStart(6, '0')}`;
}

export function isUniqueReference(db: Db): boolean {
  return (
    db.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = 'unique_sales_order'`).get() !==
    undefined
  );
}

/** Makes or drops the unique indexes. 409 `invalid_state` when two records already share a reference. */
export function setUniqueReference(db: Db, unique: boolean): void {
  for (const table of Object.keys(PREFIXES)) {
    if (!unique) {
      db.exec(`DROP INDEX IF EXISTS unique_${table}`);
      continue;
    }
    const shared = db
      .prepare<[], { reference: string }>(
        `SELECT reference FROM ${table} WHERE reference IS NOT NULL GROUP BY reference HAVING count(*) > 1 LIMIT 1`,
      )
      .get();
    if (shared !== undefined) {
      throw new ApiError(
        409,
        'invalid_state',
        `two records of ${table} share the reference ${shared.reference}`,
        {
          field: 'uniqueReference',
          value: true,
          id: null,
          state: 'shared',
        },
      );
    }
    db.exec(
      `CREATE UNIQUE INDEX IF NOT EXISTS unique_${table} ON ${table} (reference) WHERE reference IS NOT NULL`,
    );
  }
}

/**
 * Says who has the reference before the index would refuse it: 409 `duplicate_reference` with the existing id and
 * number.
 */
export function refuseTakenReference(db: Db, table: ReferencedTable, reference: string | null): void {
  if (reference === null || !isUniqueReference(db)) return;
  const taken = db
    .prepare<[string], { id: number }>(`SELECT id FROM ${table} WHERE reference = ?`)
    .get(reference);
  if (taken === undefined) return;
  const prefix = PREFIXES[table];
  throw new ApiError(409, 'duplicate_reference', `the reference ${reference} is taken`, {
    field: 'reference',
    value: reference,
    id: taken.id,
    number: prefix === null ? null : documentNumber(prefix, taken.id),
    reference,
  });
}
