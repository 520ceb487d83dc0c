import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toText, toUnits } from './decimals.ts';
import { computeAmounts, type PricedLine } from './order-amounts.ts';

const line = (quantity: string, unitPrice: string, taxRate: string): PricedLine => ({
  quantity,
  unitPrice,
  taxCode: `VAT${taxRate}`,
  taxRate,
});

const anyLine = fc
  .tuple(
    fc.bigInt({ min: 1n, max: 10_000_000n }),
    fc.bigInt({ min: -10_000_000_000n, max: 10_000_000_000n }),
    fc.constantFrom('20', '10', '5.5', '0', '8.875'),
  )
  .map(([quantity, price, rate]) => line(toText(quantity, 4), toText(price, 6), rate));

const digits = fc.constantFrom(0, 2, 3);

/** The exact amount of a line in units of 10^-16, and whether `rounded` is the nearest with ties away from zero. */
function isNearest(rounded: bigint, exact: bigint, unit: bigint): boolean {
  const error = rounded * unit - exact;
  const size = error < 0n ? -error : error;
  return 2n * size < unit || (2n * size === unit && (exact < 0n ? error < 0n : error > 0n));
}

test('the example of the page: 3 times 0.333333 at 20 % is 1.00 and 0.20', () => {
  const { untaxed, tax, total } = computeAmounts([line('3', '0.333333', '20')], 2);
  expect({ untaxed, tax, total }).toEqual({ untaxed: '1.00', tax: '0.20', total: '1.20' });
});

test('a tie rounds away from zero, also below zero', () => {
  expect(computeAmounts([line('1', '0.125', '0')], 2).untaxed).toBe('0.13');
  expect(computeAmounts([line('1', '-0.125', '0')], 2).untaxed).toBe('-0.13');
  expect(computeAmounts([line('1', '0.5', '10')], 2).tax).toBe('0.05');
  expect(computeAmounts([line('1', '0.25', '10')], 2).tax).toBe('0.03');
});

test('a currency without cents has none', () => {
  expect(computeAmounts([line('3', '333.5', '10')], 0)).toMatchObject({
    untaxed: '1001',
    tax: '100',
    total: '1101',
  });
});

test('each line is rounded for itself, net from the exact product, tax from the rounded net', () => {
  fc.assert(
    fc.property(anyLine, digits, (one, places) => {
      const amounts = computeAmounts([one], places).lines[0];
      if (amounts === undefined) throw new Error('no line');
      const net = toUnits(amounts.net, places);
      const exact = toUnits(one.quantity, 4) * toUnits(one.unitPrice, 6);
      expect(isNearest(net, exact, 10n ** BigInt(10 - places))).toBe(true);
      const tax = toUnits(amounts.tax, places);
      expect(isNearest(tax, net * toUnits(one.taxRate, 4), 1_000_000n)).toBe(true);
      expect(toUnits(amounts.total, places)).toBe(net + tax);
    }),
  );
});

test('the sums of a document are the sums of its lines, by tax code too', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { minLength: 1, maxLength: 20 }), digits, (lines, places) => {
      const amounts = computeAmounts(lines, places);
      const sum = (texts: string[]) => texts.reduce((total, text) => total + toUnits(text, places), 0n);
      expect(toUnits(amounts.untaxed, places)).toBe(sum(amounts.lines.map((one) => one.net)));
      expect(toUnits(amounts.tax, places)).toBe(sum(amounts.lines.map((one) => one.tax)));
      expect(toUnits(amounts.total, places)).toBe(sum([amounts.untaxed, amounts.tax]));
      expect(sum(amounts.taxes.map((tax) => tax.base))).toBe(toUnits(amounts.untaxed, places));
      expect(sum(amounts.taxes.map((tax) => tax.amount))).toBe(toUnits(amounts.tax, places));
      expect(new Set(amounts.taxes.map((tax) => tax.taxCode)).size).toBe(amounts.taxes.length);
    }),
  );
});
