import type { Change, Known, Message } from '@counterfoil/shared-types';
import type { ErpOrder, ErpOrderDraft, ErpOrderLine } from '../../adapters/erp-documents.ts';
import { Exact, moneyWithCurrency, plainDecimal } from '../canonical/money.ts';

/**
 * Whether a document of the ERP is the one that was sent: this order's, with equal lines, and totals that come to the shop's total.
 * The split between net and tax is the ERP's to compute; where it differs from what was predicted although the total fits, the
 * prediction was wrong by a rounding and nobody pays a cent more, unless it is more than that: then a tax is not what the rules say.
 * @returns null when it is the one; else what a person should know, the ERP's side → the shop's
 */
export function compareDocument(
  document: ErpOrder,
  draft: ErpOrderDraft,
  context: { readonly erp: string; readonly priceDigits: number; readonly roundingLimit: string },
): Message | null {
  const about = { erp: context.erp, document: nameOf(document) };
  if (document.reference !== draft.reference) {
    return { code: 'document_of_another_order', values: about };
  }
  const change =
    document.currency !== draft.currency
      ? differs('currency', document.currency, draft.currency)
      : document.customerId !== null && draft.customerId !== null && document.customerId !== draft.customerId
        ? differs('customer', null, null)
        : compareLines(document.lines, draft.lines, context.priceDigits);
  if (change !== null) return { code: 'document_differs', values: { ...about, changes: [change] } };
  const money = (amount: string) => moneyWithCurrency(amount, draft.currency);
  if (!new Exact(document.total).equals(draft.totals.total)) {
    const values = { ...about, shopTotal: money(draft.totals.total), erpTotal: money(document.total) };
    return { code: 'total_differs', values };
  }
  if (new Exact(document.tax).minus(draft.totals.tax).abs().greaterThan(context.roundingLimit)) {
    const taxes = differs('tax', money(document.tax), money(draft.totals.tax));
    return { code: 'document_differs', values: { ...about, changes: [taxes] } };
  }
  return null;
}

/** How people in the ERP call it; empty before it has a number. Its id there may be another document's number. */
export function nameOf(document: Pick<ErpOrder, 'number'>): string {
  return document.number;
}

/** In any order: some ERPs sort. Null: equal. */
function compareLines(
  found: readonly ErpOrderLine[],
  sent: readonly ErpOrderLine[],
  priceDigits: number,
): Change | null {
  const left = found.map((line) => lineText(line, priceDigits)).sort();
  const right = sent.map((line) => lineText(line, priceDigits)).sort();
  if (left.length !== right.length) return differs('lines', String(left.length), String(right.length));
  const index = left.findIndex((line, at) => line !== right[at]);
  return index === -1 ? null : differs('lines', left[index] ?? null, right[index] ?? null);
}

/** @param before in the ERP @param after in the shop */
function differs(what: Known<'changed'>, before: string | null, after: string | null): Change {
  return { what, line: null, before, after };
}

function lineText(line: ErpOrderLine, priceDigits: number): string {
  const price = new Exact(line.unitPrice).toDecimalPlaces(priceDigits);
  const taxes = [...line.taxCodes].sort().join('+');
  return `${plainDecimal(line.quantity)} × ${line.productCode} ${plainDecimal(price)}${taxes === '' ? '' : ` ${taxes}`}`;
}
