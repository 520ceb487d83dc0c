import { describe, expect, test } from 'vitest';
import { contentOf } from '../canonical/order-content.ts';
import { DOCUMENT, RULES, someDelivery, someFacts, someOrder, someWord } from './order-facts.fixture.ts';
import type { OrderFacts } from './order-facts.ts';
import {
  allRefunded,
  asIsOutrun,
  asIsRepeated,
  cancelled,
  check,
  DELETED,
  erased,
  HELD_CANCELLED,
  leaveAsIs,
  leaveOut,
  outrun,
  refunded,
  repeated,
  sendAgain,
} from './plan-cases.fixture.ts';
import { planOrder } from './plan-order.ts';

describe('an order that is not in the ERP', () => {
  const leftOut = someDelivery({ state: 'skipped', leftOut: true, content: null });
  check([
    ['goes', {}, 'deliver'],
    ['goes when asked to', { word: sendAgain }, 'deliver'],
    ['is left out when it was deleted', { presence: 'gone', order: null }, 'skipped deleted_before_delivery'],
    ['is left out in the bin', { order: someOrder({ status: 'trash' }) }, 'skipped trashed_before_delivery'],
    ['is left out when cancelled', { order: cancelled }, 'skipped cancelled_before_delivery'],
    [
      'is left out in a status without a rule',
      { order: someOrder({ status: 'quote' }) },
      'skipped not_counted',
    ],
    [
      'is left out from before the cutover',
      { order: someOrder({ createdAt: '2026-11-22T23:59:59.000Z' }) },
      'skipped before_cutover',
    ],
    [
      'is held when it does not add up',
      { order: someOrder({ addsUp: false }) },
      'held order_does_not_add_up',
    ],
    ['is held when its state never came', { order: null }, 'held state_invalid'],
    ['is held when it can’t be read', { presence: 'unreadable' }, 'held order_unreadable'],
    ['is held when its state can’t be right', { presence: 'invalid' }, 'held state_invalid'],
    ['is forgotten when its person is', { order: erased }, 'skipped person_erased +forgetPerson'],
    ['is left out by a person', { word: leaveOut }, 'skipped left_out_by_person +leftOut'],
    [
      'is left out by a person though it changed after that',
      { word: outrun },
      'skipped left_out_by_person +leftOut',
    ],
    ['stays left out', { delivery: leftOut }, 'skipped order_delivered'],
    ['is taken up when asked to', { delivery: leftOut, word: sendAgain }, 'deliver'],
  ]);
});

describe('an order that the ERP may have without our knowing', () => {
  const facts = (changes: Partial<OrderFacts>) => ({ mayBeThere: true, ...changes });
  check([
    ['goes: its create looks first', facts({}), 'deliver'],
    ['is looked for before it is said to be cancelled before', facts({ order: cancelled }), 'find_again'],
    [
      'is looked for by its check when it is gone',
      facts({ presence: 'gone', order: null, check: 'K7Q2MZ' }),
      'find_again',
    ],
    [
      'is asked about where no check is left',
      facts({ presence: 'gone', order: null }),
      'held deleted_in_doubt',
    ],
    [
      'is not looked for from before the cutover',
      facts({ order: someOrder({ createdAt: '2026-11-22T00:00:00.000Z' }) }),
      'skipped before_cutover',
    ],
    [
      'is not looked for to erase its person',
      facts({ order: erased }),
      'skipped person_erased +forgetPerson',
    ],
    ['is left out by a word of now', facts({ word: leaveOut }), 'skipped left_out_by_person +leftOut'],
    ['is looked for before an old word leaves it out', facts({ word: repeated }), 'find_again'],
    [
      'is left out by an old word about what was held in doubt',
      facts({ word: repeated, heldFor: { code: 'several_documents', values: { erp: 'Sim', count: 2 } } }),
      'skipped left_out_by_person +leftOut',
    ],
  ]);
});

describe('an order of which something was sent', () => {
  const sending = someDelivery({ state: 'sending' });
  const doubtful = someDelivery({ state: 'in_doubt' });
  const held = { code: 'doubt_not_resolved', values: { erp: 'Sim', hours: 4 } } as const;
  check([
    ['is asked for', { delivery: sending }, 'resolve_doubt'],
    [
      'is asked for whatever a person says',
      { delivery: sending, heldFor: held, word: leaveOut },
      'resolve_doubt',
    ],
    ['is asked for when it is cancelled', { delivery: doubtful, order: cancelled }, 'resolve_doubt'],
    ['is asked for when it is gone', { delivery: doubtful, presence: 'gone', order: null }, 'resolve_doubt'],
    ['is asked for before a person was', { delivery: doubtful, word: leaveOut }, 'resolve_doubt'],
    [
      'is left out by who was asked',
      { delivery: doubtful, heldFor: held, word: leaveOut },
      'skipped left_out_by_person +leftOut',
    ],
  ]);
});

