import { z } from 'zod';
import { ErpError } from '../erp-errors.ts';
import type { TrytonClient } from './tryton-client.ts';
import { cannot, TRYTON } from './tryton-errors.ts';
import type { TrytonSetup } from './tryton-series.ts';
import { boolean, recordId } from './tryton-values.ts';

/**
 * Ids of taxes and terms don't change; that one was deactivated or renamed meanwhile shows after this at the latest.
 */
const REMEMBERED_MS = 300_000;

export interface TrytonProduct {
  readonly id: number;
  readonly unit: number;
}

/** Finds Tryton's records by the codes that a mapping names. A code that is missing or not unique is a hold. */
export interface TrytonRecords {
  tax(name: string): Promise<number>;
  paymentTerm(name: string): Promise<number>;
  /** By its code, or its name where it has none. */
  warehouse(code: string): Promise<number>;
  webShop(name: string): Promise<number>;
  currency(code: string): Promise<number>;
  country(code: string): Promise<number>;
  /** Null: Tryton does not know it. */
  subdivision(code: string): Promise<number | null>;
  /** `de_DE` or `de`; null: Tryton does not know it. */
  language(code: string): Promise<number | null>;
  /** Salable products by code, read anew each time. */
  products(codes: readonly string[]): Promise<ReadonlyMap<string, TrytonProduct>>;
}

const found = z.object({ id: recordId });
const product = z.object({
  id: recordId,
  code: z.string(),
  active: boolean,
  salable: boolean,
  sale_uom: recordId.nullable(),
});

const PRODUCT_FIELDS = ['code', 'active', 'salable', 'sale_uom'];

export function createTrytonRecords(
  client: TrytonClient,
  setup: TrytonSetup,
  monotonicMs: () => number,
): TrytonRecords {
  const remembered = new Map<string, { id: number; atMs: number }>();

  /** Only what was found is remembered: what a person adds in Tryton works at once. */
  async function findOne(model: string, domain: readonly unknown[], code: string): Promise<number | null> {
    const key = `${model} ${JSON.stringify(domain)}`;
    const known = remembered.get(key);
    if (known && monotonicMs() - known.atMs < REMEMBERED_MS) return known.id;
    const [first, second] = await client.readPage(model, domain, ['id'], found, { after: 0 });
    if (second) {
      throw cannot(
        { operation: `model.${model}.search_read` },
        { code: 'reason_several_called', values: { model, name: code } },
      );
    }
    if (!first) return null;
    remembered.set(key, { id: first.id, atMs: monotonicMs() });
    return first.id;
  }

  async function findNamed(model: string, domain: readonly unknown[], code: string): Promise<number> {
    const id = await findOne(model, domain, code);
    if (id !== null) return id;
    throw cannot(
      { operation: `model.${model}.search_read` },
      { code: 'reason_none_called', values: { model, name: code } },
    );
  }

  const ofCompany = ['company', '=', setup.company];

  return {
    tax: (name) => findNamed('account.tax', [['name', '=', name], ofCompany], name),
    paymentTerm: (name) => findNamed('account.invoice.payment_term', [['name', '=', name]], name),
    webShop: (name) => findNamed('web.shop', [['name', '=', name], ofCompany], name),

    warehouse: (code) =>
      findNamed(
        'stock.location',
        [
          ['type', '=', 'warehouse'],
          [
            'OR',
            ['code', '=', code],
            [
              ['code', 'in', [null, '']],
              ['name', '=', code],
            ],
          ],
        ],
        code,
      ),

    async currency(code) {
      const id = await findOne('currency.currency', [['code', '=', code]], code);
      if (id !== null) return id;
      const says = { code: 'gap_currency', values: { currency: code, erp: TRYTON } } as const;
      throw new ErpError('hold', says, 'model.currency.currency.search_read');
    },

    async country(code) {
      const id = await findOne('country.country', [['code', '=', code]], code);
      if (id !== null) return id;
      const says = { code: 'gap_country', values: { country: code, erp: TRYTON } } as const;
      throw new ErpError('hold', says, 'model.country.country.search_read');
    },

    subdivision: (code) => findOne('country.subdivision', [['code', '=', code]], code),

    async language(code) {
      const [short = code] = code.split('_');
      return (
        (await findOne('ir.lang', [['code', '=', code]], code)) ??
        (await findOne('ir.lang', [['code', '=', short]], short))
      );
    },

    async products(codes) {
      const unique = [...new Set(codes)];
      const rows = await client.readAll('product.product', [['code', 'in', unique]], PRODUCT_FIELDS, product);
      const salable = new Map<string, TrytonProduct>();
      for (const row of rows) {
        if (!row.active || !row.salable || row.sale_uom === null) continue;
        if (salable.has(row.code)) {
          throw cannot(
            { operation: 'model.product.product.search_read' },
            { code: 'reason_several_called', values: { model: 'product.product', name: row.code } },
          );
        }
        salable.set(row.code, { id: row.id, unit: row.sale_uom });
      }
      return salable;
    },
  };
}
