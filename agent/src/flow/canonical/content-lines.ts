import type { Change } from '@counterfoil/shared-types';
import { pairLines } from '../../comparing/pair-lines.ts';
import { Exact, moneyWithCurrency, plainDecimal } from '../../money.ts';
import type { CanonicalLine } from './canonical-order.ts';

/** What of a line matters to an ERP. Amounts are net, for the whole quantity. */
export interface ContentLine {
  /** What is sold, by the shop's ids: two lines of one article have the same. */
  readonly key: string;
  /** As people know it: the SKU, else the name. */
  readonly name: string;
  readonly quantity: string;
  readonly net: string;
  /** Amounts alone: a percentage that was rewritten moves no money. Sorted. */
  readonly taxes: readonly string[];
}

/** In an order of their own, so that equal contents are equal. */
export function contentLines(lines: readonly CanonicalLine[]): ContentLine[] {
  return lines.map(contentLine).sort((one, other) => (textOf(one) < textOf(other) ? -1 : 1));
}

/**
 * Not the shop's line ids, which change when a checkout is repeated; of an article not its name, which says nothing
 * that the ids don't.
 */
function contentLine(line: CanonicalLine): ContentLine {
  const what =
    line.kind === 'product'
      ? [line.productId, line.variationId, line.sku]
      : line.kind === 'shipping'
        ? [line.methodId]
        : [line.name];
  return {
    key: JSON.stringify([line.kind, ...what]),
    name: line.kind === 'product' ? line.sku || line.name : line.kind === 'fee' ? line.name : line.methodId,
    quantity: line.quantity,
    net: line.net,
    taxes: line.taxes.map((tax) => tax.amount).sort(),
  };
}

/** What became of each line, line by line: what is gone, what is new, and of what stayed quantity, price and tax. */
export function lineDifferences(
  before: readonly ContentLine[],
  after: readonly ContentLine[],
  currency: string,
): Change[] {
  const { changed, added } = pairLines(before, after, textOf, ({ key }) => key);
  const changes = changed.flatMap(({ line, now }): Change[] =>
    now === null
      ? [{ what: 'line_removed', line: line.name, before: line.quantity, after: null }]
      : between(line, now, currency),
  );
  for (const line of added) {
    changes.push({ what: 'line_added', line: line.name, before: null, after: line.quantity });
  }
  return changes;
}

function between(line: ContentLine, now: ContentLine, currency: string): Change[] {
  const changes: Change[] = [];
  const say = (what: Change['what'], before: string, after: string) =>
    changes.push({ what, line: line.name, before, after });
  const money = (amount: Exact | string) => moneyWithCurrency(amount, currency);
  if (line.quantity !== now.quantity) say('quantity', line.quantity, now.quantity);
  const samePrice = new Exact(line.net).times(now.quantity).equals(new Exact(now.net).times(line.quantity));
  if (!samePrice) say('price', money(pricePerPiece(line)), money(pricePerPiece(now)));
  const taxes = [line, now].map((one) => one.taxes.reduce((sum, tax) => sum.plus(tax), new Exact(0)));
  const [was = new Exact(0), is = new Exact(0)] = taxes;
  // With another quantity or price the tax is another by itself: said only where nothing else says it.
  if (changes.length === 0) say('tax', money(was), money(is));
  return changes;
}

/** As people compare it; more digits than any currency has, so that what differs looks different. */
const PRICE_DIGITS = 4;

/** Net. Of a line without a quantity its amount. */
function pricePerPiece({ net, quantity }: ContentLine): Exact {
  const pieces = new Exact(quantity);
  return pieces.isZero() ? new Exact(net) : new Exact(net).div(pieces).toDecimalPlaces(PRICE_DIGITS);
}

function textOf({ key, quantity, net, taxes }: ContentLine): string {
  return JSON.stringify([key, plainDecimal(quantity), plainDecimal(net), taxes.map(plainDecimal)]);
}
