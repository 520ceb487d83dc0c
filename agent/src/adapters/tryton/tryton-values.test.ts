import { expect, test } from 'vitest';
import { boolean, dateValue, escapeLike, float, numeric } from './tryton-values.ts';

test('an order placed late in the evening UTC is of the next day in Paris and of the same day in New York', () => {
  expect(dateValue('2026-11-23T23:30:00.000Z', 'Europe/Paris')).toMatchObject({
    year: 2026,
    month: 11,
    day: 24,
  });
  expect(dateValue('2026-11-23T23:30:00.000Z', 'America/New_York')).toMatchObject({ day: 23 });
  expect(dateValue('2026-12-31T23:30:00.000Z', null)).toEqual({
    __class__: 'date',
    year: 2026,
    month: 12,
    day: 31,
  });
});

test('a Numeric becomes plain decimal text, also when Tryton writes it with an exponent', () => {
  const read = (decimal: string) => numeric.parse({ __class__: 'Decimal', decimal });
  expect([read('10.0000'), read('0E-8'), read('1E+3'), read('-0.0100')]).toEqual([
    '10',
    '0',
    '1000',
    '-0.01',
  ]);
  expect(numeric.parse(null)).toBe('');
});

test('a Numeric sent as a JSON number is refused', () => {
  expect(numeric.safeParse(10.1).success).toBe(false);
});

test('quantities become decimal text without exponent', () => {
  expect([float.parse(2.5), float.parse(1e-7), float.parse(3)]).toEqual(['2.5', '0.0000001', '3']);
});

test("SQLite's 1 and null are the booleans they stand for", () => {
  expect([1, 0, null, true, false].map((value) => boolean.parse(value))).toEqual([
    true,
    false,
    false,
    true,
    false,
  ]);
});

test('what stands for anything in a search stands for itself', () => {
  expect(escapeLike('a_b%c\\d@example.org')).toBe('a\\_b\\%c\\\\d@example.org');
});
