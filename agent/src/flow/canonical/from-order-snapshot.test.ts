import { describe, expect, test } from 'vitest';
import { makeLine, makeSnapshot } from '../../../simulation/make-snapshot.ts';
import { fromOrderSnapshot } from './from-order-snapshot.ts';

describe('an order in canonical form', () => {
  test('has products, shipping and fees as lines with net amounts and their taxes by percentage', () => {
    const order = fromOrderSnapshot(
      makeSnapshot({
        feeLines: [{ id: 9, name: 'Gift wrap', total: '-1.50', totalTax: '0', taxClass: '', taxes: [] }],
        total: '29.70',
      }),
    );
    expect(order.lines.map(({ kind, quantity, net }) => [kind, quantity, net])).toEqual([
      ['product', '2', '20'],
      ['shipping', '1', '6'],
      ['fee', '1', '-1.5'],
    ]);
    expect(order.lines[0]?.taxes).toEqual([{ percent: '20', label: 'VAT', amount: '4' }]);
    expect(order.residue).toBe('0');
  });

  test('says exactly what rounding left over between lines and total', () => {
    const third = makeLine({
      total: '8.333333',
      taxes: [{ rateId: 1, total: '1.666667', subtotal: null }],
    });
    const order = fromOrderSnapshot(makeSnapshot({ lines: [third], shippingLines: [], total: '10.01' }));
    expect(order.residue).toBe('0.01');
  });

  test('says so when the order does not tell how many percent a tax is', () => {
    const order = fromOrderSnapshot(makeSnapshot({ taxLines: [] }));
    expect(order.lines[0]?.taxes[0]).toEqual({ percent: null, label: '1', amount: '4' });
  });

  test('goes to the billing address when the shop has no other', () => {
    const order = fromOrderSnapshot(makeSnapshot());
    expect(order.deliveryAddress).toEqual(order.invoiceAddress);
    expect(order.invoiceAddress.name).toBe('Jeanne Martin');
  });
});
