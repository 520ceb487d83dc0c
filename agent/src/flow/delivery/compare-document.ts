import type { Message } from '@counterfoil/shared-types';
import type { ErpOrder, ErpOrderDraft } from '../../adapters/erp-documents.ts';
import { type Accuracy, compareDocument as compare } from '../../comparing/compare-order.ts';
import { firstChanges } from '../../comparing/first-changes.ts';
import { Exact, moneyWithCurrency } from '../../money.ts';

/**
 * Whether a document of the ERP is the one that was sent: this order's, with equal lines, and totals and taxes that
 * come to the shop's. The split between net and tax is the ERP's to compute; where it differs from what was predicted
 * although the total fits, the prediction was wrong by a rounding and nobody pays a cent more, unless it is more than
 * that: then a tax is not what the rules say.
 * @returns null when it is the one; else what a person should know, the ERP's side → the shop's
 */
export function compareDocument(
  document: ErpOrder,
  draft: ErpOrderDraft,
  context: Accuracy & { readonly erp: string },
): Message | null {
  const about = { erp: context.erp, document: nameOf(document) };
  if (document.reference !== draft.reference) {
    return { code: 'document_of_another_order', values: about };
  }
  const expected = { ...draft, total: draft.totals.total, state: null };
  const changes = [...compare(expected, document, context)];
  const [first, ...others] = changes;
  const money = (amount: string) => moneyWithCurrency(amount, draft.currency);
  if (first?.what === 'total' && others.length === 0) {
    const values = { ...about, shopTotal: money(draft.totals.total), erpTotal: money(document.total) };
    return { code: 'total_differs', values };
  }
  if (!first && new Exact(document.tax).minus(draft.totals.tax).abs().greaterThan(context.roundingLimit)) {
    changes.push({ what: 'tax', line: null, before: money(document.tax), after: money(draft.totals.tax) });
  }
  if (changes.length === 0) return null;
  return { code: 'document_differs', values: { ...about, changes: firstChanges(changes) } };
}

/** How people in the ERP call it; empty before it has a number. Its id there may be another document's number. */
export function nameOf(document: Pick<ErpOrder, 'number'>): string {
  return document.number;
}
