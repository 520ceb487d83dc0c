import { createHash } from 'node:crypto';
import type { Change } from '@counterfoil/shared-types';
import { moneyWithCurrency } from '../../money.ts';
import type { CanonicalOrder } from './canonical-order.ts';
import { type ContentLine, contentLines, lineDifferences } from './content-lines.ts';

/**
 * What of an order matters to an ERP: its lines, and of persons and addresses digests. Two states with the same content
 * are the same to it, whatever else changed in the shop (processing → completed, notes, names of articles). Holds no
 * personal data that could be read back.
 */
export interface OrderContent {
  readonly check: string;
  readonly lines: readonly ContentLine[];
  readonly buyer: string;
  /** Null: a guest. */
  readonly account: string | null;
  readonly invoiceAddress: string;
  readonly deliveryAddress: string;
  readonly payment: string;
  readonly currency: string;
  readonly total: string;
  readonly refundedTotal: string;
  /** The shop took the order back: cancelled, refunded, failed, back to unpaid, or in the bin. Null: it stands. */
  readonly undoneBy: string | null;
}

/**
 * Every other status, other plugins' own ones too, leaves what was ordered as it is; so do these where the rules count
 * them.
 */
const UNDOING = new Set([
  'cancelled',
  'refunded',
  'failed',
  'pending',
  'trash',
  'checkout-draft',
  'auto-draft',
  'draft',
]);

/** @param counted the statuses in which an order goes to the ERP */
export function contentOf(order: CanonicalOrder, counted: readonly string[]): OrderContent {
  // The check is different for every order, so that equal addresses of two orders have different digests.
  const digest = (part: unknown) =>
    createHash('sha256')
      .update(JSON.stringify([order.check, part]))
      .digest('hex')
      .slice(0, 20);
  return {
    check: order.check,
    lines: contentLines(order.lines),
    buyer: digest([order.buyer.email.toLowerCase(), order.buyer.vatNumber]),
    account: order.buyer.account && digest([order.buyer.account.id, order.buyer.account.since]),
    invoiceAddress: digest(order.invoiceAddress),
    deliveryAddress: digest(order.deliveryAddress),
    payment: order.payment.method,
    currency: order.currency,
    total: order.total,
    refundedTotal: order.refundedTotal,
    undoneBy: UNDOING.has(order.status) && !counted.includes(order.status) ? order.status : null,
  };
}

/**
 * What differs. Refunds and undoing apart. Customer and addresses are digests here: that they changed is all there is
 * to say.
 */
export function contentDifferences(before: OrderContent, after: OrderContent): Change[] {
  const differences = lineDifferences(before.lines, after.lines, after.currency);
  const parts = [
    ['buyer', 'customer'],
    ['invoiceAddress', 'invoice_address'],
    ['deliveryAddress', 'delivery_address'],
  ] as const;
  for (const [part, what] of parts) {
    const differs = before[part] !== after[part] || (part === 'buyer' && isOtherAccount(before, after));
    if (differs) differences.push({ what, line: null, before: null, after: null });
  }
  const payments = { before: before.payment, after: after.payment };
  if (before.payment !== after.payment) differences.push({ what: 'payment', line: null, ...payments });
  const [was, is] = [before, after].map(({ total, currency }) => moneyWithCurrency(total, currency));
  if (was !== is) differences.push({ what: 'total', line: null, before: was ?? null, after: is ?? null });
  return differences;
}

/**
 * A guest who makes an account afterwards, to which the shop then ties the order, and one whose account is deleted, is
 * still who bought.
 */
function isOtherAccount(before: OrderContent, after: OrderContent): boolean {
  return before.account !== null && after.account !== null && before.account !== after.account;
}
