import { describe, expect, it } from 'vitest';
import type { ErpOrder } from '../erp/read-erp-orders.ts';
import type { ShopOrder } from '../store/read-shop-orders.ts';
import { compareBooks } from './compare-books.ts';
import type { Journey } from './read-shop.ts';
import type { WholeWay } from './whole-way.ts';

const order = (id: number, more: Partial<ShopOrder> = {}): ShopOrder => ({
  id,
  status: 'processing',
  total: '12.50000000',
  currency: 'EUR',
  taxes: [{ percent: '20', amount: '2.08' }],
  check: 'ABCDEF',
  email: '',
  ...more,
});
const document = (id: number, more: Partial<ErpOrder> = {}): ErpOrder => ({
  id: String(id),
  number: `S${id}`,
  externalReference: `shop-o${id}-ABCDEF`,
  shopOrderNumber: String(id),
  state: 'confirmed',
  createdAt: '2026-11-23T10:00:00.000Z',
  currency: 'EUR',
  untaxed: '10.42',
  tax: '2.08',
  total: '12.50',
  taxes: [{ percent: '20', amount: '2.08' }],
  lines: [],
  ...more,
});
const journey = (orderId: number, more: Partial<Journey> = {}): Journey => ({
  orderId,
  state: 'delivered',
  code: 'order_delivered',
  values: {},
  documentNumber: `S${orderId}`,
  ...more,
});
const compare = (
  shop: ShopOrder[],
  erp: ErpOrder[],
  journeys: Journey[],
  meant: Partial<WholeWay['meant']> = {},
) =>
  compareBooks(
    { shop, erp, journeys },
    {
      held: new Map(),
      skipped: new Map(),
      erpTotals: new Map(),
      lostByShop: new Set(),
      givenUp: new Set(),
      ...meant,
    },
  );

describe('shop and ERP', () => {
  it('agree when each counted order is there once, and each unpaid one is not', () => {
    const unpaid = journey(8, { state: 'not_paid', code: 'order_not_paid_yet', documentNumber: null });
    expect(compare([order(7), order(8, { status: 'pending' })], [document(7)], [journey(7), unpaid])).toEqual(
      [],
    );
  });

  it.each([
    ['it is missing', [order(7)], [], [journey(7)], /is 0 times/],
    ['it is there twice', [order(7)], [document(7), document(7)], [journey(7)], /is 2 times/],
    [
      'it differs by a cent',
      [order(7, { total: '12.51' })],
      [document(7)],
      [journey(7)],
      /differs: total 12.50 EUR → 12.51 EUR/,
    ],
    [
      'the ERP has ten times as much',
      [order(7)],
      [document(7, { total: '125.0' })],
      [journey(7)],
      /differs: total 125.00 EUR → 12.50 EUR/,
    ],
    [
      'it was never confirmed',
      [order(7)],
      [document(7, { state: 'draft' })],
      [journey(7)],
      /differs: status draft → confirmed/,
    ],
    [
      'its VAT is of another rate',
      [order(7)],
      [document(7, { taxes: [{ percent: '10', amount: '2.08' }] })],
      [journey(7)],
      /differs: tax 10 2.08 EUR → 0.00 EUR\norder 7: differs: tax 20 0.00 EUR → 2.08 EUR/,
    ],
    [
      'it is another order of the same id',
      [order(7, { check: 'ZZZZZZ' })],
      [document(7)],
      [journey(7)],
      /check/,
    ],
    [
      'an unpaid one is there',
      [order(7, { status: 'failed' })],
      [document(7)],
      [journey(7)],
      /should not be/,
    ],
    ['only the ERP has it', [], [document(7)], [], /should not be there/],
    ['nobody can see it', [order(7)], [document(7)], [], /not shown/],
    ['it is shown as waiting', [order(7)], [document(7)], [journey(7, { state: 'waiting' })], /is waiting/],
    [
      'it is shown as another document',
      [order(7)],
      [document(7, { number: 'S9' })],
      [journey(7)],
      /is shown as S7/,
    ],
  ])('disagree when %s', (_, shop, erp, journeys, said) => {
    expect(compare(shop, erp, journeys).join('\n')).toMatch(said);
  });

  it('agree about an order that is held for a change only when its old document is there', () => {
    const held = { held: new Map([[7, 'change_after_delivery']]), erpTotals: new Map([[7, '12.50']]) };
    const shown = journey(7, { state: 'held', code: 'change_after_delivery' });
    expect(compare([order(7, { total: '20' })], [document(7)], [shown], held)).toEqual([]);
    expect(compare([order(7, { total: '20' })], [], [shown], held)).not.toEqual([]);
    expect(compare([order(7, { total: '20' })], [document(7)], [journey(7)], held)).not.toEqual([]);
  });

  it('agree about an order that was left out only when it is not there', () => {
    const skipped = { skipped: new Map([[7, 'cancelled_before_delivery']]) };
    const shown = journey(7, { state: 'skipped', code: 'cancelled_before_delivery', documentNumber: null });
    expect(compare([order(7, { status: 'cancelled' })], [], [shown], skipped)).toEqual([]);
    expect(compare([order(7, { status: 'cancelled' })], [document(7)], [shown], skipped)).not.toEqual([]);
  });
});
