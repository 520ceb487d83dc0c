import { expect, test } from 'vitest';
import { listErpProducts, seedProducts, taxPercent } from './products.ts';

const cents = (text: string) => BigInt(text.replace('.', ''));

const priced = seedProducts.flatMap((product) =>
  [product, ...(product.variations ?? [])].map((row) => ({ row, product })),
);

test.each(priced.map(({ row, product }) => [row.key, row, product] as const))(
  'the prices of %s with and without tax agree to the cent',
  (_key, row, product) => {
    const gross = cents(row.net) * (100n + BigInt(taxPercent[product.taxClass]));
    const difference = gross - cents(row.gross) * 100n;
    // At most the rounding of the net price, carried through the tax.
    expect(difference <= 60n && difference >= -60n).toBe(true);
  },
);

test('keys and SKUs are unique', () => {
  const keys = priced.map(({ row }) => row.key);
  const skus = priced.map(({ row }) => row.sku).filter((sku) => sku !== null);
  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(skus).size).toBe(skus.length);
});

test('the ERP knows each thing that is sold under a SKU once: variations, not what they are variations of', () => {
  const skus = listErpProducts().map((row) => row.sku);
  expect(new Set(skus).size).toBe(skus.length);
  expect(skus).toContain('CF-TSHIRT-M');
  expect(skus).not.toContain('CF-TSHIRT');
  expect(listErpProducts().find((row) => row.sku === 'CF-BOOK')).toMatchObject({
    price: '20.00',
    taxPercent: '10',
  });
});

test('the shop sells every kind of product that the plugin must read', () => {
  expect(new Set(seedProducts.map((product) => product.kind))).toEqual(
    new Set(['simple', 'variable', 'virtual', 'downloadable']),
  );
  expect(seedProducts.some((product) => product.sku === null)).toBe(true);
  expect(seedProducts.some((product) => product.backorders === 'notify')).toBe(true);
  expect(new Set(seedProducts.map((product) => product.stock === null))).toEqual(new Set([true, false]));
});
