import { isDeepStrictEqual } from 'node:util';
import type { Message } from '@counterfoil/shared-types';
import type { ErpOrderState } from '../../adapters/erp-documents.ts';
import type { CanonicalOrder } from '../canonical/canonical-order.ts';
import { moneyWithCurrency } from '../canonical/money.ts';
import { contentDifferences, contentOf, type OrderContent } from '../canonical/order-content.ts';
import { type InvalidState, STATE_MISSING } from '../inbox/invalid-state.ts';
import { type DeliveryState, hasDocument } from './delivery-states.ts';
import { isBefore } from './plan-steps.ts';

/** What is known of one order at the moment it is decided. */
export interface OrderFacts {
  readonly presence: 'present' | 'gone' | 'unreadable' | 'invalid';
  /** The newest state that came; null: none. */
  readonly order: CanonicalOrder | null;
  readonly invalid: InvalidState | null;
  /** The newest thing that a person asked for and that is not answered yet. */
  readonly command: {
    readonly asks: 'send_again' | 'leave_out';
    readonly userId: number;
    readonly note: string;
    /** The shop offered it once more: it may have been done before, in a state that we no longer know. */
    readonly isRepeated: boolean;
    /** The order changed after it was said. */
    readonly isOutrun: boolean;
  } | null;
  readonly delivery: {
    readonly state: DeliveryState;
    readonly check: string | null;
    readonly content: OrderContent | null;
    readonly leftOut: boolean;
    /** Of the ERP's document, as it was read back last. */
    readonly documentNumber: string;
    readonly documentState: ErpOrderState | null;
    /** The last answer; null: none since the state changed. */
    readonly said: Message | null;
    readonly adopted: boolean;
  } | null;
  /** What the open hold says, if there is one. */
  readonly heldFor: Message | null;
  /** Of the order, by which the ERP can be asked for it; null: not known. */
  readonly check: string | null;
  /** The ERP may have it without our knowing, and we have not looked since. */
  readonly mayBeThere: boolean;
}

export interface OrderRules {
  readonly erp: string;
  /** UTC. */
  readonly cutover: string;
  readonly statuses: readonly string[];
  /** The last state to which the document is brought. */
  readonly lastStep: ErpOrderState;
}

/**
 * What to do next about one order:
 * - `deliver`        map it and make it in the ERP
 * - `resolve_doubt`  ask the ERP whether it has what was sent
 * - `find_again`     ask the ERP whether it has what we don't remember
 * - `go_on`          the document is made: bring it to the state that is wanted
 * - `answer`         nothing is to be done in the ERP; `accept`: from now on this is the state that the document stands for
 */
export type OrderPlan =
  | { readonly do: 'deliver'; readonly order: CanonicalOrder }
  | { readonly do: 'resolve_doubt' }
  | { readonly do: 'find_again'; readonly check: string; readonly order: CanonicalOrder | null }
  | { readonly do: 'go_on' }
  | {
      readonly do: 'answer';
      readonly outcome: 'delivered' | 'unchanged' | 'held' | 'skipped';
      readonly message: Message;
      readonly accept?: OrderContent;
      readonly leftOut?: boolean;
      readonly forgetPerson?: boolean;
    };

/** Held for what a look at the ERP showed, or failed to show: a person who has looked there too may decide without it. */
const HELD_IN_DOUBT: readonly string[] = [
  'doubt_not_resolved',
  'document_differs',
  'total_differs',
  'several_documents',
  'document_of_another_order',
];

/** The newest state decides, whatever was asked or held before it. Pure: the same facts always give the same plan. */
export function planOrder(facts: OrderFacts, rules: OrderRules): OrderPlan {
  const state = facts.delivery?.state ?? 'open';
  if (state === 'sending' || state === 'in_doubt') {
    const isSeen = state === 'in_doubt' && isHeldFor(facts, HELD_IN_DOUBT);
    if (isSeen && facts.command?.asks === 'leave_out') return leftOut(facts.command);
    return { do: 'resolve_doubt' };
  }
  const stranger = ofAnotherOrder(facts, rules);
  if (stranger) return stranger;
  if (facts.presence === 'unreadable')
    return heldUntilLeftOut(facts, { code: 'order_unreadable', values: {} });
  if (facts.presence === 'invalid') {
    return heldUntilLeftOut(facts, {
      code: 'state_invalid',
      values: { ...(facts.invalid ?? STATE_MISSING) },
    });
  }
  return facts.delivery && hasDocument(state)
    ? planChange(facts, facts.delivery, rules)
    : planDelivery(facts, rules);
}

