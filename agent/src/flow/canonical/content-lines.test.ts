import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ContentLine, contentLines, lineDifferences } from './content-lines.ts';

const line = (changes: Partial<ContentLine> = {}): ContentLine => ({
  key: '["product",10,0,"MUG"]',
  name: 'MUG',
  quantity: '2',
  net: '20',
  taxes: ['4'],
  ...changes,
});
const POT = line({ key: '["product",11,0,"POT"]', name: 'POT' });
const said = (before: ContentLine[], after: ContentLine[]) =>
  lineDifferences(before, after, 'EUR').map(({ what, line, before, after }) =>
    [what, line, before ?? '–', after ?? '–'].join(' '),
  );

describe('what became of an order’s lines', () => {
  it.each<[string, ContentLine[], ContentLine[], string[]]>([
    ['nothing, of the same lines in another order', [line(), POT], [POT, line()], []],
    [
      'a quantity, at the same price a piece',
      [line()],
      [line({ quantity: '3', net: '30', taxes: ['6'] })],
      ['quantity MUG 2 3'],
    ],
    ['a price', [line()], [line({ net: '18', taxes: ['3.6'] })], ['price MUG 10.00 EUR 9.00 EUR']],
    [
      'a quantity and a price',
      [line()],
      [line({ quantity: '3', net: '27', taxes: ['5.4'] })],
      ['quantity MUG 2 3', 'price MUG 10.00 EUR 9.00 EUR'],
    ],
    ['a tax alone', [line()], [line({ taxes: ['2'] })], ['tax MUG 4.00 EUR 2.00 EUR']],
    ['another article', [line()], [POT], ['line_removed MUG 2 –', 'line_added POT – 2']],
    ['one of two equal lines', [line(), line()], [line()], ['line_removed MUG 2 –']],
    [
      'one of two lines of one article',
      [line(), line({ quantity: '1', net: '10', taxes: ['2'] })],
      [line(), line({ quantity: '5', net: '50', taxes: ['10'] })],
      ['quantity MUG 1 5'],
    ],
  ])('is %s', (_what, before, after, expected) => {
    expect(said(before, after)).toEqual(expected);
  });

  it('is nothing where only the percentage was rewritten', () => {
    const at = (percent: string) =>
      contentLines([
        {
          kind: 'fee',
          name: 'Gift wrap',
          quantity: '1',
          net: '5',
          taxes: [{ percent, label: 'VAT', amount: '1' }],
        },
      ]);
    expect(lineDifferences(at('20'), at('19'), 'EUR')).toEqual([]);
  });

  it('is nothing exactly when the lines are the same, whatever their order', () => {
    const lines = fc.array(
      fc.record({
        key: fc.constantFrom('a', 'b'),
        name: fc.constant('A'),
        quantity: fc.constantFrom('1', '2'),
        net: fc.constantFrom('10', '20'),
        taxes: fc.constantFrom(['2'], ['4']),
      }),
      { maxLength: 4 },
    );
    const sorted = (some: readonly ContentLine[]) => some.map((one) => JSON.stringify(one)).sort();
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const isSame = JSON.stringify(sorted(before)) === JSON.stringify(sorted(after));
        expect(lineDifferences(before, after, 'EUR').length === 0).toBe(isSame);
      }),
    );
  });
});
