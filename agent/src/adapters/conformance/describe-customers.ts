import { beforeAll, describe, expect, test } from 'vitest';
import type { ErpAdapter } from '../erp-adapter.ts';
import { refusalOf } from './catch-refusal.ts';
import type { Expectations, Harness } from './harness.ts';
import { addressDraft, customerDraft, makeParty, nextNumber } from './order-drafts.ts';
import { testWhere } from './test-where.ts';

/** Customers and addresses, for ERPs that keep them as records. */
export function describeCustomers(expects: Expectations, harness: () => Harness): void {
  describe('a customer', () => {
    let adapter: ErpAdapter;

    beforeAll(async () => {
      adapter = harness().createAdapter();
      await adapter.connect();
      return () => adapter.close();
    });

    test('is absent, is made, and is found by the reference alone', async () => {
      const draft = customerDraft();
      const query = { reference: draft.reference, email: '' };
      expect(await adapter.findCustomer(query)).toEqual({ answer: 'absent' });
      const made = await adapter.createCustomer(draft);
      expect(made).toMatchObject({ reference: draft.reference, emails: [draft.email] });
      expect(await adapter.findCustomer(query)).toEqual({ answer: 'found', all: [made] });
    });

    test('is found by the e-mail address whatever its capitals, and nobody with a similar one', async () => {
      const number = nextNumber();
      const draft = customerDraft({ email: `first_last${number}@example.org` });
      await adapter.createCustomer(draft);
      await adapter.createCustomer(customerDraft({ email: `firstXlast${number}@example.org` }));
      await adapter.createCustomer(customerDraft({ email: `a.first_last${number}@example.org` }));
      const found = await adapter.findCustomer({
        reference: 'acme-c0-K7Q2MZ',
        email: draft.email.toUpperCase(),
      });
      expect(found).toMatchObject({ answer: 'found', all: [{ reference: draft.reference }] });
      expect(found.answer === 'found' && found.all).toHaveLength(1);
    });

    test('is there by its id, and nobody by an id that was never given', async () => {
      const { id } = await adapter.createCustomer(customerDraft());
      const found = await adapter.hasCustomer(id);
      expect(found.answer === 'found' && found.all.map((one) => one.id)).toEqual([id]);
      expect(await adapter.hasCustomer('1999999999')).toEqual({ answer: 'absent' });
    });

    test('that shares an e-mail address with another is found with that other one', async () => {
      const first = customerDraft();
      const second = customerDraft({ email: first.email });
      await adapter.createCustomer(first);
      await adapter.createCustomer(second);
      const found = await adapter.findCustomer({ reference: first.reference, email: first.email });
      const references = found.answer === 'found' ? found.all.map((one) => one.reference) : [];
      expect(references.sort()).toEqual([first.reference, second.reference].sort());
    });

    testWhere(expects.uniqueCustomerReference)(
      'whose reference is taken is done, and stays one',
      async () => {
        const draft = customerDraft();
        await adapter.createCustomer(draft);
        expect((await refusalOf(adapter.createCustomer(draft))).next).toBe('done');
        expect(await harness().countCustomers(draft.reference)).toBe(1);
      },
    );

    test('made by people in the ERP, without a reference of ours, is found by the e-mail address', async () => {
      const draft = customerDraft();
      await harness().addCustomer(draft);
      const found = await adapter.findCustomer({ reference: draft.reference, email: draft.email });
      expect(found).toMatchObject({ answer: 'found', all: [{ emails: [draft.email] }] });
      expect(found.answer === 'found' && found.all[0].reference).not.toBe(draft.reference);
    });

    test('with a phone and a VAT number that no library believes is made all the same', async () => {
      const draft = customerDraft({ phone: '12', vatNumber: 'FR not a number', language: 'xx_YY' });
      await adapter.createCustomer(draft);
      expect(await harness().countCustomers(draft.reference)).toBe(1);
    });

    test('without name, phone or language is made', async () => {
      const draft = customerDraft({ name: '', phone: '', language: '' });
      await adapter.createCustomer(draft);
      expect(await harness().countCustomers(draft.reference)).toBe(1);
    });
  });

  describe('an address', () => {
    let adapter: ErpAdapter;

    beforeAll(async () => {
      adapter = harness().createAdapter();
      await adapter.connect();
      return () => adapter.close();
    });

    test('is found again whatever its capitals and spaces, and only by its own customer', async () => {
      const party = await makeParty(adapter);
      const other = await makeParty(adapter);
      const written = party.customer.address;
      const typed = {
        ...written,
        name: `  ${written.name.toUpperCase()}`,
        line1: written.line1.replace(' ', '   '),
        city: 'PARIS ',
      };
      expect(await adapter.findAddress(party.customerId, typed)).toEqual({
        answer: 'found',
        all: [{ id: party.addressId }],
      });
      expect(await adapter.findAddress(other.customerId, typed)).toEqual({
        answer: 'found',
        all: [{ id: other.addressId }],
      });
    });

    test('is there by its id, and none by an id that was never given', async () => {
      const { customerId, addressId } = await makeParty(adapter);
      const found = await adapter.hasAddress(customerId, addressId);
      expect(found.answer === 'found' && found.all.map((one) => one.id)).toEqual([addressId]);
      expect(await adapter.hasAddress(customerId, '1999999999')).toEqual({ answer: 'absent' });
      expect((await adapter.hasAddress('1999999999', '1999999999')).answer).toBe('absent');
    });

    test('that differs in any line, place, name or country is another one', async () => {
      const { customerId } = await makeParty(adapter);
      for (const change of [
        { line1: '18 Zwillingsgasse' },
        { line2: '' },
        { postcode: '75002' },
        { city: 'Lyon' },
        { country: 'DE' },
        { name: 'Somebody Else' },
        { company: 'Some Company' },
        { state: 'XX' },
      ]) {
        expect(await adapter.findAddress(customerId, addressDraft(change))).toEqual({ answer: 'absent' });
      }
    });

    test('is made beside the others and found, with a state that the ERP does not list too', async () => {
      const { customerId } = await makeParty(adapter);
      for (const change of [{ city: 'Lyon' }, { state: 'XX' }, { company: 'Some Company', line2: '' }]) {
        const address = addressDraft(change);
        const made = await adapter.createAddress(customerId, address);
        expect(await adapter.findAddress(customerId, address)).toEqual({ answer: 'found', all: [made] });
      }
    });

    test('beyond the first page of a customer with many is found', async () => {
      const { customerId } = await makeParty(adapter);
      const count = Math.min(harness().pageSize + 1, 120);
      for (let at = 1; at < count; at++) {
        await adapter.createAddress(customerId, addressDraft({ line1: `${at} rue de Rivoli` }));
      }
      const last = addressDraft({ line1: 'the last one' });
      const made = await adapter.createAddress(customerId, last);
      expect(await adapter.findAddress(customerId, last)).toEqual({ answer: 'found', all: [made] });
    });
  });
}
