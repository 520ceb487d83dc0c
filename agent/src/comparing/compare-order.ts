import type { Change } from '@counterfoil/shared-types';
import {
  type ErpOrder,
  type ErpOrderDraft,
  type ErpOrderState,
  ORDER_STATES,
} from '../adapters/erp-documents.ts';
import { Exact, moneyWithCurrency } from '../money.ts';
import { compareLines } from './compare-lines.ts';
import { compareTaxes } from './compare-taxes.ts';

export type { Change };

/**
 * The order as the shop has it, in the ERP's codes. Whoever compares says null of what he does not know: that is not
 * compared.
 */
export interface ExpectedOrder extends Pick<ErpOrderDraft, 'currency' | 'customerId'> {
  readonly total: string;
  /** How far the document must have come at least. */
  readonly state: Exclude<ErpOrderState, 'cancelled'> | null;
  /** What the shop charged, tax by tax. */
  readonly taxes: ErpOrderDraft['taxes'] | null;
  readonly lines: ErpOrder['lines'] | null;
}

/** A document as the ERP has it now. */
export type ReadDocument = Pick<
  ErpOrder,
  'number' | 'state' | 'currency' | 'customerId' | 'total' | 'taxes' | 'lines'
>;

export interface Accuracy {
  /** Decimals that the ERP keeps of a unit price. */
  readonly priceDigits: number;
  /** What a tax may differ by, because both sides round by themselves, although the totals are equal. */
  readonly roundingLimit: string;
}

/**
 * What differs between an order and its documents, before: in the ERP, after: in the shop; nothing: they agree. One
 * document counts, the one that nobody cancelled; with the order's lines, total, currency and taxes, each to the cent.
 * @param expected null: the shop wants it not to be in the ERP
 * @param documents all that the ERP has of this order, of each generation and in any state
 */
export function compareOrder(
  expected: ExpectedOrder | null,
  documents: readonly ReadDocument[],
  accuracy: Accuracy,
): readonly Change[] {
  const [document, ...others] = inForce(documents);
  const named = (which: readonly ReadDocument[]) => which.map(({ number }) => number || '–').join(', ');
  if (expected === null) {
    return document ? [differs('unwanted', named([document, ...others]), null)] : [];
  }
  if (others.length > 0) return [differs('twice', named(inForce(documents)), null)];
  if (document) return compareDocument(expected, document, accuracy);
  const cancelled = documents.at(-1);
  return cancelled
    ? [differs('status', cancelled.state, expected.state)]
    : [differs('missing', null, moneyWithCurrency(expected.total, expected.currency))];
}

/** Of documents that replaced each other exactly one should be in force. */
export function inForce<Document extends Pick<ErpOrder, 'state'>>(
  documents: readonly Document[],
): Document[] {
  return documents.filter(({ state }) => state !== 'cancelled');
}

/** Whether it is the order's, whatever its state, if that is not asked for: a cancelled one too. */
export function compareDocument(
  expected: ExpectedOrder,
  document: ReadDocument,
  accuracy: Accuracy,
): readonly Change[] {
  const { currency, lines, taxes, state, customerId } = expected;
  const changes: Change[] = [];
  if (document.currency !== currency) changes.push(differs('currency', document.currency, currency));
  if (document.customerId !== null && customerId !== null && document.customerId !== customerId) {
    changes.push(differs('customer', null, null));
  }
  if (lines) changes.push(...compareLines(document.lines, lines, accuracy.priceDigits));
  if (!new Exact(document.total).equals(expected.total)) {
    const total = moneyWithCurrency(document.total, document.currency);
    changes.push(differs('total', total, moneyWithCurrency(expected.total, currency)));
  }
  if (taxes && document.taxes) {
    changes.push(...compareTaxes(document.taxes, taxes, lines ?? [], currency, accuracy.roundingLimit));
  }
  if (state !== null && isBefore(document.state, state)) {
    changes.push(differs('status', document.state, state));
  }
  return changes;
}

function isBefore(state: ErpOrderState, wanted: Exclude<ErpOrderState, 'cancelled'>): boolean {
  return state === 'cancelled' || ORDER_STATES.indexOf(state) < ORDER_STATES.indexOf(wanted);
}

function differs(what: Change['what'], before: string | null, after: string | null): Change {
  return { what, line: null, before, after };
}
