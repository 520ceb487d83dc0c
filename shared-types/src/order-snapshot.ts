import { z } from 'zod';
import { currencyCode, decimalText, positiveDecimalText } from './decimal.ts';
import { counter, orderCheck, shopId, utcTime } from './identity.ts';
import { openWord } from './open-word.ts';

/** One tax of one line. `rateId` points into the order's `taxLines`. */
const lineTax = z.object({
  rateId: z.int().min(0),
  total: decimalText,
  subtotal: decimalText.nullable(),
});

const metaValue = z.object({ key: z.string().max(255), value: z.string().max(1000) });

/**
 * What was bought. Totals are net of tax and after discounts; `subtotal` is before discounts. `productId` 0: the
 * product is gone.
 */
export const orderLine = z.object({
  id: shopId,
  productId: z.int().min(0),
  variationId: z.int().min(0),
  sku: z.string().max(100),
  name: z.string().max(1000),
  quantity: decimalText,
  subtotal: decimalText,
  subtotalTax: decimalText,
  total: decimalText,
  totalTax: decimalText,
  taxClass: z.string().max(200),
  taxes: z.array(lineTax).max(50),
  virtual: z.boolean(),
  /** What this line took from the shop's stock (`_reduced_stock`); null: nothing was taken for it. */
  reducedStock: positiveDecimalText.nullable(),
  meta: z.array(metaValue).max(50),
});

export const shippingLine = z.object({
  id: shopId,
  methodId: z.string().max(200),
  instanceId: z.string().max(50),
  name: z.string().max(1000),
  total: decimalText,
  totalTax: decimalText,
  taxes: z.array(lineTax).max(50),
});

export const feeLine = z.object({
  id: shopId,
  name: z.string().max(1000),
  total: decimalText,
  totalTax: decimalText,
  taxClass: z.string().max(200),
  taxes: z.array(lineTax).max(50),
});

export const couponLine = z.object({
  id: shopId,
  code: z.string().max(255),
  discount: decimalText,
  discountTax: decimalText,
});

export const taxLine = z.object({
  id: shopId,
  rateId: z.int().min(0),
  rateCode: z.string().max(200),
  label: z.string().max(200),
  /** Percent, `"20"`, `"5.5"`; null: the order does not say (written by an old version or by hand). */
  percent: positiveDecimalText.nullable(),
  compound: z.boolean(),
  total: decimalText,
  shippingTotal: decimalText,
});

export const address = z.object({
  firstName: z.string().max(255),
  lastName: z.string().max(255),
  company: z.string().max(255),
  line1: z.string().max(500),
  line2: z.string().max(500),
  postcode: z.string().max(50),
  city: z.string().max(255),
  /** The shop's code of the state or province, as WooCommerce keeps it; may be free text. */
  state: z.string().max(255),
  /** ISO 3166-1 alpha-2, or empty. */
  country: z.string().regex(/^([A-Z]{2})?$/),
  phone: z.string().max(100),
});

const refundedLine = z.object({
  id: shopId,
  /** The order line, shipping line or fee line it gives back; null: not tied to one. */
  refundedLineId: shopId.nullable(),
  kind: openWord('refundedLineKind'),
  quantity: decimalText,
  total: decimalText,
  totalTax: decimalText,
  taxes: z.array(lineTax).max(50),
});

/** Amounts are what the customer gets back, above zero. */
export const refundSnapshot = z.object({
  id: shopId,
  /** Of the order's key and when the refund was made: ids repeat after a restored shop. */
  check: orderCheck,
  amount: decimalText,
  reason: z.string().max(2000),
  /** Null: the shop has no date for it. */
  createdAt: utcTime.nullable(),
  /**
   * True once `woocommerce_refund_created` was seen or it stood unchanged for 5 minutes; before that nothing is
   * credited.
   */
  final: z.boolean(),
  refundedPayment: z.boolean(),
  lines: z.array(refundedLine).max(1000),
});

/**
 * One order as the shop has it now. Read after its event's row was chosen, from the primary database and past the
 * object cache. Of two snapshots of an order the one with the higher `readNumber` is the newer.
 */
export const orderSnapshot = z.object({
  id: shopId,
  readNumber: counter,
  /** What the shop displays; other plugins change it. */
  number: z.string().min(1).max(100),
  check: orderCheck,
  /** Without the `wc-` prefix; `trash` for an order in the bin. */
  status: z.string().min(1).max(20),
  createdVia: z.string().max(100),
  currency: currencyCode,
  /** Decimals the shop rounds to in this currency (WooCommerce's setting). */
  priceDecimals: z.int().min(0).max(8),
  pricesIncludeTax: z.boolean(),
  /** Null: the shop has no date for it (importers, tills, migrated shops). */
  createdAt: utcTime.nullable(),
  modifiedAt: utcTime.nullable(),
  paidAt: utcTime.nullable(),
  completedAt: utcTime.nullable(),
  /** The shop's customer account; null for a guest, and for an account that no longer exists. */
  customerId: shopId.nullable(),
  /**
   * When that account was registered; null: none, or without a usable time. Account ids repeat after a restored shop,
   * this does not.
   */
  customerSince: utcTime.nullable(),
  email: z.string().max(320),
  billing: address,
  /** Null: delivered to the billing address, or nothing to deliver. */
  shipping: address.nullable(),
  vatNumber: z.string().max(50),
  customerNote: z.string().max(10000),
  paymentMethod: z.string().max(100),
  paymentMethodTitle: z.string().max(255),
  transactionId: z.string().max(255),
  lines: z.array(orderLine).max(2000),
  shippingLines: z.array(shippingLine).max(100),
  feeLines: z.array(feeLine).max(200),
  couponLines: z.array(couponLine).max(200),
  taxLines: z.array(taxLine).max(100),
  discountTotal: decimalText,
  discountTax: decimalText,
  shippingTotal: decimalText,
  shippingTax: decimalText,
  taxTotal: decimalText,
  total: decimalText,
  refundedTotal: decimalText,
  refunds: z.array(refundSnapshot).max(500),
  /** The lines, shipping, fees and taxes add up to the total to the last unit of the currency. */
  addsUp: z.boolean(),
  /** WordPress erased the person (`_anonymized`): an erasure, never a change. */
  anonymized: z.boolean(),
});

export type OrderSnapshot = z.infer<typeof orderSnapshot>;
export type OrderLine = z.infer<typeof orderLine>;
export type ShippingLine = z.infer<typeof shippingLine>;
export type FeeLine = z.infer<typeof feeLine>;
export type TaxLine = z.infer<typeof taxLine>;
export type OrderAddress = z.infer<typeof address>;
export type RefundSnapshot = z.infer<typeof refundSnapshot>;