describe('an order whose document is on its way', () => {
  const made = someDelivery({ state: 'made', documentState: 'draft', said: null });
  const arrived = someDelivery({ state: 'made', documentState: 'confirmed', said: null });
  check([
    ['goes on', { delivery: made }, 'go_on'],
    [
      'goes on in another status that counts',
      { delivery: made, order: someOrder({ status: 'completed' }) },
      'go_on',
    ],
    ['goes on when a part is refunded', { delivery: made, order: refunded }, 'go_on'],
    ['goes on when its person is erased', { delivery: made, order: erased }, 'go_on'],
    ['is held when all is refunded', { delivery: made, order: allRefunded }, 'held refund_after_delivery'],
    ['is held when it is cancelled', { delivery: made, order: cancelled }, 'held change_after_delivery'],
    [
      'is held when it is deleted',
      { delivery: made, presence: 'gone', order: null },
      'held deleted_after_delivery',
    ],
    [
      'is a person’s who says so',
      { delivery: made, word: leaveAsIs },
      'skipped left_as_is_by_person +leftOut',
    ],
    [
      'is a person’s though it changed after that',
      { delivery: made, word: asIsOutrun },
      'skipped left_as_is_by_person +leftOut',
    ],
    [
      'stays theirs',
      { delivery: someDelivery({ state: 'made', leftOut: true, said: null }) },
      'skipped left_out_by_person',
    ],
    [
      'goes on when asked to',
      { delivery: someDelivery({ state: 'made', leftOut: true }), word: sendAgain },
      'go_on',
    ],
    [
      'goes on after an old word, said perhaps of a change',
      { delivery: arrived, word: asIsRepeated },
      'go_on',
    ],
    [
      'is a person’s by an old word while it stands still',
      { delivery: made, word: asIsRepeated },
      'skipped left_as_is_by_person +leftOut',
    ],
  ]);
});

describe('an order that is delivered', () => {
  const delivery = someDelivery();
  const stands = { ...contentOf(someOrder(), RULES.statuses), undoneBy: 'deleted' };
  check([
    ['is news the first time', { delivery: someDelivery({ said: null }) }, 'delivered order_delivered'],
    [
      'is news the first time, found',
      { delivery: someDelivery({ said: null, adopted: true }) },
      'delivered order_adopted',
    ],
    ['is unchanged afterwards', { delivery }, 'unchanged order_unchanged'],
    ['is unchanged when asked to be sent', { delivery, word: sendAgain }, 'unchanged order_unchanged'],
    [
      'is unchanged by a status that counts',
      { delivery, order: someOrder({ status: 'completed' }) },
      'unchanged order_unchanged',
    ],
    ['is unchanged when its data was taken away', { delivery, order: null }, 'unchanged order_unchanged'],
    [
      'is held for a change',
      { delivery, order: someOrder({ total: '30.00' }) },
      'held change_after_delivery',
    ],
    ['is held when cancelled', { delivery, order: cancelled }, 'held change_after_delivery'],
    ['is held for a refund', { delivery, order: refunded }, 'held refund_after_delivery'],
    ['is held for a refund of all', { delivery, order: allRefunded }, 'held refund_after_delivery'],
    [
      'is held for a refund with a change',
      { delivery, order: someOrder({ refundedTotal: '5.00', email: 'x@example.org' }) },
      'held change_after_delivery',
    ],
    [
      'is held when it is deleted',
      { delivery, presence: 'gone', order: null },
      'held deleted_after_delivery',
    ],
    [
      'is unchanged when a person left its deletion',
      { delivery: someDelivery({ content: stands }), presence: 'gone', order: null },
      'unchanged order_unchanged',
    ],
    [
      'is left as it is by a person',
      { delivery, order: cancelled, word: leaveAsIs },
      'skipped left_as_is_by_person +accept -leftOut',
    ],
    [
      'is left by who was asked about that',
      { delivery, order: cancelled, heldFor: HELD_CANCELLED, word: leaveAsIs },
      'skipped left_as_is_by_person +accept -leftOut',
    ],
    [
      'is asked about anew when it changed after that',
      { delivery, order: cancelled, word: asIsOutrun },
      'held change_after_delivery !outdated',
    ],
    [
      'is asked about anew when they were asked about something else',
      { delivery, order: cancelled, heldFor: DELETED, word: leaveAsIs },
      'held change_after_delivery !outdated',
    ],
    [
      'is left when it was deleted, by who was asked',
      { delivery, presence: 'gone', order: null, heldFor: DELETED, word: leaveAsIs },
      'skipped left_as_is_by_person +accept -leftOut',
    ],
    [
      'is asked about when it was deleted after that',
      { delivery, presence: 'gone', order: null, word: asIsOutrun },
      'held deleted_after_delivery !outdated',
    ],
    [
      'is the account’s that a guest opened',
      { delivery, order: someOrder({ customerId: 5, customerSince: '2026-11-23T11:00:00.000Z' }) },
      'unchanged order_unchanged +accept',
    ],
    [
      'is forgotten when its person is',
      { delivery, order: erased },
      'skipped person_erased +accept +forgetPerson',
    ],
    [
      'is forgotten, and what changed before is asked about',
      { delivery, order: { ...erased, status: 'cancelled' } },
      'held change_after_delivery +accept +forgetPerson',
    ],
    [
      'is left out for an unreadable state by a word about that alone',
      { delivery, presence: 'unreadable', word: leaveAsIs },
      'skipped left_as_is_by_person -leftOut',
    ],
  ]);
});

