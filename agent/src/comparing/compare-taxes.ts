import type { Change } from '@counterfoil/shared-types';
import type { ErpOrderLine, ErpTax } from '../adapters/erp-documents.ts';
import { Exact, minorDigits, moneyWithCurrency } from '../money.ts';

/**
 * Tax by tax what the ERP's document says and what the shop charged. Both sides round by themselves, the shop by line
 * or by order and the ERP by its own way, so that a tax may differ by the smallest unit for each line that bears it, or
 * by the limit of the rules where that is more.
 */
export function compareTaxes(
  found: readonly ErpTax[],
  charged: readonly ErpTax[],
  lines: readonly Pick<ErpOrderLine, 'taxCodes'>[],
  currency: string,
  roundingLimit: string,
): Change[] {
  const digits = minorDigits(currency);
  const unit = new Exact(10).pow(-digits);
  const [inErp, inShop] = [sumsOf(found), sumsOf(charged)];
  const changes: Change[] = [];
  for (const code of new Set([...inErp.keys(), ...inShop.keys()])) {
    const before = inErp.get(code) ?? new Exact(0);
    const after = inShop.get(code) ?? new Exact(0);
    const bearing = lines.filter(({ taxCodes }) => taxCodes.includes(code)).length;
    const limit = Exact.max(roundingLimit, unit.times(bearing));
    if (before.minus(after).abs().lessThanOrEqualTo(limit)) continue;
    const money = (amount: Exact) => moneyWithCurrency(amount.toDecimalPlaces(digits), currency);
    changes.push({ what: 'tax', line: code, before: money(before), after: money(after) });
  }
  return changes;
}

function sumsOf(taxes: readonly ErpTax[]): Map<string, Exact> {
  const sums = new Map<string, Exact>();
  for (const { code, amount } of taxes) sums.set(code, (sums.get(code) ?? new Exact(0)).plus(amount));
  return sums;
}
