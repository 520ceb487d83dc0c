import { beforeAll, describe, expect, test } from 'vitest';
import type { ErpAdapter } from '../erp-adapter.ts';
import type { CatalogueEntry, CatalogueKind } from '../erp-documents.ts';
import type { Harness } from './harness.ts';
import { nextNumber } from './order-drafts.ts';

/** What the mapping and the doctor ask the ERP. */
export function describeLists(harness: () => Harness): void {
  describe('the lists of the ERP', () => {
    let adapter: ErpAdapter;

    beforeAll(async () => {
      adapter = harness().createAdapter();
      await adapter.connect();
      return () => adapter.close();
    });

    async function readAll(kind: CatalogueKind): Promise<CatalogueEntry[]> {
      const entries: CatalogueEntry[] = [];
      let page: string | null = null;
      do {
        const read = await adapter.readCatalogue(kind, page);
        entries.push(...read.entries);
        page = read.next;
      } while (page !== null);
      return entries;
    }

    test('hold what the mapping names: taxes with their percent, terms, products, currencies', async () => {
      const { records } = harness();
      const taxes = await readAll('tax');
      for (const { code, percent } of records.taxes) {
        expect(taxes.find((tax) => tax.code === code)).toMatchObject({ percent, active: true });
      }
      expect((await readAll('payment_term')).map((term) => term.code)).toContain(records.paymentTerm);
      expect((await readAll('currency')).map((currency) => currency.code)).toContain(records.currency);
      expect(await adapter.findProduct(records.product)).toMatchObject({
        code: records.product,
        active: true,
      });
      expect(await adapter.findProduct('NO-SUCH-PRODUCT')).toBeNull();
    });

    test('can each be read to the end, without a doubled entry', async () => {
      for (const kind of adapter.capabilities.lists) {
        const codes = (await readAll(kind)).map((entry) => entry.code);
        expect(codes).not.toContain('');
        expect(new Set(codes).size).toBe(codes.length);
        expect(codes.length).toBeGreaterThan(0);
      }
    });

    test('one entry more than a page holds is there, once', async () => {
      const run = nextNumber();
      const codes = Array.from({ length: harness().pageSize + 1 }, (_, at) => `PAGED-${run}-${at}`);
      await harness().addProducts(codes);
      const paged = (await readAll('product'))
        .map((entry) => entry.code)
        .filter((code) => code.startsWith(`PAGED-${run}-`));
      expect(paged.sort()).toEqual([...codes].sort());
    });

    test('are examined without writing, and nothing is wrong with this ERP', async () => {
      const findings = await adapter.examine();
      expect(findings.length).toBeGreaterThan(0);
      for (const finding of findings) expect(finding).toMatchObject({ ok: true });
    });
  });
}
