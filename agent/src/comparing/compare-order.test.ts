import type { Change } from '@counterfoil/shared-types';
import { describe, expect, it } from 'vitest';
import type { ErpOrderLine } from '../adapters/erp-documents.ts';
import { compareOrder, type ExpectedOrder, type ReadDocument } from './compare-order.ts';

const MUG: ErpOrderLine = {
  productCode: 'MUG',
  description: 'Blue mug',
  quantity: '2',
  unitPrice: '10',
  taxCodes: ['VAT20'],
};
const BOOK: ErpOrderLine = {
  ...MUG,
  productCode: 'BOOK',
  quantity: '1',
  unitPrice: '40',
  taxCodes: ['VAT5'],
};

const ORDER: ExpectedOrder = {
  currency: 'EUR',
  customerId: 'c1',
  total: '66',
  state: 'confirmed',
  taxes: [
    { code: 'VAT20', amount: '4' },
    { code: 'VAT5', amount: '2' },
  ],
  lines: [MUG, BOOK],
};
const DOCUMENT: ReadDocument = {
  number: 'S1',
  state: 'confirmed',
  currency: 'EUR',
  customerId: 'c1',
  total: '66.00',
  taxes: [
    { code: 'VAT5', amount: '2.00' },
    { code: 'VAT20', amount: '4.00' },
  ],
  lines: [BOOK, MUG],
};
const document = (changes: Partial<ReadDocument>): ReadDocument => ({ ...DOCUMENT, ...changes });
const lines = (...changes: Partial<ErpOrderLine>[]) =>
  document({ lines: [MUG, BOOK].map((line, at) => ({ ...line, ...changes[at] })) });
const taxes = (vat20: string, vat5: string) =>
  document({
    taxes: [
      { code: 'VAT20', amount: vat20 },
      { code: 'VAT5', amount: vat5 },
    ],
  });

const said = (changes: readonly Change[]) =>
  changes.map(({ what, line, before, after }) =>
    [what, line, before ?? '–', after ?? '–'].filter((part) => part !== null).join(' | '),
  );
const compare = (documents: readonly ReadDocument[], expected: ExpectedOrder | null = ORDER) =>
  said(compareOrder(expected, documents, { priceDigits: 4, roundingLimit: '0.05' }));

