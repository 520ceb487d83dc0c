import type { Message } from '@counterfoil/shared-types';
import { describe } from 'vitest';
import { DOCUMENT, someDelivery, someOrder, someWord } from './order-facts.fixture.ts';
import type { PersonsWord } from './persons-word.ts';
import {
  asIsRepeated,
  cancelled,
  check,
  DELETED,
  HELD_CANCELLED,
  leaveAsIs,
  leaveOut,
} from './plan-cases.fixture.ts';

/** The journey as it stood when the order had been held for this, and said so. */
const sawHold = (heldFor: Message): Pick<PersonsWord, 'seen'> => ({ seen: { code: heldFor.code, heldFor } });
/** The journey told that the order goes, after it had been held for this. */
const sawItGo = (heldFor: Message | null): Pick<PersonsWord, 'seen'> => ({
  seen: { code: 'order_retry_later', heldFor },
});

describe('“leave it out”, said of what a screen showed', () => {
  const delivery = someDelivery();
  const made = someDelivery({ state: 'made', documentState: 'draft', said: null });
  const doubtful = someDelivery({ state: 'in_doubt' });
  const gap = { code: 'gap_tax_unknown_percent', values: { label: 'x' } } as const;
  const other = { code: 'gap_payment', values: { method: 'cod', title: 'Cash', erp: 'Sim' } } as const;
  const doubt = { code: 'doubt_not_resolved', values: { erp: 'Sim', hours: 4 } } as const;
  const gone = { code: 'document_gone', values: DOCUMENT } as const;
  const word = (seen: Pick<PersonsWord, 'seen'>) => someWord(seen);
  check([
    ['is done where it waits', { word: word(sawItGo(null)) }, 'skipped left_out_by_person +leftOut'],
    [
      'is done of the hold that stands',
      { heldFor: gap, word: word(sawHold(gap)) },
      'skipped left_out_by_person +leftOut',
    ],
    [
      'is done where it was tried again since, and nothing else was asked',
      { heldFor: gap, word: word(sawItGo(gap)) },
      'skipped left_out_by_person +leftOut',
    ],
    [
      'is not done when it is held for something else since',
      { heldFor: gap, word: word(sawHold(other)) },
      'held gap_tax_unknown_percent (the hold stays) !outdated',
    ],
    [
      'is not done when it is held since',
      { heldFor: gap, word: word(sawItGo(null)) },
      'held gap_tax_unknown_percent (the hold stays) !outdated',
    ],
    [
      'is done when what held it is gone since',
      { word: word(sawHold(gap)) },
      'skipped left_out_by_person +leftOut',
    ],
    [
      'is done of a doubt that was shown',
      { delivery: doubtful, heldFor: doubt, word: word(sawHold(doubt)) },
      'skipped left_out_by_person +leftOut',
    ],
    [
      'asks the ERP first when it is a doubt since',
      { delivery: doubtful, heldFor: doubt, word: word(sawItGo(null)) },
      'resolve_doubt',
    ],
    [
      'is done of a document that was deleted there',
      { delivery: made, heldFor: gone, word: word(sawHold(gone)) },
      'skipped left_out_by_person +leftOut',
    ],
    [
      'is not done when the document was deleted there since',
      { delivery: made, heldFor: gone, word: word(sawItGo(null)) },
      'held document_gone (the hold stays) !outdated',
    ],
    [
      'is not done of what is in the ERP meanwhile',
      { delivery, word: word(sawItGo(null)) },
      'unchanged order_unchanged !outdated',
    ],
    [
      'is not done of what is in the ERP, who looked at nothing',
      { delivery, word: leaveOut },
      'unchanged order_unchanged !outdated',
    ],
    [
      'never accepts a change',
      { delivery, order: cancelled, word: word(sawHold(gap)) },
      'held change_after_delivery !outdated',
    ],
    [
      'never accepts a change, though that was seen',
      { delivery, order: cancelled, heldFor: HELD_CANCELLED, word: word(sawHold(HELD_CANCELLED)) },
      'held change_after_delivery !outdated',
    ],
    [
      'stops what is on its way, and asks',
      { delivery: made, word: word(sawItGo(null)) },
      'held word_outdated !outdated',
    ],
    [
      'is not done of what is there and can’t be read',
      { delivery, presence: 'unreadable', word: leaveOut },
      'held order_unreadable !outdated',
    ],
  ]);
});

