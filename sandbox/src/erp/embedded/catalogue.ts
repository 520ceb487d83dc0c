import { ApiError } from './api-error.ts';
import { type Listing, listPage, type Page } from './list-page.ts';
import type { Db } from './open-database.ts';

type CatalogueItem = Record<string, string | number>;

const TABLES = {
  'tax-codes': { table: 'tax_code', columns: 'id, code, name, rate' },
  'payment-terms': { table: 'payment_term', columns: 'id, code, name, days' },
  warehouses: { table: 'warehouse', columns: 'id, code, name' },
  currencies: { table: 'currency', columns: 'id, code, digits' },
} as const;

export type CatalogueName = keyof typeof TABLES;
export const catalogueNames = Object.keys(TABLES) as CatalogueName[];

export function listCatalogue(db: Db, name: CatalogueName, query: URLSearchParams): Page<CatalogueItem> {
  const { table, columns } = TABLES[name];
  const listing: Listing = { table, filters: {}, modified: false };
  const select = db.prepare<[number], CatalogueItem>(`SELECT ${columns} FROM ${table} WHERE id = ?`);
  return listPage(db, listing, query, (id) => select.get(id) ?? {});
}

export function taxRate(db: Db, field: string, code: string): string {
  const row = db.prepare<[string], { rate: string }>('SELECT rate FROM tax_code WHERE code = ?').get(code);
  if (row === undefined) throw unknown('unknown_tax_code', 'tax code', field, code);
  return row.rate;
}

export function currencyDigits(db: Db, field: string, code: string): number {
  const row = db
    .prepare<[string], { digits: number }>('SELECT digits FROM currency WHERE code = ?')
    .get(code);
  if (row === undefined) throw unknown('unknown_currency', 'currency', field, code);
  return row.digits;
}

export function requirePaymentTerm(db: Db, field: string, code: string): void {
  if (db.prepare('SELECT 1 FROM payment_term WHERE code = ?').get(code) === undefined) {
    throw unknown('unknown_payment_term', 'payment term', field, code);
  }
}

export function unknown(code: string, what: string, field: string, value: string | number): ApiError {
  return new ApiError(422, code, `${field}: there is no ${what} ${value}`, { field, value });
}
