import type { Message } from '@counterfoil/shared-types';
import type { OrderContent } from '../canonical/order-content.ts';
import { hasDocument } from './delivery-states.ts';
import type { DeliveryFacts, OrderFacts, OrderRules } from './order-facts.ts';
import { asksToSend, leavingAsIs, leavingOut, type PersonsWord, saw } from './persons-word.ts';

/** Nothing is to be done in the ERP; `accept`: from now on this is the state that the document stands for. */
export interface OrderAnswer {
  readonly do: 'answer';
  readonly outcome: 'delivered' | 'unchanged' | 'held' | 'skipped';
  readonly message: Message;
  readonly accept?: OrderContent;
  readonly leftOut?: boolean;
  readonly forgetPerson?: boolean;
  /** What a person said was about an older state: they are told so. */
  readonly outdated?: boolean;
  /** The hold that stands is the answer, with all that it says. */
  readonly holdStays?: boolean;
}

export function held(message: Message): OrderAnswer {
  return { do: 'answer', outcome: 'held', message };
}

export function skipped(message: Message): OrderAnswer {
  return { do: 'answer', outcome: 'skipped', message };
}

export function leftOut(word: PersonsWord): OrderAnswer {
  const values = { user: word.userId, note: word.note };
  return { ...skipped({ code: 'left_out_by_person', values }), leftOut: true };
}

/** Of an order that the ERP has: it stays there as it is. */
export function leftAsIs(word: PersonsWord, delivery: DeliveryFacts, rules: OrderRules): OrderAnswer {
  const document = { erp: rules.erp, document: delivery.documentNumber };
  const values = { user: word.userId, note: word.note, ...document };
  return { ...skipped({ code: 'left_as_is_by_person', values }), leftOut: true };
}

/** Once the shop erased the person, the written reason goes, too: it may name them. */
export function stillLeftOut({ order }: Pick<OrderFacts, 'order'>, delivery: DeliveryFacts): OrderAnswer {
  const said = delivery.said ?? { code: 'left_out_by_person', values: { user: '', note: '' } };
  if (!order?.anonymized) return skipped(said);
  const values = 'note' in said.values ? { ...said.values, note: '' } : said.values;
  return { ...skipped({ ...said, values }), forgetPerson: true };
}

/** The document stands for this state: said as news the first time, and as nothing new afterwards. */
export function asItIs(delivery: DeliveryFacts, rules: OrderRules): OrderAnswer {
  const values = { erp: rules.erp, document: delivery.documentNumber };
  if (delivery.said !== null) {
    return { do: 'answer', outcome: 'unchanged', message: { code: 'order_unchanged', values } };
  }
  const code = delivery.adopted ? 'order_adopted' : 'order_delivered';
  return { do: 'answer', outcome: 'delivered', message: { code, values } };
}

/**
 * What can't be weighed waits for a person, whose word ends it. Of an order that is not in the ERP it stays said
 * whatever comes later; of one that is, it is about this state alone.
 */
export function heldUntilLeftOut(facts: OrderFacts, message: Message, rules: OrderRules): OrderAnswer {
  const { word, delivery } = facts;
  const lasts = delivery?.state !== 'delivered';
  const isThere = delivery !== null && hasDocument(delivery.state);
  const leaving = isThere ? leavingAsIs(word) : leavingOut(word);
  if (leaving && isThere && !saw(leaving, message)) return { ...held(message), outdated: true };
  if (leaving) {
    return { ...(isThere ? leftAsIs(leaving, delivery, rules) : leftOut(leaving)), leftOut: lasts };
  }
  if (lasts && delivery?.leftOut && !asksToSend(word)) return stillLeftOut(facts, delivery);
  return held(message);
}