describe('“leave it as it is”, said of what a screen showed', () => {
  const delivery = someDelivery();
  const made = someDelivery({ state: 'made', documentState: 'draft', said: null });
  const stuck = {
    code: 'erp_state_stuck',
    values: { ...DOCUMENT, state: 'draft', wanted: 'confirmed' },
  } as const;
  const gone = { code: 'document_gone', values: DOCUMENT } as const;
  const totalToo = someOrder({ status: 'cancelled', total: '30.00' });
  const unreadable = { code: 'order_unreadable', values: {} } as const;
  const word = (seen: Pick<PersonsWord, 'seen'>, more: Partial<PersonsWord> = {}) =>
    someWord({ asks: 'leave_as_is', ...seen, ...more });
  check([
    [
      'is done of the change that was shown',
      { delivery, order: cancelled, heldFor: HELD_CANCELLED, word: word(sawHold(HELD_CANCELLED)) },
      'skipped left_as_is_by_person +accept -leftOut',
    ],
    [
      'is done of the same change that came back',
      { delivery, order: cancelled, heldFor: null, word: word(sawHold(HELD_CANCELLED)) },
      'skipped left_as_is_by_person +accept -leftOut',
    ],
    [
      'is not done of another change',
      { delivery, order: totalToo, heldFor: HELD_CANCELLED, word: word(sawHold(HELD_CANCELLED)) },
      'held change_after_delivery !outdated',
    ],
    [
      'is not done of a change that nobody was shown',
      { delivery, order: cancelled, word: word({ seen: { code: 'order_delivered', heldFor: null } }) },
      'held change_after_delivery !outdated',
    ],
    [
      'is not done of a change, said of its deletion',
      { delivery, order: cancelled, heldFor: HELD_CANCELLED, word: word(sawHold(DELETED)) },
      'held change_after_delivery !outdated',
    ],
    [
      'is not done by another code than that of the hold',
      {
        delivery,
        order: cancelled,
        heldFor: HELD_CANCELLED,
        word: word({ seen: { code: 'order_delivered', heldFor: HELD_CANCELLED } }),
      },
      'held change_after_delivery !outdated',
    ],
    [
      'is not done when it changed after that',
      {
        delivery,
        order: cancelled,
        heldFor: HELD_CANCELLED,
        word: word(sawHold(HELD_CANCELLED), { isOutrun: true }),
      },
      'held change_after_delivery !outdated',
    ],
    [
      'needs nothing when the change was taken back',
      { delivery, word: word(sawHold(HELD_CANCELLED)) },
      'unchanged order_unchanged',
    ],
    [
      'is done of a document that stands still',
      { delivery: made, heldFor: stuck, word: word(sawHold(stuck)) },
      'skipped left_as_is_by_person +leftOut',
    ],
    [
      'is not done when it stands still for something else since',
      { delivery: made, heldFor: stuck, word: word(sawHold(HELD_CANCELLED)) },
      'held erp_state_stuck (the hold stays) !outdated',
    ],
    [
      'is not done when it goes on since',
      { delivery: made, word: word(sawHold(stuck)) },
      'held word_outdated !outdated',
    ],
    [
      'is not done of a document that was deleted there',
      { delivery: made, heldFor: gone, word: leaveAsIs },
      'held document_gone (the hold stays) !outdated',
    ],
    [
      'is done of what can’t be read, when that was shown',
      { delivery, presence: 'unreadable', heldFor: unreadable, word: word(sawHold(unreadable)) },
      'skipped left_as_is_by_person -leftOut',
    ],
    [
      'is not done of what can’t be read since',
      { delivery, presence: 'unreadable', word: word(sawHold(HELD_CANCELLED)) },
      'held order_unreadable !outdated',
    ],
    ['holds what is not in the ERP', { word: leaveAsIs }, 'held word_outdated !outdated'],
    [
      'holds what is not in the ERP, and can’t be read',
      { presence: 'unreadable', word: leaveAsIs },
      'held order_unreadable !outdated',
    ],
    [
      'says why an order that is not in the ERP is not to be',
      { order: cancelled, word: leaveAsIs },
      'skipped cancelled_before_delivery !outdated',
    ],
    ['looks first where the ERP may have it', { mayBeThere: true, word: asIsRepeated }, 'find_again'],
    [
      'looks for what was sent',
      { delivery: someDelivery({ state: 'in_doubt' }), word: leaveAsIs },
      'resolve_doubt',
    ],
  ]);
});

