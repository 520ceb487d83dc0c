import { isSameAddress } from '../compare-addresses.ts';
import type { ErpAdapter } from '../erp-adapter.ts';
import { lookUp } from '../look-up.ts';
import { addressTexts, personalTexts } from '../personal-texts.ts';
import type { SandboxClient } from './sandbox-client.ts';
import {
  address,
  addressFields,
  customer,
  fromSandboxCustomer,
  pageOf,
  type SandboxCustomer,
  toSandboxAddress,
} from './sandbox-documents.ts';

type CustomerCalls = Pick<
  ErpAdapter,
  'findCustomer' | 'createCustomer' | 'hasCustomer' | 'findAddress' | 'createAddress' | 'hasAddress'
>;

/** Customers and their addresses in the practice ERP. */
export function sandboxCustomers(client: SandboxClient): CustomerCalls {
  function search(query: Record<string, string>): Promise<SandboxCustomer[]> {
    return client.list({
      operation: 'GET /api/customers',
      method: 'GET',
      path: '/api/customers',
      query,
      answer: pageOf(customer),
    });
  }

  function read(customerId: string): Promise<SandboxCustomer | null> {
    return client.callOrNull({
      operation: 'GET /api/customers/:id',
      method: 'GET',
      path: `/api/customers/${customerId}`,
      answer: customer,
    });
  }

  return {
    findCustomer: ({ reference, email }) =>
      lookUp(async () => {
        const found = new Map<number, SandboxCustomer>();
        for (const one of await search({ reference }))
          if (one.reference === reference) found.set(one.id, one);
        if (email !== '') {
          for (const one of await search({ email })) {
            if (one.email?.toLowerCase() === email.toLowerCase()) found.set(one.id, one);
          }
        }
        return [...found.values()].map(fromSandboxCustomer);
      }),

    async createCustomer(draft, beforeWrite) {
      const made = await client.call({
        operation: 'POST /api/customers',
        method: 'POST',
        path: '/api/customers',
        body: {
          reference: draft.reference,
          name: draft.company.trim() || draft.name.trim() || draft.email,
          email: draft.email || null,
          phone: draft.phone || null,
          vatNumber: draft.vatNumber || null,
          addresses: [toSandboxAddress(draft.address)],
        },
        answer: customer,
        personal: personalTexts(draft),
        beforeWrite,
      });
      return fromSandboxCustomer(made);
    },

    findAddress: (customerId, wanted) =>
      lookUp(async () => {
        const owner = await read(customerId);
        const fields = addressFields(toSandboxAddress(wanted));
        return (owner?.addresses ?? [])
          .filter((one) => isSameAddress(addressFields(one), fields))
          .map((one) => ({ id: String(one.id) }));
      }),

    hasCustomer: (customerId) =>
      lookUp(async () => ((await read(customerId)) === null ? [] : [{ id: customerId }])),

    hasAddress: (customerId, addressId) =>
      lookUp(async () => {
        const addresses = (await read(customerId))?.addresses ?? [];
        return addresses.some((one) => String(one.id) === addressId) ? [{ id: addressId }] : [];
      }),

    async createAddress(customerId, wanted, beforeWrite) {
      const made = await client.call({
        operation: 'POST /api/customers/:id/addresses',
        method: 'POST',
        path: `/api/customers/${customerId}/addresses`,
        body: toSandboxAddress(wanted),
        answer: address,
        personal: addressTexts(wanted),
        beforeWrite,
      });
      return { id: String(made.id) };
    },
  };
}
