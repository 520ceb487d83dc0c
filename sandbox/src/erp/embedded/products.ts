import { z } from 'zod';
import { ApiError, invalid, notFound } from './api-error.ts';
import { taxRate, unknown } from './catalogue.ts';
import { shortestText, toText, toUnits } from './decimals.ts';
import { type Listing, listPage, type Page } from './list-page.ts';
import type { Db } from './open-database.ts';
import { PRICE_DIGITS, QUANTITY_DIGITS } from './order-amounts.ts';
import { decimal, readBody } from './read-body.ts';

type ProductRow = {
  id: number;
  code: string;
  name: string;
  price: string;
  tax_code: string;
  active: number;
  on_hand: string | null;
  allocated: string | null;
  modified_at: string;
};

const listing: Listing = { table: 'product', filters: { code: 'code = ?' }, modified: true };

const newProduct = z.strictObject({
  code: z.string().min(1).max(64),
  name: z.string().min(1).max(200),
  price: decimal(PRICE_DIGITS),
  taxCode: z.string(),
  onHand: decimal(QUANTITY_DIGITS).nullish(),
});

const changedProduct = z.strictObject({
  name: z.string().min(1).max(200).optional(),
  price: decimal(PRICE_DIGITS).optional(),
  taxCode: z.string().optional(),
  active: z.boolean().optional(),
  onHand: decimal(QUANTITY_DIGITS).optional(),
});

export function addQuantities(a: string, b: string): string {
  return shortestText(toText(toUnits(a, QUANTITY_DIGITS) + toUnits(b, QUANTITY_DIGITS), QUANTITY_DIGITS));
}

export function negative(quantity: string): string {
  return shortestText(toText(-toUnits(quantity, QUANTITY_DIGITS), QUANTITY_DIGITS));
}

export function getProduct(db: Db, id: number) {
  const row = db.prepare<[number], ProductRow>('SELECT * FROM product WHERE id = ?').get(id);
  if (row === undefined) throw notFound(`product ${id}`);
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    price: row.price,
    taxCode: row.tax_code,
    stockTracked: row.on_hand !== null,
    active: row.active === 1,
    onHand: row.on_hand,
    allocated: row.allocated,
    available:
      row.on_hand === null || row.allocated === null
        ? null
        : addQuantities(row.on_hand, negative(row.allocated)),
    warehouse: row.on_hand === null ? null : 'MAIN',
    modifiedAt: row.modified_at,
  };
}

export type Product = ReturnType<typeof getProduct>;

export function listProducts(db: Db, query: URLSearchParams): Page<Product> {
  return listPage(db, listing, query, (id) => getProduct(db, id));
}

/** The product of an order line; 422 naming the field when there is none or it is no longer sold. */
export function requireProduct(db: Db, field: string, code: string): Product {
  const row = db.prepare<[string], { id: number }>('SELECT id FROM product WHERE code = ?').get(code);
  if (row === undefined) throw unknown('unknown_product', 'product', field, code);
  const product = getProduct(db, row.id);
  if (!product.active) {
    throw new ApiError(422, 'inactive_product', `${field}: product ${code} is no longer active`, {
      field,
      value: code,
    });
  }
  return product;
}

export function createProduct(db: Db, body: unknown, now: string): Product {
  const given = readBody(newProduct, body);
  taxRate(db, 'taxCode', given.taxCode);
  const taken = db.prepare<[string], { id: number }>('SELECT id FROM product WHERE code = ?').get(given.code);
  if (taken !== undefined) {
    throw new ApiError(409, 'duplicate_code', `there is a product ${given.code} already`, {
      field: 'code',
      value: given.code,
      id: taken.id,
    });
  }
  const onHand = given.onHand ?? null;
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO product (code, name, price, tax_code, on_hand, allocated, modified_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(given.code, given.name, given.price, given.taxCode, onHand, onHand === null ? null : '0', now);
  return getProduct(db, Number(lastInsertRowid));
}

export function changeProduct(db: Db, id: number, body: unknown, now: string): Product {
  const given = readBody(changedProduct, body);
  const old = getProduct(db, id);
  if (given.taxCode !== undefined) taxRate(db, 'taxCode', given.taxCode);
  if (given.onHand !== undefined && !old.stockTracked) {
    throw invalid('onHand', given.onHand, 'the product has no stock tracking');
  }
  db.prepare(
    'UPDATE product SET name = ?, price = ?, tax_code = ?, active = ?, on_hand = ?, modified_at = ? WHERE id = ?',
  ).run(
    given.name ?? old.name,
    given.price ?? old.price,
    given.taxCode ?? old.taxCode,
    (given.active ?? old.active) ? 1 : 0,
    given.onHand ?? old.onHand,
    now,
    id,
  );
  return getProduct(db, id);
}

/** Adds to what is on hand and what is allocated; nothing happens to a product without stock tracking. */
export function moveStock(
  db: Db,
  productCode: string,
  change: { onHand?: string; allocated?: string },
  now: string,
): void {
  const row = db.prepare<[string], ProductRow>('SELECT * FROM product WHERE code = ?').get(productCode);
  if (row === undefined) throw new Error(`an order line's product ${productCode} is gone`);
  if (row.on_hand === null || row.allocated === null) return;
  db.prepare('UPDATE product SET on_hand = ?, allocated = ?, modified_at = ? WHERE id = ?').run(
    addQuantities(row.on_hand, change.onHand ?? '0'),
    addQuantities(row.allocated, change.allocated ?? '0'),
    now,
    row.id,
  );
}
