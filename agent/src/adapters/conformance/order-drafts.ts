import type { ErpAdapter } from '../erp-adapter.ts';
import type { ErpAddress, ErpCustomerDraft, ErpLineDraft, ErpOrderDraft } from '../erp-documents.ts';
import { predictTaxes, predictTotals } from '../predict-totals.ts';
import type { Harness } from './harness.ts';

let lastNumber = 1000;

/** Numbers that no other draft of this run has. */
export function nextNumber(): number {
  lastNumber += 1;
  return lastNumber;
}

/** Texts by which a person would be recognised, wherever they appear. */
export const PERSON = {
  name: 'Jeanne Zwölfer-Nowak',
  street: '17 Zwillingsgasse',
  phone: '+33 1 98 76 54 32',
  mailbox: 'jeanne.zwoelfer',
} as const;

export function addressDraft(change: Partial<ErpAddress> = {}): ErpAddress {
  return {
    name: PERSON.name,
    company: '',
    line1: PERSON.street,
    line2: 'Stiege 4',
    postcode: '75001',
    city: 'Paris',
    state: '',
    country: 'FR',
    phone: PERSON.phone,
    ...change,
  };
}

export function customerDraft(change: Partial<ErpCustomerDraft> = {}): ErpCustomerDraft {
  const number = nextNumber();
  return {
    reference: `acme-c${number}-K7Q2MZ`,
    name: PERSON.name,
    company: '',
    email: `${PERSON.mailbox}${number}@example.org`,
    phone: PERSON.phone,
    vatNumber: '',
    language: 'fr_FR',
    address: addressDraft(),
    ...change,
  };
}

export interface OrderParty {
  readonly customer: ErpCustomerDraft;
  readonly customerId: string;
  readonly addressId: string;
}

/** A customer with one address, made through the adapter. */
export async function makeParty(
  adapter: ErpAdapter,
  customer: ErpCustomerDraft = customerDraft(),
): Promise<OrderParty> {
  const { id } = await adapter.createCustomer(customer);
  const found = await adapter.findAddress(id, customer.address);
  if (found.answer !== 'found') throw new Error('the customer was made without its address');
  return { customer, customerId: id, addressId: found.all[0].id };
}

/** A line with one of the harness's taxes. */
export function lineDraft(
  harness: Harness,
  change: Partial<ErpLineDraft> & { percent?: string } = {},
): ErpLineDraft {
  const { percent = '20', ...rest } = change;
  return {
    kind: 'product',
    productCode: harness.records.product,
    description: 'Blue mug',
    quantity: '2',
    unitPrice: '10.5',
    taxCodes: [taxOf(harness, percent)],
    ...rest,
  };
}

function taxOf(harness: Harness, percent: string): string {
  const tax = harness.records.taxes.find((one) => one.percent === percent);
  if (!tax) throw new Error(`the harness has no tax of ${percent} %`);
  return tax.code;
}

/**
 * An order of this party with a reference of its own; its totals are what the adapter's ERP is predicted to make of it.
 */
export function orderDraft(
  harness: Harness,
  adapter: ErpAdapter,
  party: OrderParty,
  change: Partial<ErpOrderDraft> & { digits?: number } = {},
): ErpOrderDraft {
  const number = nextNumber();
  const { digits = 2, ...rest } = change;
  const lines = rest.lines ?? [
    lineDraft(harness),
    lineDraft(harness, { kind: 'shipping', productCode: 'SHIPPING', description: 'Parcel', quantity: '1' }),
  ];
  const { taxes } = harness.records;
  const taxed = lines.map((line) => ({
    ...line,
    taxes: taxes.filter((tax) => line.taxCodes.includes(tax.code)),
  }));
  return {
    reference: `acme-o${number}-K7Q2MZ`,
    shopOrderNumber: `WEB-${number}`,
    orderedAt: '2026-11-23T10:02:11.000Z',
    currency: harness.records.currency,
    customerId: party.customerId,
    customer: party.customer,
    invoiceAddressId: party.addressId,
    shippingAddressId: party.addressId,
    invoiceAddress: party.customer.address,
    shippingAddress: party.customer.address,
    paymentTermCode: harness.records.paymentTerm,
    channelCode: null,
    warehouseCode: null,
    lines,
    totals: predictTotals(taxed, adapter.capabilities.rounding, digits),
    taxes: predictTaxes(taxed, adapter.capabilities.rounding, digits),
    note: '',
    ...rest,
  };
}
