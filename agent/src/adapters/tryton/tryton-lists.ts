import { Decimal } from 'decimal.js';
import { z } from 'zod';
import type { ErpAdapter } from '../erp-adapter.ts';
import type { CatalogueEntry, CatalogueKind } from '../erp-documents.ts';
import type { TrytonClient } from './tryton-client.ts';
import { cannot } from './tryton-errors.ts';
import type { TrytonSetup } from './tryton-series.ts';
import { boolean, numeric, recordId, text } from './tryton-values.ts';

/** One list of Tryton; rows without a code can't be named by a mapping and are left out. */
interface List {
  readonly model: string;
  readonly domain: (setup: TrytonSetup) => readonly unknown[];
  readonly fields: readonly string[];
  readonly entry: (row: Row) => CatalogueEntry;
}

const row = z.object({
  id: recordId,
  code: text.optional(),
  name: text.optional(),
  rec_name: text.optional(),
  active: boolean.optional(),
  salable: boolean.optional(),
  rate: numeric.optional(),
});

type Row = z.infer<typeof row>;

const byName = (found: Row): CatalogueEntry => ({
  code: found.name ?? '',
  name: found.name ?? '',
  percent: null,
  active: found.active ?? true,
});

const byCode = (found: Row): CatalogueEntry => ({
  code: found.code ?? '',
  name: found.rec_name || found.name || '',
  percent: null,
  active: (found.active ?? true) && (found.salable ?? true),
});

const ofCompany = (setup: TrytonSetup) => [['company', '=', setup.company]];
const all = () => [];

const LISTS: Record<CatalogueKind, List> = {
  tax: {
    model: 'account.tax',
    domain: (setup) => [...ofCompany(setup), ['type', '=', 'percentage'], ['parent', '=', null]],
    fields: ['name', 'rate', 'active'],
    entry: (found) => ({
      ...byName(found),
      percent: found.rate ? new Decimal(found.rate).times(100).toFixed() : null,
    }),
  },
  payment_term: {
    model: 'account.invoice.payment_term',
    domain: all,
    fields: ['name', 'active'],
    entry: byName,
  },
  product: {
    model: 'product.product',
    domain: () => [['code', 'not in', [null, '']]],
    fields: ['code', 'rec_name', 'active', 'salable'],
    entry: byCode,
  },
  warehouse: {
    model: 'stock.location',
    domain: () => [['type', '=', 'warehouse']],
    fields: ['code', 'name', 'active'],
    entry: (found) => ({ ...byCode(found), code: found.code || found.name || '' }),
  },
  currency: { model: 'currency.currency', domain: all, fields: ['code', 'name', 'active'], entry: byCode },
  country: { model: 'country.country', domain: all, fields: ['code', 'name'], entry: byCode },
  channel: { model: 'web.shop', domain: ofCompany, fields: ['name', 'active'], entry: byName },
};

/** The lists that this Tryton has. */
export function trytonListsOf(setup: TrytonSetup): CatalogueKind[] {
  const kinds = Object.keys(LISTS) as CatalogueKind[];
  return setup.hasWebId ? kinds : kinds.filter((kind) => kind !== 'channel');
}

/** Tryton's own lists, archived entries too (`active: false`); the page cursor is the id of the last row. */
export function trytonLists(
  client: TrytonClient,
  setup: TrytonSetup,
): Pick<ErpAdapter, 'readCatalogue' | 'findProduct'> {
  return {
    async readCatalogue(kind, page) {
      if (!trytonListsOf(setup).includes(kind)) {
        throw cannot({ operation: 'readCatalogue' }, { code: 'reason_no_list', values: { list: kind } });
      }
      const { model, domain, fields, entry } = LISTS[kind];
      const after = page === null ? 0 : Number(page);
      const found = await client.readPage(model, domain(setup), fields, row, { after, inactive: true });
      const last = found.at(-1);
      const next = found.length < client.pageSize || !last ? null : String(last.id);
      return { entries: found.map(entry).filter((one) => one.code !== ''), next };
    },

    async findProduct(code) {
      const { model, fields, entry } = LISTS.product;
      const options = { after: 0, inactive: true };
      const found = (await client.readPage(model, [['code', '=', code]], fields, row, options)).map(entry);
      return found.find((one) => one.active) ?? found[0] ?? null;
    },
  };
}
