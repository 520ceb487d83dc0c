import { expect, test } from 'vitest';
import type { ErpRounding } from './erp-adapter.ts';
import { predictTotals, type TaxedLine } from './predict-totals.ts';

const byLine: ErpRounding = { tax: 'line', taxBase: 'rounded', ties: 'half_up', negativesApart: false };
const vat = (percent: string) => [{ code: `VAT${percent}`, percent }];
const line = (quantity: string, unitPrice: string, percent = '20'): TaxedLine => ({
  quantity,
  unitPrice,
  taxes: percent === '' ? [] : vat(percent),
});

test('three thirds of an euro at 20 % are 1.00 + 0.20', () => {
  expect(predictTotals([line('3', '0.333333')], byLine, 2)).toEqual({
    untaxed: '1.00',
    tax: '0.20',
    total: '1.20',
  });
});

test('tax rounded by line and tax rounded by document differ by a cent', () => {
  const lines = [line('1', '0.12'), line('1', '0.12'), line('1', '0.12')];
  expect(predictTotals(lines, byLine, 2).tax).toBe('0.06');
  expect(predictTotals(lines, { ...byLine, tax: 'document' }, 2).tax).toBe('0.07');
});

test('tax of the unrounded net differs from tax of the rounded net', () => {
  const lines = [line('1', '10.1249', '100')];
  expect(predictTotals(lines, byLine, 2).tax).toBe('10.12');
  expect(predictTotals(lines, { ...byLine, taxBase: 'exact' }, 2).tax).toBe('10.12');
  expect(predictTotals([line('1', '10.1249', '200')], { ...byLine, taxBase: 'exact' }, 2).tax).toBe('20.25');
  expect(predictTotals([line('1', '10.1249', '200')], byLine, 2).tax).toBe('20.24');
});

test('a tie goes away from zero or to the even neighbour, above and below zero alike', () => {
  for (const [quantity, up, even] of [
    ['1', '0.13', '0.12'],
    ['-1', '-0.13', '-0.12'],
  ] as const) {
    expect(predictTotals([line(quantity, '0.125', '')], byLine, 2).total).toBe(up);
    expect(predictTotals([line(quantity, '0.125', '')], { ...byLine, ties: 'half_even' }, 2).total).toBe(
      even,
    );
  }
});

test('a running sum that is rounded after each line differs from rounded lines where a tie meets an odd cent', () => {
  const lines = [line('1', '0.13', '100'), line('1', '0.125', '100')];
  const even: ErpRounding = { ...byLine, taxBase: 'exact', ties: 'half_even' };
  expect(predictTotals(lines, even, 2).tax).toBe('0.25');
  expect(predictTotals(lines, { ...even, tax: 'running' }, 2).tax).toBe('0.26');
});

test('lines below zero are rounded as a sum of their own where the ERP does so', () => {
  const lines = [line('1', '10.03', '10'), line('-1', '0.08', '10')];
  const document: ErpRounding = { ...byLine, tax: 'document' };
  expect(predictTotals(lines, document, 2).tax).toBe('1.00');
  expect(predictTotals(lines, { ...document, negativesApart: true }, 2).tax).toBe('0.99');
});

test('a currency without decimals has none in its totals, one with three has three', () => {
  expect(predictTotals([line('1', '1000', '8')], byLine, 0)).toEqual({
    untaxed: '1000',
    tax: '80',
    total: '1080',
  });
  expect(predictTotals([line('1', '1.0005', '')], byLine, 3).total).toBe('1.001');
});

test('several taxes on one line add up, each rounded by itself', () => {
  const lines = [{ quantity: '1', unitPrice: '10.05', taxes: [...vat('5'), ...vat('9.975')] }];
  expect(predictTotals(lines, { ...byLine, tax: 'document' }, 2)).toEqual({
    untaxed: '10.05',
    tax: '1.50',
    total: '11.55',
  });
});
