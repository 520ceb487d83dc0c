import type { Message } from '@counterfoil/shared-types';
import { firstChanges } from '../../comparing/first-changes.ts';
import { Exact, moneyWithCurrency } from '../../money.ts';
import type { CanonicalOrder } from '../canonical/canonical-order.ts';
import { contentDifferences, contentOf, type OrderContent } from '../canonical/order-content.ts';
import type { DeliveryFacts, OrderFacts, OrderRules } from './order-facts.ts';
import { isAbout, leavingAsIs } from './persons-word.ts';
import { asItIs, held, leftAsIs, type OrderAnswer } from './plan-answers.ts';

/** What of an order that the ERP has differs from what its document stands for. */
export interface Change {
  readonly message: Message;
  /** Nothing else changed: also where it took the whole order back. */
  readonly isRefundAlone: boolean;
}

/**
 * The document is there. Nothing is amended yet: what matters to the ERP and changed is shown to a person, and never
 * dropped.
 */
export function planChange(facts: OrderFacts, delivery: DeliveryFacts, rules: OrderRules): OrderAnswer {
  const accepted = contentFor(delivery);
  const leaving = leavingAsIs(facts.word);
  const asked = (message: Message): OrderAnswer => ({
    ...held(message),
    ...(leaving ? { outdated: true } : {}),
  });
  if (facts.presence === 'gone') {
    if (accepted.undoneBy === 'deleted') return asItIs(delivery, rules);
    const values = { erp: rules.erp, document: delivery.documentNumber };
    const message = { code: 'deleted_after_delivery', values } as const;
    if (!leaving || !isAbout(leaving, facts.heldFor, message)) return asked(message);
    return {
      ...leftAsIs(leaving, delivery, rules),
      accept: { ...accepted, undoneBy: 'deleted' },
      leftOut: false,
    };
  }
  if (!facts.order) return asItIs(delivery, rules);
  const { change, before, content } = weighChange(facts.order, delivery, rules);
  if (!change) return { ...asItIs(delivery, rules), ...takenOver(accepted, content) };
  if (leaving && isAbout(leaving, facts.heldFor, change.message)) {
    return { ...leftAsIs(leaving, delivery, rules), accept: content, leftOut: false };
  }
  if (!facts.order.anonymized) return asked(change.message);
  return { ...asked(change.message), accept: before, forgetPerson: true };
}

/**
 * @returns `change` null: to an ERP it is the same. `before`: what it is compared with. An erasure empties names and
 *   addresses: that is no change, so there it is what the document stands for, with nobody in it. What was changed
 *   before the erasure still is a change.
 */
export function weighChange(
  order: CanonicalOrder,
  delivery: DeliveryFacts,
  rules: OrderRules,
): { readonly change: Change | null; readonly before: OrderContent; readonly content: OrderContent } {
  const accepted = contentFor(delivery);
  const content = contentOf(order, rules.statuses);
  const before = order.anonymized ? withoutPerson(accepted, content) : accepted;
  return { change: changeBetween(before, content, order, delivery, rules), before, content };
}

function contentFor(delivery: DeliveryFacts): OrderContent {
  if (!delivery.content) throw new Error('a document without the content it stands for');
  return delivery.content;
}

/** What the document stands for, with the person as the shop has it now. */
function withoutPerson(accepted: OrderContent, now: OrderContent): OrderContent {
  const { buyer, account, invoiceAddress, deliveryAddress } = now;
  return { ...accepted, buyer, account, invoiceAddress, deliveryAddress };
}

/** The account that a guest's order was tied to is its buyer's from then on: another one afterwards is a change. */
function takenOver(accepted: OrderContent, { account }: OrderContent): { readonly accept?: OrderContent } {
  return accepted.account === null && account !== null ? { accept: { ...accepted, account } } : {};
}

function changeBetween(
  before: OrderContent,
  after: OrderContent,
  order: CanonicalOrder,
  delivery: DeliveryFacts,
  rules: OrderRules,
): Change | null {
  const changes = contentDifferences(before, after);
  const refunded = before.refundedTotal !== after.refundedTotal;
  const money = moneyWithCurrency(after.refundedTotal, order.currency);
  const undone = before.undoneBy !== after.undoneBy;
  if (changes.length === 0 && !undone && !refunded) return null;
  const document = { erp: rules.erp, document: delivery.documentNumber };
  const newly = new Exact(after.refundedTotal).minus(before.refundedTotal);
  const newlyRefunded = moneyWithCurrency(newly, order.currency);
  if (changes.length === 0 && newly.greaterThan(0)) {
    if (!undone || after.undoneBy === 'refunded') {
      return {
        // What was settled before is not asked about again.
        message: { code: 'refund_after_delivery', values: { money: newlyRefunded, ...document } },
        isRefundAlone: true,
      };
    }
  }
  if (undone) changes.unshift({ what: 'status', line: null, before: null, after: order.status });
  if (refunded) {
    const was = moneyWithCurrency(before.refundedTotal, order.currency);
    changes.push({ what: 'refunded', line: null, before: was, after: money });
  }
  return {
    message: { code: 'change_after_delivery', values: { changes: firstChanges(changes), ...document } },
    isRefundAlone: false,
  };
}
