import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeSnapshot } from '../../../simulation/make-snapshot.ts';
import { contentOf } from '../canonical/order-content.ts';
import { DELIVERY_MOVES, type DeliveryState, hasDocument } from './delivery-states.ts';
import { RULES, someDelivery, someFacts, someOrder } from './order-facts.fixture.ts';
import type { OrderFacts } from './order-facts.ts';
import { planOrder } from './plan-order.ts';

const { billing } = makeSnapshot();

const orders = fc
  .record({
    status: fc.constantFrom(
      'processing',
      'on-hold',
      'completed',
      'cancelled',
      'refunded',
      'trash',
      'pending',
      'quote',
    ),
    total: fc.constantFrom('31.20', '30.00'),
    refundedTotal: fc.constantFrom('0', '5.00', '31.20'),
    email: fc.constantFrom('jeanne@example.org', 'other@example.org', ''),
    billing: fc.constantFrom(billing, { ...billing, line1: '2 rue de Rivoli' }, { ...billing, line1: '' }),
    customerId: fc.constantFrom(null, 5),
    createdAt: fc.constantFrom('2026-11-23T10:02:11.000Z', '2026-11-22T10:02:11.000Z'),
    addsUp: fc.boolean(),
    anonymized: fc.boolean(),
  })
  .map((changes) => someOrder(changes));

const formers = fc.option(fc.record({ documentNumber: fc.constant('S00009'), isDoubtful: fc.boolean() }), {
  freq: 1,
});

const holds = fc.constantFrom(
  null,
  { code: 'doubt_not_resolved', values: { erp: 'Sim', hours: 4 } } as const,
  {
    code: 'change_after_delivery',
    values: {
      changes: [{ what: 'status', line: null, before: null, after: 'cancelled' }],
      erp: 'Sim',
      document: 'S00001',
    },
  } as const,
  { code: 'deleted_after_delivery', values: { erp: 'Sim', document: 'S00001' } } as const,
);

const words = fc.option(
  fc.record({
    asks: fc.constantFrom(
      'send_again' as const,
      'leave_out' as const,
      'leave_as_is' as const,
      'new_order' as const,
    ),
    userId: fc.constant(7),
    note: fc.constant(''),
    isRepeated: fc.boolean(),
    isOutrun: fc.boolean(),
    seen: fc.option(
      holds.chain((heldFor) =>
        fc.record({
          code: fc.constantFrom('order_waiting', heldFor?.code ?? ''),
          heldFor: fc.constant(heldFor),
        }),
      ),
    ),
  }),
);

const states = fc.constantFrom(...(Object.keys(DELIVERY_MOVES) as DeliveryState[]));

const deliveries = fc.option(
  fc
    .record({
      state: states,
      leftOut: fc.boolean(),
      newOrder: fc.boolean(),
      documentState: fc.constantFrom('draft' as const, 'confirmed' as const, 'cancelled' as const),
      said: fc.option(
        fc.constant({ code: 'order_delivered', values: { erp: 'Sim', document: 'S1' } } as const),
      ),
      adopted: fc.boolean(),
      content: orders.map((order) => contentOf(order, RULES.statuses)),
    })
    .map((changes) => someDelivery(changes)),
);

const facts: fc.Arbitrary<OrderFacts> = fc
  .record({
    presence: fc.constantFrom(
      'present' as const,
      'present' as const,
      'gone' as const,
      'unreadable' as const,
      'invalid' as const,
    ),
    order: fc.option(orders, { freq: 8 }),
    word: words,
    delivery: deliveries,
    former: formers,
    heldFor: holds,
    mayBeThere: fc.boolean(),
  })
  .map((changes) => someFacts(changes));

/** @param holds asked of every plan */
function always(property: (of: OrderFacts, plan: ReturnType<typeof planOrder>) => void): void {
  fc.assert(
    fc.property(facts, (of) => property(of, planOrder(of, RULES))),
    { numRuns: 500 },
  );
}

test('a document that may exist is never made once more', () => {
  always(({ delivery }, plan) => {
    const state = delivery?.state ?? 'open';
    if (hasDocument(state) || state === 'sending' || state === 'in_doubt')
      expect(plan.do).not.toBe('deliver');
  });
});

