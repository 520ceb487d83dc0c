import type { PlacedOrder } from '../checkout/placed-order.ts';
import type { ErpOrder } from '../erp/read-erp-orders.ts';

/** What the ERP itself says of the orders that were placed. */
export interface DeliveryFigures {
  orders: number;
  /** Placed orders that the ERP has exactly once, beyond its first state, with the shop's total. */
  delivered: number;
  /** Placed orders that the ERP has more than once. */
  doubled: number;
  /** Placed orders that the ERP does not have. */
  missing: number;
  /** Placed orders that the ERP has, at another total. */
  totalsDiffer: number;
  /** From the first byte of the checkout's answer to the ERP's record of the order, nearest rank; null: none delivered. */
  latencyMs: { p50: number; p99: number } | null;
}

/** `12.5` and `12.50` are the same amount; no arithmetic, so no float. */
const sameAmount = (one: string, other: string) => plainAmount(one) === plainAmount(other);
const plainAmount = (amount: string) =>
  amount.includes('.') ? amount.replace(/0+$/, '').replace(/\.$/, '') : amount;

/** The shop's order id in an external reference, `acme-o1047-K7QX2M`; null: not one of ours. */
function orderIdOf(order: ErpOrder): number | null {
  const found = /^[a-z0-9]{2,8}-o(\d+)-[A-Z2-7]{6}$/.exec(order.externalReference ?? '');
  return found ? Number(found[1]) : null;
}

/**
 * Holds what was placed against what the ERP has. The orders must come from the ERP, never from the agent's own books.
 */
export function judgeDeliveries(
  placed: readonly PlacedOrder[],
  erpOrders: readonly ErpOrder[],
): DeliveryFigures {
  const byOrder = new Map<number, ErpOrder[]>();
  for (const order of erpOrders) {
    const id = orderIdOf(order);
    if (id === null || order.state === 'cancelled') continue;
    byOrder.set(id, [...(byOrder.get(id) ?? []), order]);
  }
  const figures = { orders: placed.length, delivered: 0, doubled: 0, missing: 0, totalsDiffer: 0 };
  const latencies: number[] = [];
  for (const one of placed) {
    const [first, ...more] = byOrder.get(one.orderId) ?? [];
    if (!first) figures.missing += 1;
    else if (more.length > 0) figures.doubled += 1;
    else if (!sameAmount(first.total, one.total)) figures.totalsDiffer += 1;
    else if (first.state !== 'draft') {
      figures.delivered += 1;
      latencies.push(Math.max(0, Date.parse(first.createdAt) - one.answeredAt));
    }
  }
  const sorted = latencies.sort((a, b) => a - b);
  const rank = (share: number) => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  return { ...figures, latencyMs: sorted.length === 0 ? null : { p50: rank(0.5), p99: rank(0.99) } };
}
