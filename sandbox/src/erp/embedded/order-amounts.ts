import { divideHalfUp, toText, toUnits } from './decimals.ts';

export const QUANTITY_DIGITS = 4;
export const PRICE_DIGITS = 6;
const RATE_DIGITS = 4;

export type PricedLine = { quantity: string; unitPrice: string; taxCode: string; taxRate: string };
export type LineAmounts = { net: string; tax: string; total: string };
export type TaxSum = { taxCode: string; rate: string; base: string; amount: string };
export type DocumentAmounts = {
  lines: LineAmounts[];
  untaxed: string;
  tax: string;
  total: string;
  taxes: TaxSum[];
};

/**
 * Net, tax and total of each line and of the document, rounded per line, half up, to the currency's digits:
 * net = quantity × unit price; tax = net × rate ÷ 100; sums are sums of rounded lines. Rates are percent ("20").
 * `taxes` is in order of each code's first line.
 */
export function computeAmounts(lines: PricedLine[], currencyDigits: number): DocumentAmounts {
  const amounts: LineAmounts[] = [];
  const byCode = new Map<string, { rate: string; base: bigint; amount: bigint }>();
  let untaxed = 0n;
  let tax = 0n;
  for (const line of lines) {
    const product = toUnits(line.quantity, QUANTITY_DIGITS) * toUnits(line.unitPrice, PRICE_DIGITS);
    const lineNet = divideHalfUp(product, 10n ** BigInt(QUANTITY_DIGITS + PRICE_DIGITS - currencyDigits));
    const lineTax = divideHalfUp(
      lineNet * toUnits(line.taxRate, RATE_DIGITS),
      100n * 10n ** BigInt(RATE_DIGITS),
    );
    untaxed += lineNet;
    tax += lineTax;
    const sum = byCode.get(line.taxCode) ?? { rate: line.taxRate, base: 0n, amount: 0n };
    byCode.set(line.taxCode, { rate: sum.rate, base: sum.base + lineNet, amount: sum.amount + lineTax });
    amounts.push({
      net: toText(lineNet, currencyDigits),
      tax: toText(lineTax, currencyDigits),
      total: toText(lineNet + lineTax, currencyDigits),
    });
  }
  const taxes = [...byCode].map(([taxCode, sum]) => ({
    taxCode,
    rate: sum.rate,
    base: toText(sum.base, currencyDigits),
    amount: toText(sum.amount, currencyDigits),
  }));
  return {
    lines: amounts,
    untaxed: toText(untaxed, currencyDigits),
    tax: toText(tax, currencyDigits),
    total: toText(untaxed + tax, currencyDigits),
    taxes,
  };
}
