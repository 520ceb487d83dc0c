import type { OrderSnapshot } from '@counterfoil/shared-types';
import { makeSnapshot } from '../../../simulation/make-snapshot.ts';
import type { CanonicalOrder } from '../canonical/canonical-order.ts';
import { fromOrderSnapshot } from '../canonical/from-order-snapshot.ts';
import { contentOf } from '../canonical/order-content.ts';
import type { DeliveryFacts, OrderFacts, OrderRules } from './order-facts.ts';
import type { PersonsWord } from './persons-word.ts';

export const RULES: OrderRules = {
  erp: 'Sim',
  cutover: '2026-11-23T00:00:00.000Z',
  statuses: ['processing', 'on-hold', 'completed'],
  lastStep: 'confirmed',
};

export const DOCUMENT = { erp: 'Sim', document: 'S00001' };

export function someOrder(changes: Partial<OrderSnapshot> = {}): CanonicalOrder {
  return fromOrderSnapshot(makeSnapshot(changes));
}

/** An order that the shop has and of which nothing was done yet. */
export function someFacts(changes: Partial<OrderFacts> = {}): OrderFacts {
  const order = changes.order === undefined ? someOrder() : changes.order;
  return {
    presence: 'present',
    order,
    invalid: null,
    word: null,
    delivery: null,
    former: null,
    heldFor: null,
    check: order?.check ?? null,
    mayBeThere: false,
    ...changes,
  };
}

/** The document stands for `someOrder`, in the state that the rules want. */
export function someDelivery(changes: Partial<DeliveryFacts> = {}): DeliveryFacts {
  return {
    state: 'delivered',
    newOrder: false,
    content: contentOf(someOrder(), RULES.statuses),
    leftOut: false,
    documentNumber: DOCUMENT.document,
    documentState: 'confirmed',
    said: { code: 'order_delivered', values: DOCUMENT },
    adopted: false,
    ...changes,
  };
}

export function someWord(changes: Partial<PersonsWord> = {}): PersonsWord {
  return {
    asks: 'leave_out',
    userId: 7,
    note: 'by hand',
    isRepeated: false,
    isOutrun: false,
    seen: null,
    ...changes,
  };
}
