import { z } from 'zod';
import type { ErpAddress, ErpCustomer, ErpOrder, ErpOrderState } from '../erp-documents.ts';

const id = z.int().positive();
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);

/** A list of the practice ERP. */
export function pageOf<Item>(item: z.ZodType<Item>) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

export const status = z.object({
  name: z.literal('Counterfoil practice ERP'),
  version: z.string(),
  company: z.string(),
  currency: z.string(),
  uniqueReference: z.boolean(),
  longestCommitMs: z.int().min(0),
  priceDigits: z.int().min(0),
});

export const address = z.object({
  id,
  name: z.string().nullable(),
  company: z.string().nullable(),
  street: z.string().nullable(),
  street2: z.string().nullable(),
  postcode: z.string().nullable(),
  city: z.string().nullable(),
  state: z.string().nullable(),
  country: z.string().nullable(),
  phone: z.string().nullable(),
});

export const customer = z.object({
  id,
  reference: z.string().nullable(),
  name: z.string(),
  email: z.string().nullable(),
  addresses: z.array(address),
});

export const order = z.object({
  id,
  number: z.string(),
  reference: z.string(),
  shopOrderNumber: z.string().nullable(),
  state: z.enum(['draft', 'confirmed', 'shipped', 'cancelled']),
  version: z.int(),
  customerId: id,
  currency: z.string(),
  untaxed: decimal,
  tax: decimal,
  total: decimal,
  taxes: z.array(z.object({ taxCode: z.string(), amount: decimal })),
  lines: z.array(
    z.object({
      productCode: z.string(),
      description: z.string(),
      quantity: decimal,
      unitPrice: decimal,
      taxCode: z.string(),
    }),
  ),
});

export type SandboxAddress = z.infer<typeof address>;
export type SandboxCustomer = z.infer<typeof customer>;
export type SandboxOrder = z.infer<typeof order>;

const STATES = {
  draft: 'draft',
  confirmed: 'confirmed',
  shipped: 'done',
  cancelled: 'cancelled',
} as const satisfies Record<SandboxOrder['state'], ErpOrderState>;

/** What is compared of an address: all of it, in one order. */
export function addressFields(of: Omit<SandboxAddress, 'id'>): (string | null)[] {
  return [of.name, of.company, of.street, of.street2, of.postcode, of.city, of.state, of.country, of.phone];
}

export function toSandboxAddress(of: ErpAddress): Omit<SandboxAddress, 'id'> {
  const given = (text: string) => text.trim() || null;
  return {
    name: given(of.name),
    company: given(of.company),
    street: given(of.line1),
    street2: given(of.line2),
    postcode: given(of.postcode),
    city: given(of.city),
    state: given(of.state),
    country: given(of.country),
    phone: given(of.phone),
  };
}

export function fromSandboxCustomer(found: SandboxCustomer): ErpCustomer {
  return {
    id: String(found.id),
    number: String(found.id),
    reference: found.reference,
    emails: found.email === null ? [] : [found.email],
  };
}

export function fromSandboxOrder(found: SandboxOrder, url: string): ErpOrder {
  return {
    id: String(found.id),
    number: found.number,
    reference: found.reference,
    shopOrderNumber: found.shopOrderNumber ?? '',
    state: STATES[found.state],
    currency: found.currency,
    customerId: String(found.customerId),
    untaxed: found.untaxed,
    tax: found.tax,
    total: found.total,
    lines: found.lines.map((line) => ({
      productCode: line.productCode,
      description: line.description,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      taxCodes: [line.taxCode],
    })),
    taxes: found.taxes.map(({ taxCode, amount }) => ({ code: taxCode, amount })),
    url: `${url}/orders/${found.id}`,
  };
}
