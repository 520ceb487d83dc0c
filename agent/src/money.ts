import { Decimal } from 'decimal.js';

/**
 * Exact for everything that can be said in the contract's decimal text: sums, and products of two. Divisions name their
 * digits. Money stays decimal text at every boundary; a `Decimal` never leaves the function that computes with it.
 */
export const Exact = Decimal.clone({ precision: 80, rounding: Decimal.ROUND_HALF_UP });
export type Exact = Decimal;

const NO_MINOR_UNIT = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ');
const THOUSANDTHS = 'BHD IQD JOD KWD LYD OMR TND'.split(' ');
const TEN_THOUSANDTHS = 'CLF UYW'.split(' ');
const DIGITS: ReadonlyMap<string, number> = new Map([
  ...NO_MINOR_UNIT.map((code) => [code, 0] as const),
  ...THOUSANDTHS.map((code) => [code, 3] as const),
  ...TEN_THOUSANDTHS.map((code) => [code, 4] as const),
]);

/** Decimals of a currency's smallest unit by ISO 4217: EUR 2, JPY 0, KWD 3. */
export function minorDigits(currency: string): number {
  return DIGITS.get(currency) ?? 2;
}

/** Decimal text without exponent and trailing zeros: `"10.50"` → `"10.5"`, `"-0.00"` → `"0"`. */
export function plainDecimal(value: Exact | string): string {
  const text = new Exact(value).toFixed();
  return text === '-0' ? '0' : text;
}

/** Decimal text with all digits of the currency, more if the amount has more: `"10.5"` EUR → `"10.50"`. */
export function moneyText(value: Exact | string, currency: string): string {
  const amount = new Exact(value);
  return amount
    .toFixed(Math.max(minorDigits(currency), amount.decimalPlaces()))
    .replace(/^-(0(\.0+)?)$/, '$1');
}

/** As messages carry it: `"119.99 EUR"`. */
export function moneyWithCurrency(value: Exact | string, currency: string): string {
  return `${moneyText(value, currency)} ${currency}`;
}
