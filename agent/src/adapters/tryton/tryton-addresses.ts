import { z } from 'zod';
import { isSameAddress } from '../compare-addresses.ts';
import type { ErpAdapter } from '../erp-adapter.ts';
import type { ErpAddress } from '../erp-documents.ts';
import { lookUp } from '../look-up.ts';
import { addressTexts } from '../personal-texts.ts';
import type { TrytonClient } from './tryton-client.ts';
import type { TrytonRecords } from './tryton-records.ts';
import { recordId, text } from './tryton-values.ts';

const row = z.object({
  id: recordId,
  party_name: text,
  street: text,
  postal_code: text,
  city: text,
  'country.': z.object({ code: z.string().nullable() }).nullable(),
  'subdivision.': z.object({ code: z.string().nullable() }).nullable(),
});

const FIELDS = ['party_name', 'street', 'postal_code', 'city', 'country.code', 'subdivision.code'];

/** An address as Tryton keeps it, its country and subdivision by code. */
interface TrytonAddress {
  readonly party_name: string;
  readonly street: string;
  readonly postal_code: string;
  readonly city: string;
  readonly country: string;
  readonly subdivision: string;
}

/**
 * The phone is not here: Tryton keeps phones at the party. A state that Tryton doesn't list goes under the street, so
 * that it is not lost.
 */
async function toTrytonAddress(of: ErpAddress, records: TrytonRecords): Promise<TrytonAddress> {
  const state = of.state.trim();
  const code = `${of.country.trim()}-${state}`;
  const listed = state !== '' && (await records.subdivision(code)) !== null;
  const lines = [of.line1, of.line2, listed ? '' : state];
  return {
    party_name: joinGiven([of.company, of.name], ', '),
    street: joinGiven(lines, '\n'),
    postal_code: of.postcode.trim(),
    city: of.city.trim(),
    country: of.country.trim(),
    subdivision: listed ? code : '',
  };
}

function joinGiven(texts: readonly string[], by: string): string {
  return texts
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .join(by);
}

function fieldsOf(of: TrytonAddress): string[] {
  return [of.party_name, of.street, of.postal_code, of.city, of.country, of.subdivision];
}

/** The values with which an address is created. */
export async function addressValues(of: ErpAddress, records: TrytonRecords) {
  const { country, subdivision, ...texts } = await toTrytonAddress(of, records);
  return {
    ...texts,
    country: country === '' ? null : await records.country(country),
    subdivision: subdivision === '' ? null : await records.subdivision(subdivision),
    invoice: true,
    delivery: true,
  };
}

/** Addresses of a party. */
export function trytonAddresses(
  client: TrytonClient,
  records: TrytonRecords,
): Pick<ErpAdapter, 'findAddress' | 'createAddress' | 'hasAddress'> {
  return {
    findAddress: (customerId, wanted) =>
      lookUp(async () => {
        const fields = fieldsOf(await toTrytonAddress(wanted, records));
        const found = await client.readAll(
          'party.address',
          [['party', '=', Number(customerId)]],
          FIELDS,
          row,
        );
        return found
          .filter((one) =>
            isSameAddress(fields, [
              one.party_name,
              one.street,
              one.postal_code,
              one.city,
              one['country.']?.code ?? '',
              one['subdivision.']?.code ?? '',
            ]),
          )
          .map((one) => ({ id: String(one.id) }));
      }),

    hasAddress: (_customerId, addressId) => lookUp(() => client.findById('party.address', addressId)),

    async createAddress(customerId, wanted, beforeWrite) {
      const values = { party: Number(customerId), ...(await addressValues(wanted, records)) };
      const [id] = await client.write(
        'party.address.create',
        [[values]],
        z.tuple([recordId]),
        addressTexts(wanted),
        beforeWrite,
      );
      return { id: String(id) };
    },
  };
}
