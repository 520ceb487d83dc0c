import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalPlaces, divideHalfUp, shortestText, toText, toUnits } from './decimals.ts';

const scale = fc.integer({ min: 0, max: 8 });
const units = fc.bigInt({ min: -999_999_999_999n, max: 999_999_999_999n });

test('units written as text and read again are the same units', () => {
  fc.assert(
    fc.property(units, scale, (value, places) => {
      expect(toUnits(toText(value, places), places)).toBe(value);
    }),
  );
});

test('the shortest text has the same value and no trailing zero', () => {
  fc.assert(
    fc.property(units, scale, (value, places) => {
      const short = shortestText(toText(value, places));
      expect(toUnits(short, 8)).toBe(toUnits(toText(value, places), 8));
      expect(short).toMatch(/^(0|-?[1-9]\d*|-?\d+\.\d*[1-9])$/);
    }),
  );
});

test('half up is at most half a unit away, takes ties away from zero, and is its own mirror', () => {
  fc.assert(
    fc.property(units, fc.bigInt({ min: 1n, max: 1_000_000n }), (numerator, denominator) => {
      const rounded = divideHalfUp(numerator, denominator);
      const twiceTheError = 2n * (rounded * denominator - numerator);
      const size = twiceTheError < 0n ? -twiceTheError : twiceTheError;
      expect(size <= denominator).toBe(true);
      if (size === denominator)
        expect(rounded > 0n === numerator > 0n && rounded * denominator !== 0n).toBe(true);
      if (size === denominator && numerator > 0n) expect(rounded * denominator > numerator).toBe(true);
      expect(divideHalfUp(-numerator, denominator)).toBe(-rounded);
    }),
  );
});

test('what is no plain decimal is refused, and so is a place too many', () => {
  for (const text of ['', '.5', '1.', '+1', '1e3', '1,5', ' 1', 'NaN', '1234567890123', '0.123456789']) {
    expect(decimalPlaces(text), text).toBeNull();
    expect(() => toUnits(text, 8), text).toThrow(RangeError);
  }
  expect(() => toUnits('0.001', 2)).toThrow('at most 2 places');
  expect(toUnits('0.100', 1)).toBe(1n);
});
