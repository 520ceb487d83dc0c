/**
 * The documents that go to an ERP and come back from it, in no ERP's own terms. Money and quantities are decimal text;
 * money carries the document's `currency`.
 */

export interface ErpAddress {
  readonly name: string;
  readonly company: string;
  readonly line1: string;
  readonly line2: string;
  readonly postcode: string;
  readonly city: string;
  readonly state: string;
  /** ISO 3166-1 alpha-2; empty when the shop has none. */
  readonly country: string;
  readonly phone: string;
}

export interface ErpCustomerDraft {
  /**
   * Unique per tenant and anchor, `[A-Za-z0-9-]`, at most 35 characters: `acme-c77-K7Q2MZ` (account), `acme-gQ2…`
   * (guest).
   */
  readonly reference: string;
  readonly name: string;
  readonly company: string;
  readonly email: string;
  readonly phone: string;
  readonly vatNumber: string;
  readonly language: string;
  readonly address: ErpAddress;
}

export interface ErpCustomer {
  readonly id: string;
  /** How people in the ERP call it: its number or code. */
  readonly number: string;
  readonly reference: string | null;
  readonly emails: readonly string[];
}

export type ErpLineKind = 'product' | 'shipping' | 'fee' | 'rounding';

export interface ErpLineDraft {
  readonly kind: ErpLineKind;
  /** The ERP's product code. */
  readonly productCode: string;
  readonly description: string;
  readonly quantity: string;
  /** Net of tax, already rounded to the ERP's price digits. */
  readonly unitPrice: string;
  /** The ERP's tax codes as the mapping names them; empty: no tax. */
  readonly taxCodes: readonly string[];
}

/** `untaxed` + `tax` = `total`, decimal text with as many decimals as the currency has. */
export interface ErpTotals {
  readonly untaxed: string;
  readonly tax: string;
  readonly total: string;
}

/** What one of the ERP's taxes comes to in a whole document. */
export interface ErpTax {
  /** As a mapping names it. */
  readonly code: string;
  readonly amount: string;
}

/** One intended sales order. What `previewOrder` shows and `createOrder` sends are made from the same draft. */
export interface ErpOrderDraft {
  /** `<tenant>-o<id>-<check>`, of a replacement with `-2` …; never renamed. */
  readonly reference: string;
  /** What the shop displays; goes where the ERP's people look for it. */
  readonly shopOrderNumber: string;
  readonly orderedAt: string;
  readonly currency: string;
  /** Null where the ERP keeps no customer records (`capabilities.customers`). */
  readonly customerId: string | null;
  /** Who bought, also where `customerId` is a collective one. */
  readonly customer: ErpCustomerDraft;
  /** Null where the ERP keeps addresses on the order itself (`capabilities.addresses`). */
  readonly invoiceAddressId: string | null;
  readonly shippingAddressId: string | null;
  readonly invoiceAddress: ErpAddress;
  readonly shippingAddress: ErpAddress;
  readonly paymentTermCode: string | null;
  /** Shop or sales channel as the ERP knows it (Tryton: web shop, Odoo: team); null: none. */
  readonly channelCode: string | null;
  readonly warehouseCode: string | null;
  readonly lines: readonly ErpLineDraft[];
  /**
   * What the document adds up to, as `predictTotals` says; an ERP that computes by itself is read back and compared.
   */
  readonly totals: ErpTotals;
  /** What the shop charged of each tax. The ERP computes its own amounts, which are compared with these. */
  readonly taxes: readonly ErpTax[];
  readonly note: string;
}

/** From first to last; an ERP may lack some. `cancelled` is reached from any of them. */
export const ORDER_STATES = ['draft', 'quoted', 'confirmed', 'processed', 'done'] as const;
export type ErpOrderState = (typeof ORDER_STATES)[number] | 'cancelled';

export interface ErpOrderLine {
  readonly productCode: string;
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly taxCodes: readonly string[];
}

/** A sales order as the ERP has it now, totals as the ERP computed them. */
export interface ErpOrder extends ErpTotals {
  readonly id: string;
  /** Empty while the ERP gives none (Tryton: before `quoted`). */
  readonly number: string;
  readonly reference: string;
  readonly shopOrderNumber: string;
  readonly state: ErpOrderState;
  readonly currency: string;
  readonly customerId: string | null;
  readonly lines: readonly ErpOrderLine[];
  /** Tax by tax, adding up to `tax`; one that comes to nothing may be missing. Null: the ERP tells only their sum. */
  readonly taxes: readonly ErpTax[] | null;
  /** Opens it in the ERP's own client; null where there is none. */
  readonly url: string | null;
}

/** One row of the ERP's own lists, for the mapping and the doctor. `code` is what a mapping names. */
export interface CatalogueEntry {
  readonly code: string;
  readonly name: string;
  /** Taxes: percent as decimal text; else null. */
  readonly percent: string | null;
  readonly active: boolean;
}

export type CatalogueKind =
  | 'tax'
  | 'payment_term'
  | 'product'
  | 'warehouse'
  | 'currency'
  | 'country'
  | 'channel';
