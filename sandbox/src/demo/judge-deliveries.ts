import type { PlacedOrder } from '../checkout/placed-order.ts';
import { compareWithShop } from '../erp/compare-with-shop.ts';
import type { ErpOrder } from '../erp/read-erp-orders.ts';
import type { ShopOrder } from '../store/read-shop-orders.ts';

/** What the ERP itself says of the orders that were placed. */
export interface DeliveryFigures {
  orders: number;
  /** Placed orders that the ERP has exactly once, beyond its first state, to the cent. */
  delivered: number;
  /** Placed orders that the ERP has more than once. */
  doubled: number;
  /** Placed orders that the ERP does not have. */
  missing: number;
  /** Placed orders that the ERP has with another total, currency or VAT by rate. */
  differing: number;
  /**
   * From the first byte of the checkout's answer to the ERP's record of the order, nearest rank; null: none delivered.
   */
  latencyMs: { p50: number; p99: number } | null;
}

/** The shop's order id in an external reference, `acme-o1047-K7QX2M`; null: not one of ours. */
function orderIdOf(order: ErpOrder): number | null {
  const found = /^[a-z0-9]{2,8}-o(\d+)-[A-Z2-7]{6}$/.exec(order.externalReference ?? '');
  return found ? Number(found[1]) : null;
}

/**
 * Holds what was placed against what the ERP has. The orders must come from shop and ERP, never from the agent's own
 * books.
 * @param inShop the placed orders as the shop's tables have them
 */
export function judgeDeliveries(
  placed: readonly PlacedOrder[],
  inShop: readonly ShopOrder[],
  erpOrders: readonly ErpOrder[],
): DeliveryFigures {
  const shopOrders = new Map(inShop.map((order) => [order.id, order]));
  const byOrder = new Map<number, ErpOrder[]>();
  for (const order of erpOrders) {
    const id = orderIdOf(order);
    if (id === null || order.state === 'cancelled') continue;
    byOrder.set(id, [...(byOrder.get(id) ?? []), order]);
  }
  const figures = { orders: placed.length, delivered: 0, doubled: 0, missing: 0, differing: 0 };
  const latencies: number[] = [];
  for (const one of placed) {
    const documents = byOrder.get(one.orderId) ?? [];
    const order = shopOrders.get(one.orderId);
    if (!order) throw new Error(`The shop has no order ${one.orderId}, which was placed.`);
    // What the shopper agreed to pay; what of it is VAT only the shop says.
    const differences = compareWithShop({ ...order, total: one.total }, documents).map(({ what }) => what);
    if (differences.includes('missing')) figures.missing += 1;
    else if (differences.includes('twice')) figures.doubled += 1;
    else if (differences.some((what) => what !== 'status')) figures.differing += 1;
    else if (differences.length === 0) {
      figures.delivered += 1;
      const [first] = documents;
      latencies.push(Math.max(0, Date.parse(first?.createdAt ?? '') - one.answeredAt));
    }
  }
  const sorted = latencies.sort((a, b) => a - b);
  const rank = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  return { ...figures, latencyMs: sorted.length === 0 ? null : { p50: rank(0.5), p99: rank(0.99) } };
}
