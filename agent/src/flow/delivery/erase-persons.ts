import type { ErpAddress, ErpOrderDraft } from '../../adapters/erp-documents.ts';

const NOBODY: ErpAddress = {
  name: '',
  company: '',
  line1: '',
  line2: '',
  postcode: '',
  city: '',
  state: '',
  country: '',
  phone: '',
};

/** The document as it was sent, without anybody in it: its lines and totals can still be compared. */
export function erasePersons(draft: ErpOrderDraft): ErpOrderDraft {
  const { reference } = draft.customer;
  return {
    ...draft,
    customer: {
      reference,
      name: '',
      company: '',
      email: '',
      phone: '',
      vatNumber: '',
      language: '',
      address: NOBODY,
    },
    invoiceAddress: NOBODY,
    shippingAddress: NOBODY,
    note: '',
  };
}
