import { Decimal } from 'decimal.js';
import type { ErpRounding } from './erp-adapter.ts';
import type { ErpTotals } from './erp-documents.ts';

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
  const mode = rounding.ties === 'half_up' ? Decimal.ROUND_HALF_UP : Decimal.ROUND_HALF_EVEN;
  const round = (amount: Decimal) => amount.toDecimalPlaces(digits, mode);
  let untaxed = new Exact(0);
  const sums = new Map<string, Decimal>();
  for (const line of lines) {
    const exact = new Exact(line.quantity).times(line.unitPrice);
    const net = round(exact);
    untaxed = untaxed.plus(net);
    for (const tax of line.taxes) {
      const amount = (rounding.taxBase === 'exact' ? exact : net).times(tax.percent).dividedBy(100);
      const sum =
        rounding.negativesApart && exact.isNegative() && !exact.isZero() ? `-${tax.code}` : `+${tax.code}`;
      const before = sums.get(sum) ?? new Exact(0);
      const after = before.plus(rounding.tax === 'line' ? round(amount) : amount);
      sums.set(sum, rounding.tax === 'running' ? round(after) : after);
    }
  }
  let tax = new Exact(0);
  for (const sum of sums.values()) tax = tax.plus(round(sum));
  return {
    untaxed: untaxed.toFixed(digits),
    tax: tax.toFixed(digits),
    total: untaxed.plus(tax).toFixed(digits),
  };
}
