import { createHash } from 'node:crypto';

const ORDER_KEYS = ['wc_order_Gt7pZ3kqWmX1a', 'wc_order_Gt7pZ3kqWmX1b', '', 'Schlüssel ✓'] as const;
const REFUND_TIMES = ['2026-11-23T10:02:11.000Z', '2026-11-23T10:02:12.000Z', null] as const;

/**
 * What an order's and a refund's check must be: by Node's hash and arithmetic of its own, for the plugin to come to the
 * same.
 */
export function checkVectors() {
  return {
    orders: ORDER_KEYS.map((orderKey) => ({ orderKey, check: checkOf(orderKey) })),
    refunds: ORDER_KEYS.flatMap((orderKey) =>
      REFUND_TIMES.map((createdAt) => ({
        orderKey,
        createdAt,
        check: checkOf(`${orderKey}\n${createdAt ?? ''}`),
      })),
    ),
  };
}

/** The first 30 bits of SHA-256, 5 to a character of RFC 4648's base32. */
function checkOf(text: string): string {
  const bits = createHash('sha256').update(text, 'utf8').digest().readUInt32BE(0) >>> 2;
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return [25, 20, 15, 10, 5, 0].map((shift) => letters.charAt((bits >>> shift) & 31)).join('');
}