test('nothing is said to be left out before its delivery while the ERP may have it', () => {
  always((of, plan) => {
    if (plan.do !== 'answer' || !of.mayBeThere || of.order?.anonymized) return;
    if (of.order?.orderedAt && of.order.orderedAt < RULES.cutover) return;
    expect([
      'deleted_before_delivery',
      'trashed_before_delivery',
      'cancelled_before_delivery',
      'not_counted',
    ]).not.toContain(plan.message.code);
  });
});

test('only a person’s word leaves an order out, and only what is left out stays so', () => {
  always(({ word, delivery }, plan) => {
    if (plan.do !== 'answer') return;
    if (plan.leftOut !== undefined) expect(['leave_out', 'leave_as_is']).toContain(word?.asks);
    if (plan.message.code === 'left_out_by_person')
      expect(word?.asks === 'leave_out' || delivery?.leftOut).toBe(true);
  });
});

test('a word that was outrun never leaves out what came after it, of a document that is there', () => {
  always(({ word, delivery, presence }, plan) => {
    if (!word?.isOutrun || delivery?.state !== 'delivered' || plan.do !== 'answer') return;
    if (presence !== 'present' && presence !== 'gone') return;
    // An erasure skips it too; that is nobody's word.
    if (plan.accept) expect(['left_out_by_person', 'left_as_is_by_person']).not.toContain(plan.message.code);
  });
});

test('“leave it out” never leaves anything as it is in the ERP, and “leave it as it is” leaves nothing out', () => {
  always(({ word, delivery }, plan) => {
    if (plan.do !== 'answer' || delivery?.leftOut) return;
    if (word?.asks === 'leave_out') expect(plan.message.code).not.toBe('left_as_is_by_person');
    if (word?.asks === 'leave_as_is') expect(plan.message.code).not.toBe('left_out_by_person');
  });
});

test('what leaves, or is a new order, is never said of a hold that was not seen, and then nothing is written', () => {
  always(({ word, heldFor }, plan) => {
    if (!word?.seen || word.asks === 'send_again' || heldFor === null) return;
    if (isDeepStrictEqual(word.seen.heldFor, heldFor)) return;
    if (plan.do === 'answer' && plan.leftOut !== undefined) expect(word.asks).toBe('leave_as_is');
    if (word.asks !== 'new_order') expect(['deliver', 'go_on', 'replace']).not.toContain(plan.do);
  });
});

test('the newest state decides: what was held before changes no plan where nobody says anything', () => {
  always((of, plan) => {
    if (of.word !== null) return;
    expect(planOrder({ ...of, heldFor: null }, RULES)).toEqual(plan);
  });
});

test('the same facts always give the same plan', () => {
  always((of, plan) => {
    expect(planOrder(structuredClone(of), RULES)).toEqual(plan);
  });
});

test('an erasure alone is never a change', () => {
  fc.assert(
    fc.property(orders, fc.constantFrom('made' as const, 'delivered' as const), (order, state) => {
      const before = { ...order, anonymized: false };
      const erased = {
        ...before,
        anonymized: true,
        buyer: { account: null, email: 'deleted@site.invalid', vatNumber: '' },
        invoiceAddress: { ...order.invoiceAddress, name: '', line1: '' },
        deliveryAddress: { ...order.deliveryAddress, name: '', line1: '' },
      };
      const content = contentOf(before, RULES.statuses);
      const delivery = someDelivery({ state, content });
      const plan = planOrder(someFacts({ order: erased, delivery }), RULES);
      expect(plan.do === 'go_on' || (plan.do === 'answer' && plan.message.code === 'person_erased')).toBe(
        true,
      );
    }),
  );
});

test('what is delivered and changed is held or left by a person, and never dropped', () => {
  always(({ presence, order, delivery, former, word }, plan) => {
    if (presence !== 'present' || !order || former || delivery?.state !== 'delivered') return;
    if (delivery.content?.total === order.total || plan.do !== 'answer') return;
    expect(plan.outcome === 'held' || (word?.asks === 'leave_as_is' && plan.accept !== undefined)).toBe(true);
  });
});