describe('“it is a new order”, said of what a screen showed', () => {
  const former = { documentNumber: 'S00001', isDoubtful: false };
  const another = { code: 'binding_of_another_order', values: DOCUMENT } as const;
  const otherFormer = {
    code: 'binding_of_another_order',
    values: { ...DOCUMENT, document: 'S00002' },
  } as const;
  const word = (seen: Pick<PersonsWord, 'seen'>) => someWord({ asks: 'new_order', ...seen });
  check([
    ['is done of that question', { former, heldFor: another, word: word(sawHold(another)) }, 'take_as_new'],
    [
      'is not done of another former order',
      { former, heldFor: another, word: word(sawHold(otherFormer)) },
      'held binding_of_another_order !outdated',
    ],
    [
      'is not done before it was asked',
      { former, heldFor: another, word: word(sawItGo(null)) },
      'held binding_of_another_order !outdated',
    ],
    [
      'is not done of what somebody left out since',
      {
        former,
        delivery: someDelivery({ state: 'skipped', leftOut: true, content: null }),
        word: word(sawHold(another)),
      },
      'skipped order_delivered !outdated',
    ],
  ]);
});

describe('“send again”, said of what a screen showed', () => {
  const gone = { code: 'document_gone', values: DOCUMENT } as const;
  const stuck = {
    code: 'erp_state_stuck',
    values: { ...DOCUMENT, state: 'draft', wanted: 'confirmed' },
  } as const;
  const made = someDelivery({ state: 'made', documentState: 'draft' });
  const gap = { code: 'gap_tax_unknown_percent', values: { label: 'x' } } as const;
  const said = { code: 'left_out_by_person', values: { user: 7, note: 'by hand' } } as const;
  const leftOut = someDelivery({ state: 'skipped', leftOut: true, content: null, said });
  const word = (seen: Pick<PersonsWord, 'seen'>) => someWord({ asks: 'send_again', ...seen });
  check([
    ['goes whatever it was held for', { heldFor: gap, word: word(sawItGo(null)) }, 'deliver'],
    [
      'finds fine what is fine since',
      { delivery: someDelivery(), word: word(sawHold(gap)) },
      'unchanged order_unchanged',
    ],
    [
      'takes up what was shown as left out',
      { delivery: leftOut, word: word({ seen: { code: said.code, heldFor: gap } }) },
      'deliver',
    ],
    [
      'does not take up what somebody left out since',
      { delivery: leftOut, word: word(sawHold(gap)) },
      'skipped left_out_by_person !outdated',
    ],
    [
      'replaces a document that was shown as dead',
      { delivery: made, heldFor: gone, word: word(sawHold(gone)) },
      'replace',
    ],
    ['replaces none that died since', { delivery: made, heldFor: gone, word: word(sawHold(stuck)) }, 'go_on'],
  ]);
});
