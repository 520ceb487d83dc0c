import { Decimal } from 'decimal.js';
import type { ErpRounding } from './erp-adapter.ts';
import type { ErpTax, ErpTotals } from './erp-documents.ts';

/** Enough for 500 lines of 18 + 8 digits times 18 + 8 digits without rounding on the way. */
const Exact = Decimal.clone({ precision: 80 });

export interface TaxedLine {
  /** Decimal text. */
  readonly quantity: string;
  /** Decimal text, net of tax. */
  readonly unitPrice: string;
  /** The taxes of this line; `percent` is decimal text. */
  readonly taxes: readonly { readonly code: string; readonly percent: string }[];
}

/**
 * What an ERP that computes by `rounding` will make of these lines.
 * @param digits decimals of the document's currency (EUR 2, JPY 0)
 */
export function predictTotals(lines: readonly TaxedLine[], rounding: ErpRounding, digits: number): ErpTotals {
  const { untaxed, taxes } = compute(lines, rounding, digits);
  let tax = new Exact(0);
  for (const amount of taxes.values()) tax = tax.plus(amount);
  return {
    untaxed: untaxed.toFixed(digits),
    tax: tax.toFixed(digits),
    total: untaxed.plus(tax).toFixed(digits),
  };
}

/** The same tax by tax, in the order in which the lines name them; together they are the `tax` of `predictTotals`. */
export function predictTaxes(lines: readonly TaxedLine[], rounding: ErpRounding, digits: number): ErpTax[] {
  const { taxes } = compute(lines, rounding, digits);
  return [...taxes].map(([code, amount]) => ({ code, amount: amount.toFixed(digits) }));
}

function compute(lines: readonly TaxedLine[], rounding: ErpRounding, digits: number) {
  const mode = rounding.ties === 'half_up' ? Decimal.ROUND_HALF_UP : Decimal.ROUND_HALF_EVEN;
  const round = (amount: Decimal) => amount.toDecimalPlaces(digits, mode);
  let untaxed = new Exact(0);
  const sums = new Map<string, { code: string; amount: Decimal }>();
  for (const line of lines) {
    const exact = new Exact(line.quantity).times(line.unitPrice);
    const net = round(exact);
    untaxed = untaxed.plus(net);
    const isApart = rounding.negativesApart && exact.isNegative() && !exact.isZero();
    for (const { code, percent } of line.taxes) {
      const amount = (rounding.taxBase === 'exact' ? exact : net).times(percent).dividedBy(100);
      const sum = isApart ? `-${code}` : `+${code}`;
      const before = sums.get(sum)?.amount ?? new Exact(0);
      const after = before.plus(rounding.tax === 'line' ? round(amount) : amount);
      sums.set(sum, { code, amount: rounding.tax === 'running' ? round(after) : after });
    }
  }
  const taxes = new Map<string, Decimal>();
  for (const { code, amount } of sums.values()) {
    taxes.set(code, (taxes.get(code) ?? new Exact(0)).plus(round(amount)));
  }
  return { untaxed, taxes };
}
