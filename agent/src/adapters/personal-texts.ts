import type { ErpAddress, ErpCustomerDraft } from './erp-documents.ts';

/** Everything about the person in an address, to be kept out of errors. */
export function addressTexts(of: ErpAddress): string[] {
  return [of.name, of.company, of.line1, of.line2, of.city, of.phone];
}

/** Everything about the person in a customer, to be kept out of errors. */
export function personalTexts(of: ErpCustomerDraft): string[] {
  return [of.name, of.company, of.email, of.phone, of.vatNumber, ...addressTexts(of.address)];
}
