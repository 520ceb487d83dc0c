import { expect, test } from 'vitest';
import { planBootstrap } from './plan-bootstrap.ts';

const plan = (products: Parameters<typeof planBootstrap>[0]['products'], currency = 'EUR') =>
  planBootstrap({ currency, products, year: 2026 });

test('one rate is one tax, however it is written, and 20, 10 and 0 % are always there', () => {
  const { taxPercents } = plan([
    { sku: 'A', name: 'A', price: '1', taxPercent: '5.5', stock: 1 },
    { sku: 'B', name: 'B', price: '1', taxPercent: '5.5000', stock: 1 },
    { sku: 'C', name: 'C', price: '1', taxPercent: '20.0', stock: 1 },
  ]);
  expect(taxPercents).toEqual(['20', '10', '0', '5.5']);
});

test('what has no stock is consumable, and the services for shipping, fees, discounts and rounding are added', () => {
  const { products } = plan([
    { sku: 'A', name: 'A', price: '1', taxPercent: '20', stock: 0 },
    { sku: 'B', name: 'B', price: '1', taxPercent: '20', stock: null },
  ]);
  expect(products.map((product) => [product.code, product.kind])).toEqual([
    ['A', 'stocked'],
    ['B', 'consumable'],
    ['SHIPPING', 'service'],
    ['FEE', 'service'],
    ['DISCOUNT', 'service'],
    ['ROUNDING', 'service'],
  ]);
});

test('a product of the shop keeps its code when a service would have the same', () => {
  const { products } = plan([{ sku: 'SHIPPING', name: 'Box', price: '3', taxPercent: '10', stock: 4 }]);
  expect(products.filter((product) => product.code === 'SHIPPING')).toMatchObject([
    { name: 'Box', kind: 'stocked' },
  ]);
});

test('all countries of ISO 3166 are there', () => {
  const { countries } = plan([]);
  expect(countries.length).toBeGreaterThan(240);
  expect(countries).toContainEqual({ code: 'DE', name: 'Germany' });
});

test('a currency it has no rate for is refused by name', () => {
  expect(() => plan([], 'XTS')).toThrow('knows no currency XTS');
});
