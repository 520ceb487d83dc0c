import { beforeAll, describe, expect, test } from 'vitest';
import type { ErpAdapter } from '../erp-adapter.ts';
import { caught, everythingSaid, refusalOf } from './catch-refusal.ts';
import type { Expectations, Harness } from './harness.ts';
import { PERSON } from './order-drafts.ts';
import { recordRequests } from './record-requests.ts';

/** Login, and what errors may say. Runs last: it looks at every error of the run. */
export function describeRefusals(expects: Expectations, harness: () => Harness): void {
  describe('connecting', () => {
    test('tells version, company and currency, and declares what is known of this ERP', async () => {
      const adapter = harness().createAdapter();
      const login = await adapter.connect();
      const { uniqueOrderReference, uniqueCustomerReference } = adapter.capabilities;
      await adapter.close();
      expect({ uniqueOrderReference, uniqueCustomerReference }).toEqual({
        uniqueOrderReference: expects.uniqueOrderReference,
        uniqueCustomerReference: expects.uniqueCustomerReference,
      });
      expect(login.version).toMatch(/^\d+\.\d+/);
      expect(login.currency).toBe(harness().records.currency);
      expect(login.company).not.toBe('');
      expect(login.answerMs).toBeGreaterThan(0);
    });

    test('with a wrong password stops, says so, and asks the ERP no more than once', async () => {
      const { dispatcher, sent } = recordRequests();
      const password = 'wrong-Pässwort-77';
      const adapter = harness().createAdapter({ password, dispatcher });
      const error = await refusalOf(adapter.connect());
      expect(error).toMatchObject({ next: 'stop', says: { code: 'erp_login_refused' } });
      expect(sent.filter((request) => request.body.includes(password)).length).toBeLessThanOrEqual(1);
      await adapter.close();
    });
  });

  describe('an error', () => {
    let adapter: ErpAdapter;

    beforeAll(async () => {
      adapter = harness().createAdapter();
      await adapter.connect();
      return () => adapter.close();
    });

    test("of which the ERP's words name a person does not", async () => {
      const error = await refusalOf(harness().provokePersonalWords(adapter));
      expect(error.next).toBe('hold');
      expect(JSON.stringify(error.says.values)).toContain('…');
    });

    test('never says a secret, a name, a street, a phone or an e-mail address, nor more than 500 characters of the ERP', () => {
      expect(caught.length).toBeGreaterThan(20);
      const secrets = [harness().secret, 'wrong-Pässwort-77', ...Object.values(PERSON)];
      for (const error of caught) {
        const said = everythingSaid(error).toLowerCase();
        for (const secret of secrets) expect(said).not.toContain(secret.toLowerCase());
        expect(JSON.stringify(error.says.values['reason'] ?? '').length).toBeLessThanOrEqual(500);
      }
    });
  });
}
