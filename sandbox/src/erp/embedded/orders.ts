import { z } from 'zod';
import { ApiError, notFound } from './api-error.ts';
import { currencyDigits, requirePaymentTerm, taxRate, unknown } from './catalogue.ts';
import { refuseClosedPeriod } from './closed-period.ts';
import { refuseOldVersion } from './customers.ts';
import { type Listing, listPage, type Page } from './list-page.ts';
import type { Db } from './open-database.ts';
import {
  computeAmounts,
  type DocumentAmounts,
  type LineAmounts,
  PRICE_DIGITS,
  QUANTITY_DIGITS,
  type TaxSum,
} from './order-amounts.ts';
import { requireProduct } from './products.ts';
import {
  decimal,
  optionalText,
  positiveDecimal,
  readBody,
  recordId,
  recordVersion,
  reference,
  time,
} from './read-body.ts';
import { documentNumber, refuseTakenReference } from './unique-reference.ts';

/**
 * draft → confirmed → shipped; draft → cancelled; confirmed → cancelled while nothing is shipped.
 * Nothing leaves shipped or cancelled. The moves are in move-order.ts and ship-order.ts.
 */
export type OrderState = 'draft' | 'confirmed' | 'shipped' | 'cancelled';

export const lineFields = {
  productCode: z.string().max(64),
  description: optionalText(400),
  quantity: positiveDecimal(QUANTITY_DIGITS),
  unitPrice: decimal(PRICE_DIGITS),
  taxCode: z.string().max(64),
};

const orderFields = {
  shopOrderNumber: optionalText(64),
  customerId: recordId,
  invoiceAddressId: recordId,
  shippingAddressId: recordId,
  currency: z.string().max(3),
  orderedAt: time,
  paymentTerm: z.string().max(64),
  note: optionalText(4000),
  lines: z.array(z.strictObject(lineFields)).min(1).max(500),
};

const newOrder = z.strictObject({ reference, ...orderFields });
const changedOrder = z.strictObject({ version: recordVersion, ...orderFields });
type GivenOrder = Omit<z.output<typeof newOrder>, 'reference'>;
type PricedOrderLine = GivenOrder['lines'][number] & { description: string; taxRate: string };

/** A line of an order or a credit note, with what it comes to. */
export type DocumentLine = LineAmounts & {
  productCode: string;
  description: string;
  quantity: string;
  unitPrice: string;
  taxCode: string;
  taxRate: string;
};

export type OrderLine = DocumentLine & {
  id: number;
  position: number;
  shippedQuantity: string;
  creditedQuantity: string;
};

type OrderHead = {
  id: number;
  reference: string;
  shopOrderNumber: string | null;
  state: OrderState;
  version: number;
  customerId: number;
  invoiceAddressId: number;
  shippingAddressId: number;
  currency: string;
  orderedAt: string;
  paymentTerm: string;
  note: string | null;
  untaxed: string;
  tax: string;
  total: string;
  createdAt: string;
  modifiedAt: string;
};

export type Order = OrderHead & { number: string; taxes: TaxSum[]; lines: OrderLine[] };

const listing: Listing = {
  table: 'sales_order',
  filters: {
    reference: 'reference = ?',
    // Several, parted by commas.
    references: `reference IN (SELECT value FROM json_each('[' || replace(json_quote(?), ',', '","') || ']'))`,
    shopOrderNumber: 'shop_order_number = ?',
    state: 'state = ?',
    customerId: 'customer_id = ?',
  },
  modified: true,
};

const SELECT_HEAD = `SELECT id, reference, shop_order_number AS shopOrderNumber, state, version, customer_id AS customerId,
  invoice_address_id AS invoiceAddressId, shipping_address_id AS shippingAddressId, currency, ordered_at AS orderedAt,
  payment_term AS paymentTerm, note, untaxed, tax, total, taxes, created_at AS createdAt, modified_at AS modifiedAt
  FROM sales_order WHERE id = ?`;

const SELECT_LINES = `SELECT id, position, product_code AS productCode, description, quantity, unit_price AS unitPrice,
  tax_code AS taxCode, tax_rate AS taxRate, net, tax, total, shipped_quantity AS shippedQuantity,
  credited_quantity AS creditedQuantity FROM order_line WHERE order_id = ? ORDER BY position`;

export function getOrder(db: Db, id: number): Order {
  const head = db.prepare<[number], OrderHead & { taxes: string }>(SELECT_HEAD).get(id);
  if (head === undefined) throw notFound(`order ${id}`);
  const lines = db.prepare<[number], OrderLine>(SELECT_LINES).all(id);
  return { ...head, number: documentNumber('SO', id), taxes: JSON.parse(head.taxes), lines };
}

export function listOrders(db: Db, query: URLSearchParams): Page<Order> {
  return listPage(db, listing, query, (id) => getOrder(db, id));
}

