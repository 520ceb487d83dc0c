/**
 * One order, with no store and no ERP in it. Money and quantities are plain decimal text (no trailing zeros) in the
 * order's currency; times UTC.
 */
export interface CanonicalOrder {
  readonly shopOrderId: number;
  /** Tells it from another order of the same id. */
  readonly check: string;
  /** What the shop displays. */
  readonly number: string;
  readonly status: string;
  /** When it was placed; where the shop has no date for that, the best it has. Null: it has none at all. */
  readonly orderedAt: string | null;
  readonly currency: string;
  readonly lines: readonly CanonicalLine[];
  /** What the customer pays, tax included, discounts taken off, refunds not. */
  readonly total: string;
  /** Total less the sum of all lines and their taxes, exact: what rounding left over. */
  readonly residue: string;
  /** The shop says that its lines make its total. */
  readonly addsUp: boolean;
  readonly refundedTotal: string;
  readonly buyer: Buyer;
  readonly invoiceAddress: CanonicalAddress;
  readonly deliveryAddress: CanonicalAddress;
  readonly payment: { readonly method: string; readonly title: string };
  readonly note: string;
  /** The person was erased in the shop: an erasure, never a change. */
  readonly anonymized: boolean;
}

export type CanonicalLine = ProductLine | ShippingLine | FeeLine;

interface LineAmounts {
  readonly name: string;
  /** Above zero, except of a line without any amount. */
  readonly quantity: string;
  /** Net of tax, discounts taken off, for the whole quantity. The shop may keep more decimals than the currency has. */
  readonly net: string;
  readonly taxes: readonly CanonicalTax[];
}

export interface ProductLine extends LineAmounts {
  readonly kind: 'product';
  /** 0: the product is gone from the shop. */
  readonly productId: number;
  readonly variationId: number;
  readonly sku: string;
}

export interface ShippingLine extends LineAmounts {
  readonly kind: 'shipping';
  readonly methodId: string;
  readonly instanceId: string;
}

export interface FeeLine extends LineAmounts {
  readonly kind: 'fee';
}

export interface CanonicalTax {
  /** Null: the order does not say. */
  readonly percent: string | null;
  readonly label: string;
  readonly amount: string;
}

export interface Buyer {
  /** Null: a guest. */
  readonly account: ShopAccount | null;
  readonly email: string;
  readonly vatNumber: string;
}

/** Who is who in the shop: an id is given again after a restore, to somebody who registered at another time. */
export interface ShopAccount {
  readonly id: number;
  /** Null: the shop has no usable time. */
  readonly since: string | null;
}

export interface CanonicalAddress {
  readonly name: string;
  readonly company: string;
  readonly line1: string;
  readonly line2: string;
  readonly postcode: string;
  readonly city: string;
  readonly state: string;
  /** ISO 3166-1 alpha-2, or empty. */
  readonly country: string;
  readonly phone: string;
}
