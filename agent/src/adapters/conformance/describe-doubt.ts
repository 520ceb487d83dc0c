import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ErpAdapter, LookUp } from '../erp-adapter.ts';
import type { ErpOrder } from '../erp-documents.ts';
import { refusalOf } from './catch-refusal.ts';
import type { Expectations, Harness } from './harness.ts';
import { customerDraft, makeParty, type OrderParty, orderDraft } from './order-drafts.ts';
import { recordRequests } from './record-requests.ts';
import { testWhere } from './test-where.ts';

/** A fault that lasts until the test ends it. */
const UNTIL_HURRIED_MS = 600_000;
/** Of a call: enough for a busy server where nothing holds it up. */
const LIMIT_SECONDS = 6;

/** Sent, and then? Lost answers, late commits, parallel creates, throttling, outages. */
export function describeDoubt(expects: Expectations, harness: () => Harness): void {
  describe('when something is in doubt', () => {
    let adapter: ErpAdapter;
    let party: OrderParty;

    beforeAll(async () => {
      adapter = harness().createAdapter();
      await adapter.connect();
      party = await makeParty(adapter);
      return () => adapter.close();
    });

    async function foundLater(reference: string): Promise<LookUp<ErpOrder>> {
      const { longestCommitMs } = adapter.capabilities;
      for (let waitedMs = 0; ; waitedMs += 100) {
        const found = await adapter.findOrders(reference);
        if (found.answer === 'found' || waitedMs > longestCommitMs) return found;
        await pause(100);
      }
    }

    test('a lost answer is unknown, the order is found once, and it was not sent a second time', async () => {
      const { dispatcher, sent } = recordRequests();
      const watched = harness().createAdapter({ dispatcher });
      await watched.connect();
      const draft = orderDraft(harness(), adapter, party);
      sent.length = 0;
      harness().faults.set({ lostAnswer: { ...harness().aims.createOrder, times: 1 } });
      const error = await refusalOf(watched.createOrder(draft));
      expect(error.next).toBe('unknown');
      expect(harness().faults.view().applied.lostAnswer).toBe(1);
      expect(
        sent.filter((request) => request.method !== 'GET' && request.body.includes(draft.reference)),
      ).toHaveLength(1);
      expect(await watched.findOrders(draft.reference)).toMatchObject({
        answer: 'found',
        all: [{ ...draft.totals }],
      });
      expect(await harness().countOrders(draft.reference)).toBe(1);
      await watched.close();
    });

    test('a commit later than the first look-up is found within the longest commit', async () => {
      for (const answer of ['close', '503'] as const) {
        const draft = orderDraft(harness(), adapter, party);
        harness().faults.set({
          lateCommit: { ms: UNTIL_HURRIED_MS, answer, ...harness().aims.createOrder, times: 1 },
        });
        expect((await refusalOf(adapter.createOrder(draft))).next).toBe('unknown');
        expect((await adapter.findOrders(draft.reference)).answer).toBe('absent');
        await harness().faults.hurry();
        expect(await foundLater(draft.reference)).toMatchObject({
          answer: 'found',
          all: [{ state: 'draft' }],
        });
        expect(await harness().countOrders(draft.reference)).toBe(1);
      }
    });

    testWhere(expects.uniqueOrderReference)(
      'five creates at once of one reference make one order',
      async () => {
        const draft = orderDraft(harness(), adapter, party);
        const outcomes = await Promise.allSettled([1, 2, 3, 4, 5].map(() => adapter.createOrder(draft)));
        const refusals = outcomes.flatMap((outcome) =>
          outcome.status === 'rejected' ? [outcome.reason] : [],
        );
        expect(refusals).toHaveLength(4);
        for (const refusal of refusals) expect(['done', 'retry']).toContain(refusal.next);
        expect(await harness().countOrders(draft.reference)).toBe(1);
      },
    );

    testWhere(expects.uniqueOrderReference)(
      'a second create of a reference is done, not a second order',
      async () => {
        const draft = orderDraft(harness(), adapter, party);
        await adapter.createOrder(draft);
        expect((await refusalOf(adapter.createOrder(draft))).next).toBe('done');
        expect(await harness().countOrders(draft.reference)).toBe(1);
      },
    );

    testWhere(!expects.uniqueOrderReference)(
      'five creates at once make five orders, and a look-up finds all five',
      async () => {
        const draft = orderDraft(harness(), adapter, party);
        await Promise.all([1, 2, 3, 4, 5].map(() => adapter.createOrder(draft)));
        const found = await adapter.findOrders(draft.reference);
        expect(found.answer === 'found' && found.all.length).toBe(5);
        expect(await harness().countOrders(draft.reference)).toBe(5);
      },
    );

    test('two first orders of one customer at once: one customer where its reference is unique, else two that are both found', async () => {
      const customer = customerDraft();
      const outcomes = await Promise.allSettled([
        adapter.createCustomer(customer),
        adapter.createCustomer(customer),
      ]);
      const found = await adapter.findCustomer({ reference: customer.reference, email: '' });
      const expected = expects.uniqueCustomerReference ? 1 : 2;
      expect(await harness().countCustomers(customer.reference)).toBe(expected);
      expect(found.answer === 'found' && found.all.length).toBe(expected);
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') expect(['done', 'retry']).toContain(outcome.reason.next);
      }
      if (found.answer !== 'found') return;
      const address = await adapter.findAddress(found.all[0].id, customer.address);
      if (address.answer !== 'found') throw new Error('the customer has no address');
      const shared = { customer, customerId: found.all[0].id, addressId: address.all[0].id };
      const drafts = [orderDraft(harness(), adapter, shared), orderDraft(harness(), adapter, shared)];
      await Promise.all(drafts.map((draft) => adapter.createOrder(draft)));
      for (const draft of drafts) expect(await harness().countOrders(draft.reference)).toBe(1);
    });

    test('a customer whose answer was lost is found by the reference', async () => {
      const customer = customerDraft();
      harness().faults.set({ lostAnswer: { ...harness().aims.createCustomer, times: 1 } });
      expect((await refusalOf(adapter.createCustomer(customer))).next).toBe('unknown');
      const found = await adapter.findCustomer({ reference: customer.reference, email: customer.email });
      expect(found).toMatchObject({ answer: 'found', all: [{ reference: customer.reference }] });
      expect(await harness().countCustomers(customer.reference)).toBe(1);
    });

    test('throttling is waited for as long as the ERP says: a write was not made, a look-up can not tell', async () => {
      const draft = orderDraft(harness(), adapter, party);
      harness().faults.set({ throttle: { retryAfterSeconds: 7, ...harness().aims.createOrder, times: 1 } });
      const error = await refusalOf(adapter.createOrder(draft));
      expect(error).toMatchObject({ next: 'retry', retryAfterMs: 7000, says: { code: 'erp_throttled' } });
      expect(await harness().countOrders(draft.reference)).toBe(0);

      harness().faults.set({ throttle: { retryAfterSeconds: 7, ...harness().aims.findOrders, times: 1 } });
      const found = await adapter.findOrders(draft.reference);
      expect(found).toMatchObject({ answer: 'cannot_tell', because: { retryAfterMs: 7000 } });
    });

    test('an ERP that cuts connections or answers 503: a write is unknown, a read may be made again, a look-up can not tell', async () => {
      for (const answer of ['close', '503'] as const) {
        const draft = orderDraft(harness(), adapter, party);
        harness().faults.set({ down: { answer, ...harness().aims.createOrder, times: 1 } });
        expect((await refusalOf(adapter.createOrder(draft))).next).toBe('unknown');
        harness().faults.set({ down: { answer } });
        expect((await refusalOf(adapter.readOrder('1'))).next).toBe('retry');
        const found = await adapter.findOrders(draft.reference);
        harness().faults.set({ down: null });
        expect(found).toMatchObject({ answer: 'cannot_tell', because: { next: 'retry' } });
        expect(await harness().countOrders(draft.reference)).toBe(0);
      }
    });

    test('an ERP that can not be reached: nothing was sent, so that even a write may be made again', async () => {
      const direct = harness().createAdapter({ direct: true });
      await direct.connect();
      const draft = orderDraft(harness(), adapter, party);
      await harness().stopServer();
      try {
        expect((await refusalOf(direct.createOrder(draft))).next).toBe('retry');
        expect((await refusalOf(direct.createCustomer(customerDraft()))).next).toBe('retry');
        expect((await direct.findOrders(draft.reference)).answer).toBe('cannot_tell');
        expect((await refusalOf(direct.connect())).next).toBe('retry');
      } finally {
        await harness().startServer();
      }
      await direct.createOrder(draft);
      expect(await harness().countOrders(draft.reference)).toBe(1);
      await direct.close();
    });

    test('no answer within the time limit: a write is unknown and is found when the ERP is through with it', async () => {
      const hasty = harness().createAdapter({ callTimeoutSeconds: LIMIT_SECONDS });
      await hasty.connect();
      const draft = orderDraft(harness(), adapter, party);
      const latency = { ms: UNTIL_HURRIED_MS, times: 1 };
      harness().faults.set({ latency: { ...latency, ...harness().aims.createOrder } });
      const error = await refusalOf(hasty.createOrder(draft));
      expect(error).toMatchObject({
        next: 'unknown',
        says: { values: { reason: { code: 'reason_no_answer', values: { seconds: LIMIT_SECONDS } } } },
      });
      await harness().faults.hurry();
      expect(await foundLater(draft.reference)).toMatchObject({ answer: 'found' });

      harness().faults.set({ latency: { ...latency, ...harness().aims.findOrders } });
      expect((await hasty.findOrders(draft.reference)).answer).toBe('cannot_tell');
      await harness().faults.hurry();
      await hasty.close();
    });

    test('a look-up finds an order that was cancelled in the ERP', async () => {
      const draft = orderDraft(harness(), adapter, party);
      const { id } = await adapter.createOrder(draft);
      await harness().cancelOrder(id);
      expect(await adapter.findOrders(draft.reference)).toMatchObject({
        answer: 'found',
        all: [{ id, state: 'cancelled' }],
      });
    });

    testWhere(!expects.uniqueOrderReference)(
      'a look-up finds all documents of a reference, also one more than fits on a page',
      async () => {
        const draft = orderDraft(harness(), adapter, party);
        const count = harness().pageSize + 1;
        await harness().addOrders(draft, count);
        const found = await adapter.findOrders(draft.reference);
        if (found.answer !== 'found') throw new Error(found.answer);
        expect(new Set(found.all.map((one) => one.id)).size).toBe(count);
      },
    );

    test('a reference that nobody used is absent', async () => {
      expect(await adapter.findOrders('acme-o1-AAAAAA')).toEqual({ answer: 'absent' });
    });
  });
}
