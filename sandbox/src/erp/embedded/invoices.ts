import { z } from 'zod';
import { invalid, notFound } from './api-error.ts';
import { currencyDigits } from './catalogue.ts';
import { toText, toUnits } from './decimals.ts';
import { type Listing, listPage, type Page } from './list-page.ts';
import type { Db } from './open-database.ts';
import { getOrder, wrongState } from './orders.ts';
import { optionalText, positiveDecimal, readBody, reference, time } from './read-body.ts';
import { documentNumber, refuseTakenReference } from './unique-reference.ts';

const newInvoice = z.strictObject({});

type Payment = { id: number; reference: string; amount: string; method: string | null; paidAt: string };

export type Invoice = {
  id: number;
  number: string;
  orderId: number;
  state: 'open' | 'paid';
  currency: string;
  untaxed: string;
  tax: string;
  total: string;
  paid: string;
  issuedAt: string;
  modifiedAt: string;
  payments: Payment[];
};

const listing: Listing = { table: 'invoice', filters: { orderId: 'order_id = ?' }, modified: true };

export function getInvoice(db: Db, id: number): Invoice {
  const row = db
    .prepare<[number], Omit<Invoice, 'number' | 'payments'>>(
      `SELECT id, order_id AS orderId, state, currency, untaxed, tax, total, paid, issued_at AS issuedAt,
       modified_at AS modifiedAt FROM invoice WHERE id = ?`,
    )
    .get(id);
  if (row === undefined) throw notFound(`invoice ${id}`);
  const payments = db
    .prepare<[number], Payment>(
      'SELECT id, reference, amount, method, paid_at AS paidAt FROM payment WHERE invoice_id = ? ORDER BY id',
    )
    .all(id);
  return { ...row, number: documentNumber('INV', id), payments };
}

export function listInvoices(db: Db, query: URLSearchParams): Page<Invoice> {
  return listPage(db, listing, query, (id) => getInvoice(db, id));
}

/** One invoice over the whole order; an order that has one keeps it. */
export function invoiceOrder(
  db: Db,
  orderId: number,
  body: unknown,
  now: string,
): { created: boolean; invoice: Invoice } {
  readBody(newInvoice, body);
  const order = getOrder(db, orderId);
  const old = db.prepare<[number], { id: number }>('SELECT id FROM invoice WHERE order_id = ?').get(orderId);
  if (old !== undefined) return { created: false, invoice: getInvoice(db, old.id) };
  if (order.state !== 'confirmed' && order.state !== 'shipped') {
    throw wrongState(order, 'only a confirmed or shipped order can be invoiced');
  }
  const nothing = toText(0n, currencyDigits(db, 'currency', order.currency));
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO invoice (order_id, state, currency, untaxed, tax, total, paid, issued_at, modified_at)
       VALUES (?, 'open', ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(orderId, order.currency, order.untaxed, order.tax, order.total, nothing, now, now);
  return { created: true, invoice: getInvoice(db, Number(lastInsertRowid)) };
}

/** Never more than is open; `paid` once nothing is. */
export function payInvoice(db: Db, id: number, body: unknown, now: string): Invoice {
  const invoice = getInvoice(db, id);
  const digits = currencyDigits(db, 'currency', invoice.currency);
  const newPayment = z.strictObject({
    reference,
    amount: positiveDecimal(digits),
    method: optionalText(64),
    paidAt: time,
  });
  const given = readBody(newPayment, body);
  refuseTakenReference(db, 'payment', given.reference);
  const open = toUnits(invoice.total, digits) - toUnits(invoice.paid, digits);
  const amount = toUnits(given.amount, digits);
  if (amount > open) throw invalid('amount', given.amount, `only ${toText(open, digits)} is open`);
  db.prepare(
    'INSERT INTO payment (invoice_id, reference, amount, method, paid_at) VALUES (?, ?, ?, ?, ?)',
  ).run(id, given.reference, toText(amount, digits), given.method, given.paidAt);
  const paid = toText(toUnits(invoice.paid, digits) + amount, digits);
  db.prepare('UPDATE invoice SET paid = ?, state = ?, modified_at = ? WHERE id = ?').run(
    paid,
    amount === open ? 'paid' : 'open',
    now,
    id,
  );
  return getInvoice(db, id);
}