/** Ids repeat after a restored shop: what carries another check is another order. */
function ofAnotherOrder(facts: OrderFacts, rules: OrderRules): OrderPlan | null {
  const { delivery, order } = facts;
  if (facts.presence !== 'present' || !order || !delivery || delivery.check === null) return null;
  if (delivery.check === order.check || !hasDocument(delivery.state)) return null;
  const values = { erp: rules.erp, document: delivery.documentNumber };
  return heldUntilLeftOut(facts, { code: 'binding_of_another_order', values }, true);
}

/**
 * What can't be weighed waits for a person, whose word ends it. Of an order that is not in the ERP it stays said whatever comes later; of one
 * that is, it is about this state alone.
 * @param isOthers the delivery is that of an order which had this id before; a delivered one was never left out itself
 */
function heldUntilLeftOut(facts: OrderFacts, message: Message, isOthers = false): OrderPlan {
  const { command, delivery } = facts;
  const lasts = (delivery?.state === 'delivered') === isOthers;
  if (command?.asks === 'leave_out') return { ...leftOut(command), leftOut: lasts };
  if (lasts && delivery?.leftOut && command?.asks !== 'send_again') return stillLeftOut(delivery);
  return held(message);
}

function planDelivery(facts: OrderFacts, rules: OrderRules): OrderPlan {
  const { order, check, command, delivery } = facts;
  if (command?.asks === 'leave_out') {
    return (command.isRepeated ? lookBeforeLeftOut(facts, rules, command) : null) ?? leftOut(command);
  }
  if (delivery?.leftOut && command?.asks !== 'send_again') {
    return stillLeftOut(delivery);
  }
  const plan = planUnsent(facts, rules);
  // "Before delivery" may be said only by who knows that nothing was delivered.
  if (plan.do !== 'answer' || plan.outcome !== 'skipped' || !facts.mayBeThere) return plan;
  if (neverCounted(order, rules) || plan.forgetPerson) return plan;
  if (check !== null) return { do: 'find_again', check, order };
  return held({ code: 'deleted_in_doubt', values: { erp: rules.erp } });
}

/** What was left as it is may have been a change of a document that the ERP has: then that counts, and the next change is asked about. */
function lookBeforeLeftOut(
  facts: OrderFacts,
  rules: OrderRules,
  command: NonNullable<OrderFacts['command']>,
): OrderPlan | null {
  const { order, check, delivery } = facts;
  if (!facts.mayBeThere || delivery?.leftOut || order?.anonymized || neverCounted(order, rules)) return null;
  if (isHeldFor(facts, [...HELD_IN_DOUBT, 'deleted_after_delivery', 'deleted_in_doubt'])) return null;
  if (check !== null) return { do: 'find_again', check, order };
  return command.isOutrun ? held({ code: 'deleted_in_doubt', values: { erp: rules.erp } }) : null;
}

function neverCounted(order: CanonicalOrder | null, rules: OrderRules): boolean {
  return order !== null && order.orderedAt < rules.cutover;
}

function isHeldFor({ heldFor }: OrderFacts, codes: readonly string[]): boolean {
  return heldFor !== null && codes.includes(heldFor.code);
}

function planUnsent(facts: OrderFacts, rules: OrderRules): OrderPlan {
  const { order } = facts;
  if (facts.presence === 'gone') return skipped({ code: 'deleted_before_delivery', values: {} });
  if (!order) return held({ code: 'state_invalid', values: { ...STATE_MISSING } });
  const { status } = order;
  if (order.anonymized) return { ...skipped({ code: 'person_erased', values: {} }), forgetPerson: true };
  if (order.orderedAt < rules.cutover) {
    return skipped({ code: 'before_cutover', values: { cutover: rules.cutover } });
  }
  if (status === 'trash') return skipped({ code: 'trashed_before_delivery', values: {} });
  if (contentOf(order, rules.statuses).undoneBy !== null) {
    return skipped({ code: 'cancelled_before_delivery', values: { status } });
  }
  if (!rules.statuses.includes(status)) return skipped({ code: 'not_counted', values: { status } });
  if (!order.addsUp) {
    const money = moneyWithCurrency(order.total, order.currency);
    const difference = moneyWithCurrency(order.residue, order.currency);
    return held({ code: 'order_does_not_add_up', values: { money, difference } });
  }
  return { do: 'deliver', order };
}

