import { beforeAll, describe, expect, test } from 'vitest';
import type { BeforeWrite, ErpAdapter } from '../erp-adapter.ts';
import type { Harness } from './harness.ts';
import { customerDraft, makeParty, type OrderParty, orderDraft } from './order-drafts.ts';
import { recordRequests } from './record-requests.ts';

/** Whoever holds the lease must know when a write really leaves: after everything that was read for it. */
export function describeAnnouncedWrites(harness: () => Harness): void {
  describe('each write', () => {
    const { dispatcher, sent } = recordRequests();
    let adapter: ErpAdapter;
    let party: OrderParty;

    beforeAll(async () => {
      adapter = harness().createAdapter({ dispatcher });
      await adapter.connect();
      party = await makeParty(adapter);
      return () => adapter.close();
    });

    type Write = (beforeWrite: BeforeWrite) => Promise<unknown>;

    /** Every writing method, each at something that makes it write. */
    async function writes(): Promise<Map<string, Write>> {
      const draft = orderDraft(harness(), adapter, party);
      const customer = customerDraft();
      const address = { ...customer.address, line1: `${draft.reference} quay` };
      const made = orderDraft(harness(), adapter, party);
      const { id } = await adapter.createOrder(made);
      const [first, second] = adapter.capabilities.orderStates;
      await adapter.advanceOrder(id, first, made);
      return new Map<string, Write>([
        ['createOrder', (beforeWrite) => adapter.createOrder(draft, beforeWrite)],
        ['createCustomer', (beforeWrite) => adapter.createCustomer(customer, beforeWrite)],
        ['createAddress', (beforeWrite) => adapter.createAddress(party.customerId, address, beforeWrite)],
        ['amendOrder', (beforeWrite) => adapter.amendOrder(id, made, beforeWrite)],
        ['advanceOrder', (beforeWrite) => adapter.advanceOrder(id, second ?? first, made, beforeWrite)],
      ]);
    }

    test('is announced after all that is read for it, and leaves at once', async () => {
      for (const [name, write] of await writes()) {
        const announcedAt: number[] = [];
        await write(async () => void announcedAt.push(sent.length));
        expect(announcedAt, name).toEqual([sent.length - 1]);
      }
    });

    test('that is stopped when it is announced has not left, and ends with the reason it was stopped for', async () => {
      for (const [name, write] of await writes()) {
        let announcedAt = -1;
        const stopped = write(() => {
          announcedAt = sent.length;
          return Promise.reject(new RangeError('the lease is over'));
        });
        await expect(stopped, name).rejects.toThrow(RangeError);
        expect(sent, name).toHaveLength(announcedAt);
      }
    });
  });
}
