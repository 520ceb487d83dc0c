import type { Change } from '@counterfoil/shared-types';
import type { ErpOrderLine } from '../adapters/erp-documents.ts';
import { Exact, plainDecimal } from '../money.ts';
import { pairLines } from './pair-lines.ts';

/** Line by line, in whatever order they stand: some ERPs sort. Descriptions are the ERP's people's to change. */
export function compareLines(
  found: readonly ErpOrderLine[],
  wanted: readonly ErpOrderLine[],
  priceDigits: number,
): Change[] {
  const comparable = (lines: readonly ErpOrderLine[]) =>
    lines.map((line) => comparableLine(line, priceDigits));
  const { changed, added } = pairLines(
    comparable(found),
    comparable(wanted),
    (line) => JSON.stringify(line),
    ({ code }) => code,
  );
  return [
    ...changed.flatMap(({ line, now }): Change[] =>
      now === null
        ? [{ what: 'line_removed', line: line.code, before: line.quantity, after: null }]
        : between(line, now),
    ),
    ...added.map(
      (line): Change => ({ what: 'line_added', line: line.code, before: null, after: line.quantity }),
    ),
  ];
}

type ComparableLine = ReturnType<typeof comparableLine>;

function comparableLine(line: ErpOrderLine, priceDigits: number) {
  return {
    code: line.productCode,
    quantity: plainDecimal(line.quantity),
    price: plainDecimal(new Exact(line.unitPrice).toDecimalPlaces(priceDigits)),
    taxes: [...line.taxCodes].sort().join(' + '),
  };
}

function between(line: ComparableLine, now: ComparableLine): Change[] {
  const parts = [
    ['quantity', line.quantity, now.quantity],
    ['price', line.price, now.price],
    ['tax', line.taxes, now.taxes],
  ] as const;
  return parts
    .filter(([, before, after]) => before !== after)
    .map(([what, before, after]) => ({
      what,
      line: line.code,
      before: before || null,
      after: after || null,
    }));
}