describe('an order with an id that stood for another one', () => {
  const former = { documentNumber: 'S00001', isDoubtful: false };
  const doubtful = { documentNumber: '', isDoubtful: true };
  const newOrder = someWord({ asks: 'new_order' });
  const taken = someDelivery({ state: 'open', newOrder: true, content: null });
  const leftOut = someDelivery({ state: 'skipped', leftOut: true, content: null });
  const held = { code: 'several_documents', values: { erp: 'Sim', count: 2 } } as const;
  check([
    ['is held', { former }, 'held binding_of_another_order'],
    ['is held when it is cancelled, too', { former, order: cancelled }, 'held binding_of_another_order'],
    ['is held when a person asks to send it', { former, word: sendAgain }, 'held binding_of_another_order'],
    ['is left out by a person', { former, word: leaveOut }, 'skipped left_out_by_person +leftOut'],
    ['stays left out', { former, delivery: leftOut }, 'skipped order_delivered'],
    ['is taken for a new one when a person says so', { former, word: newOrder }, 'take_as_new'],
    ['goes from then on', { former, delivery: taken }, 'deliver'],
    ['goes with the word that said so', { former, delivery: taken, word: newOrder }, 'deliver'],
    [
      'is left out when it was cancelled meanwhile',
      { former, delivery: taken, order: cancelled },
      'skipped cancelled_before_delivery',
    ],
    ['waits while the other one is in doubt', { former: doubtful, word: newOrder }, 'resolve_former'],
    [
      'is left out by who was asked about that doubt',
      { former: doubtful, heldFor: held, word: leaveOut },
      'skipped left_out_by_person +leftOut',
    ],
    ['goes where no other one did', { word: newOrder }, 'deliver'],
  ]);
});

describe('an order whose document is dead in the ERP', () => {
  const delivery = someDelivery({ state: 'made', documentState: 'draft' });
  const heldFor = { code: 'document_gone', values: DOCUMENT } as const;
  const stuck = (state: string) =>
    ({ code: 'erp_state_stuck', values: { ...DOCUMENT, state, wanted: 'confirmed' } }) as const;
  check([
    ['goes on where nobody says anything: perhaps it is there again', { delivery, heldFor }, 'go_on'],
    ['is replaced when a person asks', { delivery, heldFor, word: sendAgain }, 'replace'],
    [
      'is replaced when it was cancelled there',
      { delivery, heldFor: stuck('cancelled'), word: sendAgain },
      'replace',
    ],
    ['goes on when it only stands still', { delivery, heldFor: stuck('draft'), word: sendAgain }, 'go_on'],
    [
      'is not replaced when the order is cancelled',
      { delivery, heldFor, word: sendAgain, order: cancelled },
      'held change_after_delivery',
    ],
    [
      'is not replaced when the order is deleted',
      { delivery, heldFor, word: sendAgain, presence: 'gone', order: null },
      'held deleted_after_delivery',
    ],
    [
      'is a person’s who says so',
      { delivery, heldFor, word: leaveOut },
      'skipped left_out_by_person +leftOut',
    ],
  ]);
});

test('a refund after one that was settled is asked about alone', () => {
  const delivery = someDelivery();
  const settled = { ...delivery, content: delivery.content && { ...delivery.content, refundedTotal: '12' } };
  const plan = planOrder(someFacts({ delivery: settled, order: someOrder({ refundedTotal: '17' }) }), RULES);
  expect(plan).toMatchObject({ outcome: 'held', message: { values: { money: '5.00 EUR' } } });
});

test('a change says what, and a refund how much', () => {
  const messages = [someOrder({ total: '30.00', status: 'cancelled' }), refunded].map((order) => {
    const plan = planOrder(someFacts({ delivery: someDelivery(), order }), RULES);
    return plan.do === 'answer' && plan.message;
  });
  expect(messages).toEqual([
    {
      code: 'change_after_delivery',
      values: {
        changes: [
          { what: 'status', line: null, before: null, after: 'cancelled' },
          { what: 'total', line: null, before: '31.20 EUR', after: '30.00 EUR' },
        ],
        ...DOCUMENT,
      },
    },
    { code: 'refund_after_delivery', values: { money: '5.00 EUR', ...DOCUMENT } },
  ]);
});
