import { expect, test } from 'vitest';
import { percentiles } from './percentiles.ts';
import { minorToDecimal } from './placed-order.ts';

test('percentiles are values that were measured, by nearest rank', () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect(percentiles(values)).toEqual({ p50: 100, p90: 180, p99: 198, max: 200 });
  expect(percentiles([7])).toEqual({ p50: 7, p90: 7, p99: 7, max: 7 });
});

test('nothing measured has no percentiles', () => expect(percentiles([])).toBeNull());

test.each([
  ['1234', 2, '12.34'],
  ['5', 2, '0.05'],
  ['0', 2, '0.00'],
  ['-1999', 2, '-19.99'],
  ['1234', 0, '1234'],
  ['90071992547409931', 2, '900719925474099.31'],
])('%s minor units with %i digits are %s', (minor, digits, decimal) => {
  expect(minorToDecimal(minor, digits)).toBe(decimal);
});

test('what is no whole number of minor units is refused', () =>
  expect(() => minorToDecimal('12.5', 2)).toThrow());
