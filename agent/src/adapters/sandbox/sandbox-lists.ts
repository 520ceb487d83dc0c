import { z } from 'zod';
import type { CataloguePage, ErpAdapter } from '../erp-adapter.ts';
import type { CatalogueEntry, CatalogueKind } from '../erp-documents.ts';
import { ErpError } from '../erp-errors.ts';
import type { SandboxClient } from './sandbox-client.ts';
import { pageOf } from './sandbox-documents.ts';
import { SANDBOX } from './sandbox-errors.ts';

/** What the practice ERP can be asked for, and where. */
const LISTS = {
  tax: 'tax-codes',
  payment_term: 'payment-terms',
  product: 'products',
  warehouse: 'warehouses',
  currency: 'currencies',
} as const satisfies Partial<Record<CatalogueKind, string>>;

export const SANDBOX_LISTS = Object.keys(LISTS) as (keyof typeof LISTS)[];

const item = z.object({
  code: z.string(),
  name: z.string().optional(),
  rate: z.string().optional(),
  active: z.boolean().optional(),
});

function entryOf(found: z.infer<typeof item>): CatalogueEntry {
  const { code, name, rate, active } = found;
  return { code, name: name ?? code, percent: rate ?? null, active: active ?? true };
}

/** The practice ERP's own lists. */
export function sandboxLists(client: SandboxClient): Pick<ErpAdapter, 'readCatalogue' | 'findProduct'> {
  function readPage(list: string, query: Record<string, string>) {
    return client.call({
      operation: `GET /api/${list}`,
      method: 'GET',
      path: `/api/${list}`,
      query,
      answer: pageOf(item),
    });
  }

  return {
    async readCatalogue(kind, after): Promise<CataloguePage> {
      if (!(kind in LISTS)) {
        const says = {
          code: 'erp_cannot',
          values: { erp: SANDBOX, reason: { code: 'reason_no_list', values: { list: kind } } },
        } as const;
        throw new ErpError('hold', says, 'readCatalogue');
      }
      const found = await readPage(LISTS[kind as keyof typeof LISTS], after === null ? {} : { after });
      return { entries: found.items.map(entryOf), next: found.next };
    },

    async findProduct(code) {
      const { items } = await readPage('products', { code });
      const found = items.find((one) => one.code === code);
      return found ? entryOf(found) : null;
    },
  };
}
