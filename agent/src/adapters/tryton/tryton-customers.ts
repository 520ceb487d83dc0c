import { z } from 'zod';
import type { ErpAdapter } from '../erp-adapter.ts';
import type { ErpCustomer, ErpCustomerDraft } from '../erp-documents.ts';
import { ErpError } from '../erp-errors.ts';
import { lookUp } from '../look-up.ts';
import { personalTexts } from '../personal-texts.ts';
import { addressValues } from './tryton-addresses.ts';
import type { TrytonClient } from './tryton-client.ts';
import { explainFailedCreate } from './tryton-failed-create.ts';
import type { TrytonRecords } from './tryton-records.ts';
import { escapeLike, recordId, text } from './tryton-values.ts';

const row = z.object({
  id: recordId,
  code: text,
  'contact_mechanisms.': z.array(z.object({ type: text, value: text })),
});

const FIELDS = ['code', 'contact_mechanisms.type', 'contact_mechanisms.value'];

/**
 * Parties: found by their unique `code`, which is the customer's reference, or by a contact mechanism of type e-mail.
 */
export function trytonCustomers(
  client: TrytonClient,
  records: TrytonRecords,
): Pick<ErpAdapter, 'findCustomer' | 'createCustomer' | 'hasCustomer'> {
  async function findByReference(reference: string): Promise<ErpCustomer[]> {
    const rows = await client.readAll('party.party', [['code', '=', reference]], FIELDS, row, {
      inactive: true,
    });
    return rows.map(customerOf);
  }

  async function findByEmail(email: string): Promise<ErpCustomer[]> {
    const mechanism = [
      ['type', '=', 'email'],
      ['value', 'ilike', escapeLike(email)],
    ];
    const rows = await client.readAll(
      'party.party',
      [['contact_mechanisms', 'where', mechanism]],
      FIELDS,
      row,
    );
    return rows
      .map(customerOf)
      .filter((one) => one.emails.some((own) => own.toLowerCase() === email.toLowerCase()));
  }

  return {
    findCustomer: ({ reference, email }) =>
      lookUp(async () => {
        const byReference = await findByReference(reference);
        const byEmail = email === '' ? [] : await findByEmail(email);
        const more = byEmail.filter((one) => !byReference.some((known) => known.id === one.id));
        return [...byReference, ...more];
      }),

    hasCustomer: (customerId) => lookUp(() => client.findById('party.party', customerId)),

    async createCustomer(draft, beforeWrite) {
      const address = await addressValues(draft.address, records);
      const lang = draft.language === '' ? null : await records.language(draft.language);
      const emails = draft.email === '' ? [] : [draft.email];
      const create = async (contact: object): Promise<ErpCustomer> => {
        const values = {
          name: draft.company.trim() || draft.name.trim() || draft.email,
          code: draft.reference,
          lang,
          addresses: [['create', [address]]],
          ...contact,
        };
        const [id] = await client.write(
          'party.party.create',
          [[values]],
          z.tuple([recordId]),
          personalTexts(draft),
          beforeWrite,
        );
        return { id: String(id), number: draft.reference, reference: draft.reference, emails };
      };
      const isTaken = async () => (await findByReference(draft.reference)).length > 0;
      let refusal: unknown;
      for (const checked of checksOf(draft)) {
        try {
          return await create(contactValues(draft, checked));
        } catch (error) {
          refusal = await explainFailedCreate(error, isTaken);
          if (!isRefusal(refusal)) throw refusal;
        }
      }
      throw refusal;
    },
  };
}

/** What is declared to Tryton as something that it checks. */
interface Checks {
  readonly vatNumber: boolean;
  readonly phone: boolean;
}

/**
 * Tryton refuses a VAT number or a phone that its libraries don't believe, and with it the whole party. Nothing was
 * written then: the party is offered once more with the VAT number just kept, and at last with the phone just kept too.
 */
function checksOf(draft: ErpCustomerDraft): Checks[] {
  const vatNumber = draft.vatNumber.trim() !== '';
  const phone = draft.phone.trim() !== '';
  return [
    { vatNumber, phone },
    ...(vatNumber ? [{ vatNumber: false, phone }] : []),
    ...(phone ? [{ vatNumber: false, phone: false }] : []),
  ];
}

/** Refused for what it says, not for its key, a right or an outage. */
function isRefusal(error: unknown): boolean {
  return error instanceof ErpError && error.next === 'hold' && error.says.code === 'erp_refused';
}

function contactValues(draft: ErpCustomerDraft, checked: Checks) {
  const mechanisms = [
    { type: 'email', value: draft.email.trim() },
    { type: checked.phone ? 'phone' : 'other', value: draft.phone.trim() },
  ].filter((one) => one.value !== '');
  const code = draft.vatNumber.replace(/\s/g, '');
  const identifiers = code === '' ? [] : [{ type: checked.vatNumber ? 'eu_vat' : null, code }];
  return {
    contact_mechanisms: [['create', mechanisms]],
    identifiers: [['create', identifiers]],
  };
}

function customerOf(found: z.infer<typeof row>): ErpCustomer {
  const emails = found['contact_mechanisms.'].filter((one) => one.type === 'email').map((one) => one.value);
  return { id: String(found.id), number: found.code, reference: found.code || null, emails };
}