describe('an order and its documents', () => {
  it.each<[string, ReadDocument[]]>([
    ['it is there once, with lines in another order and more digits', [DOCUMENT]],
    ['one that was replaced is cancelled', [document({ state: 'cancelled', total: '1' }), DOCUMENT]],
    [
      'the one that replaced it is cancelled, and it is in force again',
      [DOCUMENT, document({ state: 'cancelled' })],
    ],
    ['it is further than it must be', [document({ state: 'done' })]],
    ['an article is called otherwise in the ERP', [lines({ description: 'Becher, blau' })]],
    ['a price has more digits than the ERP keeps', [lines({ unitPrice: '10.00001' })]],
    ['taxes are rounded otherwise', [taxes('4.05', '1.95')]],
    ['the ERP tells no tax by itself', [document({ taxes: null })]],
    [
      'a tax that comes to nothing is not listed',
      [document({ taxes: [...(DOCUMENT.taxes ?? []), { code: 'VAT0', amount: '0.00' }] })],
    ],
    ['the ERP keeps no customer', [document({ customerId: null })]],
  ])('agree when %s', (_when, documents) => {
    expect(compare(documents)).toEqual([]);
  });

  it.each<[string, ReadDocument[], string[]]>([
    ['it is missing', [], ['missing | – | 66.00 EUR']],
    ['two documents are in force', [DOCUMENT, document({ number: 'S2' })], ['twice | S1, S2 | –']],
    [
      'two are in force and one has no number yet',
      [DOCUMENT, document({ number: '' })],
      ['twice | S1, – | –'],
    ],
    [
      'its only document is cancelled',
      [document({ state: 'cancelled' })],
      ['status | cancelled | confirmed'],
    ],
    ['it was never confirmed', [document({ state: 'quoted' })], ['status | quoted | confirmed']],
    ['its total is a cent more', [document({ total: '66.01' })], ['total | 66.01 EUR | 66.00 EUR']],
    ['its total is ten times as much', [document({ total: '660.0' })], ['total | 660.00 EUR | 66.00 EUR']],
    ['its currency is another', [document({ currency: 'USD' })], ['currency | USD | EUR']],
    ['its customer is another', [document({ customerId: 'c2' })], ['customer | – | –']],
    [
      'the same total is split otherwise between two rates',
      [taxes('3.00', '3.00')],
      ['tax | VAT20 | 3.00 EUR | 4.00 EUR', 'tax | VAT5 | 3.00 EUR | 2.00 EUR'],
    ],
    [
      'a tax went to another code',
      [document({ taxes: [{ code: 'VAT7', amount: '6.00' }] })],
      [
        'tax | VAT7 | 6.00 EUR | 0.00 EUR',
        'tax | VAT20 | 0.00 EUR | 4.00 EUR',
        'tax | VAT5 | 0.00 EUR | 2.00 EUR',
      ],
    ],
    ['a quantity is another', [lines({ quantity: '3' })], ['quantity | MUG | 3 | 2']],
    ['a price is another', [lines({}, { unitPrice: '40.0001' })], ['price | BOOK | 40.0001 | 40']],
    ['a line has another tax', [lines({ taxCodes: ['VAT5'] })], ['tax | MUG | VAT5 | VAT20']],
    ['a line has a second tax', [lines({ taxCodes: ['VAT20', 'ECO'] })], ['tax | MUG | ECO + VAT20 | VAT20']],
    ['a line has no tax', [lines({ taxCodes: [] })], ['tax | MUG | – | VAT20']],
    ['a line is missing', [document({ lines: [BOOK] })], ['line_added | MUG | – | 2']],
    ['a line is there twice', [document({ lines: [MUG, MUG, BOOK] })], ['line_removed | MUG | 2 | –']],
    [
      'an article is another',
      [lines({ productCode: 'CUP' })],
      ['line_removed | CUP | 2 | –', 'line_added | MUG | – | 2'],
    ],
  ])('differ when %s', (_when, documents, differences) => {
    expect(compare(documents)).toEqual(differences);
  });

  it('differ when the shop wants none and one is in force', () => {
    expect(compare([document({ state: 'cancelled' })], null)).toEqual([]);
    expect(compare([], null)).toEqual([]);
    expect(compare([DOCUMENT], null)).toEqual(['unwanted | S1 | –']);
  });

  it('are compared only by what is known', () => {
    const some = { ...ORDER, lines: null, taxes: null, state: null, customerId: null };
    expect(compare([document({ lines: [], taxes: [], state: 'draft', customerId: 'c9' })], some)).toEqual([]);
    expect(compare([document({ total: '66.01' })], some)).toEqual(['total | 66.01 EUR | 66.00 EUR']);
  });

  it('agree in yen only to the yen, and in dinars to a thousandth', () => {
    const yen = { ...ORDER, currency: 'JPY', total: '66', lines: null, taxes: null };
    expect(compare([document({ currency: 'JPY', total: '67' })], yen)).toEqual(['total | 67 JPY | 66 JPY']);
    const dinars = { ...yen, currency: 'KWD', total: '66.001' };
    expect(compare([document({ currency: 'KWD', total: '66.00' })], dinars)).toEqual([
      'total | 66.000 KWD | 66.001 KWD',
    ]);
  });

  it('may differ in a tax by one unit for each line that bears it, where the rules allow no rounding', () => {
    const strict = { priceDigits: 4, roundingLimit: '0' };
    const differences = (vat20: string) => said(compareOrder(ORDER, [taxes(vat20, '2.00')], strict));
    expect(differences('4.01')).toEqual([]);
    expect(differences('4.02')).toEqual(['tax | VAT20 | 4.02 EUR | 4.00 EUR']);
  });
});
