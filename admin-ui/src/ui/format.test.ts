import '../shop-in-tests.ts';
import { expect, test } from 'vitest';
import { formatMoney } from './format.ts';

test.each([
  ['119.9', 'EUR', '€119.90'],
  ['0.005', 'EUR', '€0.005'],
  ['1234', 'JPY', '¥1,234'],
  ['1234.00', 'JPY', '¥1,234'],
  ['1234.5', 'JPY', '¥1,234.5'],
  ['-0.25', 'JPY', '-¥0.25'],
  ['1.2345', 'KWD', 'KWD 1.2345'],
  ['12345678901234567.89', 'EUR', '€12,345,678,901,234,567.89'],
])('%s %s is written with all that it says', (amount, currency, written) => {
  expect(formatMoney(amount, currency).replace(/\u00a0/g, ' ')).toBe(written);
});
