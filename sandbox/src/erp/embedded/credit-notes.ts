import { z } from 'zod';
import { ApiError, notFound } from './api-error.ts';
import { currencyDigits, taxRate, unknown } from './catalogue.ts';
import { refuseClosedPeriod } from './closed-period.ts';
import { toUnits } from './decimals.ts';
import { type Listing, listPage, type Page } from './list-page.ts';
import type { Db } from './open-database.ts';
import { computeAmounts, QUANTITY_DIGITS, type TaxSum } from './order-amounts.ts';
import { type DocumentLine, getOrder, lineFields, wrongState } from './orders.ts';
import { addQuantities, moveStock, requireProduct } from './products.ts';
import { optionalText, readBody, recordId, reference, time } from './read-body.ts';
import { documentNumber, refuseTakenReference } from './unique-reference.ts';

const newCreditNote = z.strictObject({
  reference,
  orderId: recordId,
  issuedAt: time,
  restock: z.boolean(),
  note: optionalText(4000),
  lines: z
    .array(z.strictObject({ orderLineId: recordId.nullish(), ...lineFields }))
    .min(1)
    .max(500),
});

type CreditNoteLine = DocumentLine & { id: number; orderLineId: number | null };

type CreditNoteHead = {
  id: number;
  reference: string;
  orderId: number;
  currency: string;
  untaxed: string;
  tax: string;
  total: string;
  issuedAt: string;
  note: string | null;
  modifiedAt: string;
};

export type CreditNote = CreditNoteHead & {
  number: string;
  taxes: TaxSum[];
  restock: boolean;
  lines: CreditNoteLine[];
};

const listing: Listing = {
  table: 'credit_note',
  filters: { reference: 'reference = ?', orderId: 'order_id = ?' },
  modified: true,
};

export function getCreditNote(db: Db, id: number): CreditNote {
  const head = db
    .prepare<[number], CreditNoteHead & { taxes: string; restock: number }>(
      `SELECT id, reference, order_id AS orderId, currency, untaxed, tax, total, taxes, issued_at AS issuedAt, restock, note,
       modified_at AS modifiedAt FROM credit_note WHERE id = ?`,
    )
    .get(id);
  if (head === undefined) throw notFound(`credit note ${id}`);
  const lines = db
    .prepare<[number], CreditNoteLine>(
      `SELECT id, order_line_id AS orderLineId, product_code AS productCode, description, quantity, unit_price AS unitPrice,
       tax_code AS taxCode, tax_rate AS taxRate, net, tax, total FROM credit_note_line WHERE credit_note_id = ? ORDER BY id`,
    )
    .all(id);
  return {
    ...head,
    number: documentNumber('CN', id),
    taxes: JSON.parse(head.taxes),
    restock: head.restock === 1,
    lines,
  };
}

export function listCreditNotes(db: Db, query: URLSearchParams): Page<CreditNote> {
  return listPage(db, listing, query, (id) => getCreditNote(db, id));
}

/**
 * Posted at once; a credit note has no states. Counts what it credits on the order's lines, never above what was
 * ordered.
 */
export function createCreditNote(db: Db, body: unknown, now: string): CreditNote {
  const given = readBody(newCreditNote, body);
  refuseTakenReference(db, 'credit_note', given.reference);
  if (db.prepare('SELECT 1 FROM sales_order WHERE id = ?').get(given.orderId) === undefined) {
    throw unknown('unknown_order', 'order', 'orderId', given.orderId);
  }
  const order = getOrder(db, given.orderId);
  if (order.state !== 'confirmed' && order.state !== 'shipped') {
    throw wrongState(order, 'only a confirmed or shipped order can be credited');
  }
  refuseClosedPeriod(db, 'issuedAt', given.issuedAt);
  const lines = given.lines.map((line, index) => {
    const product = requireProduct(db, `lines[${index}].productCode`, line.productCode);
    const rate = taxRate(db, `lines[${index}].taxCode`, line.taxCode);
    if (line.orderLineId != null) {
      creditOrderLine(
        db,
        given.orderId,
        line.orderLineId,
        line.productCode,
        line.quantity,
        `lines[${index}]`,
      );
      if (given.restock) moveStock(db, line.productCode, { onHand: line.quantity }, now);
    }
    return { ...line, description: line.description ?? product.name, taxRate: rate };
  });
  const amounts = computeAmounts(lines, currencyDigits(db, 'orderId', order.currency));
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO credit_note (reference, order_id, currency, untaxed, tax, total, taxes, issued_at, restock, note, modified_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      given.reference,
      given.orderId,
      order.currency,
      amounts.untaxed,
      amounts.tax,
      amounts.total,
      JSON.stringify(amounts.taxes),
      given.issuedAt,
      given.restock ? 1 : 0,
      given.note,
      now,
    );
  const id = Number(lastInsertRowid);
  const insert = db.prepare(
    `INSERT INTO credit_note_line (credit_note_id, order_line_id, product_code, description, quantity, unit_price, tax_code,
       tax_rate, net, tax, total)
     VALUES (:id, :orderLineId, :productCode, :description, :quantity, :unitPrice, :taxCode, :taxRate, :net, :tax, :total)`,
  );
  lines.forEach((line, index) => {
    insert.run({ id, ...line, orderLineId: line.orderLineId ?? null, ...amounts.lines[index] });
  });
  return getCreditNote(db, id);
}

function creditOrderLine(
  db: Db,
  orderId: number,
  lineId: number,
  productCode: string,
  quantity: string,
  field: string,
): void {
  const line = getOrder(db, orderId).lines.find(
    (one) => one.id === lineId && one.productCode === productCode,
  );
  if (line === undefined) {
    throw unknown(
      'unknown_order_line',
      `line of this order and product with id`,
      `${field}.orderLineId`,
      lineId,
    );
  }
  const credited = addQuantities(line.creditedQuantity, quantity);
  if (toUnits(credited, QUANTITY_DIGITS) > toUnits(line.quantity, QUANTITY_DIGITS)) {
    throw new ApiError(
      422,
      'quantity_exceeded',
      `${field}.quantity: ${line.quantity} was ordered and ${line.creditedQuantity} is credited already`,
      { field: `${field}.quantity`, value: quantity },
    );
  }
  db.prepare('UPDATE order_line SET credited_quantity = ? WHERE id = ?').run(credited, lineId);
}
