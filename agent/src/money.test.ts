import { describe, expect, test } from 'vitest';
import { minorDigits, moneyText, moneyWithCurrency, plainDecimal } from './money.ts';

describe('money', () => {
  test('a currency has its own number of decimals: yen none, dinar three, euro two', () => {
    expect(['JPY', 'KWD', 'EUR', 'CLF'].map(minorDigits)).toEqual([0, 3, 2, 4]);
  });

  test('is written with all digits of its currency, and with more only when it has more', () => {
    expect(moneyWithCurrency('119.9', 'EUR')).toBe('119.90 EUR');
    expect(moneyWithCurrency('1000', 'JPY')).toBe('1000 JPY');
    expect(moneyWithCurrency('1.5', 'KWD')).toBe('1.500 KWD');
    expect(moneyText('0.005', 'EUR')).toBe('0.005');
    expect(moneyText('-0', 'EUR')).toBe('0.00');
  });

  test('plain decimals have neither exponent nor trailing zeros nor a negative zero', () => {
    expect(['10.50', '-0.00', '100', '0.00000001', '123456789012345678.12345678'].map(plainDecimal)).toEqual([
      '10.5',
      '0',
      '100',
      '0.00000001',
      '123456789012345678.12345678',
    ]);
  });
});