/** The document is there. Nothing is amended yet: what matters to the ERP and changed is shown to a person, and never dropped. */
function planChange(
  facts: OrderFacts,
  delivery: NonNullable<OrderFacts['delivery']>,
  rules: OrderRules,
): OrderPlan {
  const document = { erp: rules.erp, document: delivery.documentNumber };
  const accepted = delivery.content;
  if (!accepted) throw new Error('a document without the content it stands for');
  const leaveOut = facts.command?.asks === 'leave_out' ? facts.command : null;
  if (delivery.state === 'made') {
    // A document that stands still on the way is a person's from the moment they say so. Said before we lost what we knew, it was perhaps said
    // of a change: one that has nowhere left to go is none that stands still.
    const isThere = delivery.documentState !== null && !isBefore(delivery.documentState, rules.lastStep);
    const isOfChange = leaveOut?.isRepeated && (leaveOut.isOutrun || (isThere && facts.heldFor === null));
    if (leaveOut && !isOfChange) return leftOut(leaveOut);
    if (delivery.leftOut && facts.command?.asks !== 'send_again') return stillLeftOut(delivery);
  }

  if (facts.presence === 'gone') {
    const gone = { ...accepted, undoneBy: 'deleted' };
    if (accepted.undoneBy === 'deleted') return asItIs(delivery, document);
    const message = { code: 'deleted_after_delivery', values: document } as const;
    if (leaveOut && isAbout(leaveOut, facts, message)) {
      return { ...leftOut(leaveOut), accept: gone, leftOut: false };
    }
    return held(message);
  }
  if (!facts.order) return asItIs(delivery, document);

  const { anonymized } = facts.order;
  const content = contentOf(facts.order, rules.statuses);
  // An erasure empties names and addresses: that is no change. What was changed before it still is one.
  const before = anonymized ? withoutPerson(accepted, content) : accepted;
  const change = changeBetween(before, content, facts.order);
  if (anonymized && !change && delivery.state === 'delivered') {
    const message = { code: 'person_erased', values: {} } as const;
    return { ...skipped(message), accept: content, forgetPerson: true };
  }
  // A refund of a part is no reason to leave the order itself standing on its way: it is asked about once the order is where it belongs.
  const goesOn = !change || ('refunded' in change && content.undoneBy === null && !anonymized);
  if (delivery.state === 'made' && goesOn) return { do: 'go_on' };
  if (!change) return { ...asItIs(delivery, document), ...takenOver(accepted, content) };
  const message: Message =
    'refunded' in change
      ? { code: 'refund_after_delivery', values: { money: change.refunded, ...document } }
      : { code: 'change_after_delivery', values: { change: change.change, ...document } };
  if (leaveOut && isAbout(leaveOut, facts, message)) {
    return { ...leftOut(leaveOut), accept: content, leftOut: false };
  }
  return anonymized ? { ...held(message), accept: before, forgetPerson: true } : held(message);
}

/** A person left as it is what they saw: what changed after they said so, or is not what they were asked about, they are asked about anew. */
function isAbout(
  command: NonNullable<OrderFacts['command']>,
  { heldFor }: OrderFacts,
  message: Message,
): boolean {
  return !command.isOutrun && (heldFor === null || isDeepStrictEqual(heldFor, message));
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

/** Null: the same to an ERP. A refund alone is called one, also when it took the whole order back. */
function changeBetween(
  before: OrderContent,
  after: OrderContent,
  order: CanonicalOrder,
): { readonly refunded: string } | { readonly change: string } | null {
  const changes = contentDifferences(before, after);
  const refunded = before.refundedTotal !== after.refundedTotal;
  const money = moneyWithCurrency(after.refundedTotal, order.currency);
  const undone = before.undoneBy !== after.undoneBy;
  if (changes.length === 0 && !undone && !refunded) return null;
  if (changes.length === 0 && refunded && after.refundedTotal !== '0') {
    if (!undone || after.undoneBy === 'refunded') return { refunded: money };
  }
  if (undone) changes.unshift(`status ${order.status}`);
  if (refunded) changes.push(`refunded ${money}`);
  return { change: changes.join(', ') };
}

/** The document stands for this state: said as news the first time, and as nothing new afterwards. */
function asItIs(
  delivery: NonNullable<OrderFacts['delivery']>,
  document: { readonly erp: string; readonly document: string },
): OrderPlan & { do: 'answer' } {
  if (delivery.said === null) {
    const code = delivery.adopted ? 'order_adopted' : 'order_delivered';
    return { do: 'answer', outcome: 'delivered', message: { code, values: document } };
  }
  return { do: 'answer', outcome: 'unchanged', message: { code: 'order_unchanged', values: document } };
}

function held(message: Message): OrderPlan & { do: 'answer' } {
  return { do: 'answer', outcome: 'held', message };
}

function skipped(message: Message): OrderPlan & { do: 'answer' } {
  return { do: 'answer', outcome: 'skipped', message };
}

function stillLeftOut(delivery: NonNullable<OrderFacts['delivery']>): OrderPlan {
  return skipped(delivery.said ?? { code: 'left_out_by_person', values: { user: '', note: '' } });
}

function leftOut(command: NonNullable<OrderFacts['command']>): OrderPlan & { do: 'answer' } {
  const values = { user: command.userId, note: command.note };
  return { ...skipped({ code: 'left_out_by_person', values }), leftOut: true };
}
