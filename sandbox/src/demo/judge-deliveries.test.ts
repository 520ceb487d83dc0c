import { describe, expect, it } from 'vitest';
import type { PlacedOrder } from '../checkout/placed-order.ts';
import type { ErpOrder } from '../erp/read-erp-orders.ts';
import type { ShopOrder } from '../store/read-shop-orders.ts';
import { judgeDeliveries } from './judge-deliveries.ts';

const at = Date.parse('2026-11-23T10:00:00.000Z');
const placed = (orderId: number, total: string): PlacedOrder => ({
  orderId,
  orderNumber: String(orderId),
  total,
  status: 'processing',
  answeredAt: at,
  tookMs: 300,
});
const inErp = (id: number, total: string, more: Partial<ErpOrder> = {}): ErpOrder => ({
  id: String(id),
  number: null,
  externalReference: `demo-o${id}-ABCDEF`,
  shopOrderNumber: String(id),
  state: 'confirmed',
  createdAt: '2026-11-23T10:00:01.500Z',
  currency: 'EUR',
  untaxed: total,
  tax: '0',
  total,
  taxes: [],
  lines: [],
  ...more,
});
const inShop = (...ids: number[]): ShopOrder[] =>
  ids.map((id) => ({
    id,
    status: 'processing',
    total: '0',
    currency: 'EUR',
    taxes: [],
    check: 'ABCDEF',
    email: '',
  }));

describe('the figures of a demo', () => {
  it('count an order as delivered when the ERP has it once with the same total', () => {
    expect(judgeDeliveries([placed(7, '12.50')], inShop(7), [inErp(7, '12.5')])).toEqual({
      orders: 1,
      delivered: 1,
      doubled: 0,
      missing: 0,
      differing: 0,
      latencyMs: { p50: 1500, p99: 1500 },
    });
  });

  it('count an order that the ERP has twice as doubled, and one it lacks as missing', () => {
    const figures = judgeDeliveries([placed(7, '1'), placed(8, '1')], inShop(7, 8), [
      inErp(7, '1'),
      inErp(7, '1'),
    ]);
    expect(figures).toMatchObject({ delivered: 0, doubled: 1, missing: 1, latencyMs: null });
  });

  it('see a total that differs by a cent, and a draft that was never confirmed', () => {
    const erp = [inErp(7, '1.01'), inErp(8, '10', { state: 'draft' })];
    expect(judgeDeliveries([placed(7, '1'), placed(8, '10')], inShop(7, 8), erp)).toMatchObject({
      delivered: 0,
      differing: 1,
      missing: 0,
    });
  });

  it('see VAT of another rate though the total is the same', () => {
    const shop = inShop(7).map((order) => ({ ...order, taxes: [{ percent: '20', amount: '2.08' }] }));
    const judge = (percent: string) =>
      judgeDeliveries([placed(7, '12.50')], shop, [
        inErp(7, '12.50', { taxes: [{ percent, amount: '2.08' }] }),
      ]);
    expect(judge('20')).toMatchObject({ delivered: 1, differing: 0 });
    expect(judge('10')).toMatchObject({ delivered: 0, differing: 1 });
  });

  it('do not take 10 for 1 nor 100 for 1', () => {
    expect(judgeDeliveries([placed(7, '10')], inShop(7), [inErp(7, '1')])).toMatchObject({ differing: 1 });
    expect(judgeDeliveries([placed(7, '100')], inShop(7), [inErp(7, '100.00')])).toMatchObject({
      delivered: 1,
    });
  });
});