export function createOrder(db: Db, body: unknown, now: string): Order {
  const given = readBody(newOrder, body);
  refuseTakenReference(db, 'sales_order', given.reference);
  const { lines, amounts } = checkOrder(db, given);
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO sales_order (reference, shop_order_number, state, customer_id, invoice_address_id, shipping_address_id,
         currency, ordered_at, payment_term, note, untaxed, tax, total, taxes, created_at, modified_at)
       VALUES (:reference, :shopOrderNumber, 'draft', :customerId, :invoiceAddressId, :shippingAddressId, :currency,
         :orderedAt, :paymentTerm, :note, :untaxed, :tax, :total, :taxes, :now, :now)`,
    )
    .run({ ...headValues(given, amounts), reference: given.reference, now });
  const id = Number(lastInsertRowid);
  insertLines(db, id, lines, amounts);
  return getOrder(db, id);
}

export function changeOrder(db: Db, id: number, body: unknown, now: string): Order {
  const given = readBody(changedOrder, body);
  const old = getOrder(db, id);
  if (old.state !== 'draft') throw wrongState(old, 'only a draft can be changed');
  refuseOldVersion(given.version, old);
  const { lines, amounts } = checkOrder(db, given);
  db.prepare(
    `UPDATE sales_order SET shop_order_number = :shopOrderNumber, customer_id = :customerId,
       invoice_address_id = :invoiceAddressId, shipping_address_id = :shippingAddressId, currency = :currency,
       ordered_at = :orderedAt, payment_term = :paymentTerm, note = :note, untaxed = :untaxed, tax = :tax, total = :total,
       taxes = :taxes, version = version + 1, modified_at = :now WHERE id = :id`,
  ).run({ ...headValues(given, amounts), now, id });
  db.prepare('DELETE FROM order_line WHERE order_id = ?').run(id);
  insertLines(db, id, lines, amounts);
  return getOrder(db, id);
}

/** 409 `invalid_state`, naming the state as it is. */
export function wrongState(order: { id: number; number: string; state: string }, why: string): ApiError {
  return new ApiError(409, 'invalid_state', `order ${order.number} is ${order.state}: ${why}`, {
    id: order.id,
    state: order.state,
  });
}

/** Everything the order names must exist here; prices are the caller's, amounts are this ERP's own. */
function checkOrder(db: Db, given: GivenOrder): { lines: PricedOrderLine[]; amounts: DocumentAmounts } {
  refuseClosedPeriod(db, 'orderedAt', given.orderedAt);
  const digits = currencyDigits(db, 'currency', given.currency);
  requirePaymentTerm(db, 'paymentTerm', given.paymentTerm);
  if (db.prepare('SELECT 1 FROM customer WHERE id = ?').get(given.customerId) === undefined) {
    throw unknown('unknown_customer', 'customer', 'customerId', given.customerId);
  }
  for (const field of ['invoiceAddressId', 'shippingAddressId'] as const) {
    const known = db
      .prepare('SELECT 1 FROM address WHERE id = ? AND customer_id = ?')
      .get(given[field], given.customerId);
    if (known === undefined) {
      throw unknown(
        'unknown_address',
        `address of customer ${given.customerId} with id`,
        field,
        given[field],
      );
    }
  }
  const lines = given.lines.map((line, index) => {
    const product = requireProduct(db, `lines[${index}].productCode`, line.productCode);
    const rate = taxRate(db, `lines[${index}].taxCode`, line.taxCode);
    return { ...line, description: line.description ?? product.name, taxRate: rate };
  });
  return { lines, amounts: computeAmounts(lines, digits) };
}

function headValues(given: GivenOrder, amounts: DocumentAmounts) {
  return {
    shopOrderNumber: given.shopOrderNumber,
    customerId: given.customerId,
    invoiceAddressId: given.invoiceAddressId,
    shippingAddressId: given.shippingAddressId,
    currency: given.currency,
    orderedAt: given.orderedAt,
    paymentTerm: given.paymentTerm,
    note: given.note,
    untaxed: amounts.untaxed,
    tax: amounts.tax,
    total: amounts.total,
    taxes: JSON.stringify(amounts.taxes),
  };
}

function insertLines(db: Db, orderId: number, lines: PricedOrderLine[], amounts: DocumentAmounts): void {
  const insert = db.prepare(
    `INSERT INTO order_line (order_id, position, product_code, description, quantity, unit_price, tax_code, tax_rate, net, tax, total)
     VALUES (:orderId, :position, :productCode, :description, :quantity, :unitPrice, :taxCode, :taxRate, :net, :tax, :total)`,
  );
  lines.forEach((line, index) => {
    insert.run({ orderId, position: index + 1, ...line, ...amounts.lines[index] });
  });
}
