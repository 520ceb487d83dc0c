import { z } from 'zod';
import { ApiError, invalid, notFound } from './api-error.ts';
import { unknown } from './catalogue.ts';
import { toUnits } from './decimals.ts';
import { type Listing, listPage, type Page } from './list-page.ts';
import { setOrderState } from './move-order.ts';
import type { Db } from './open-database.ts';
import { QUANTITY_DIGITS } from './order-amounts.ts';
import { getOrder, type OrderLine, wrongState } from './orders.ts';
import { addQuantities, moveStock, negative } from './products.ts';
import { optionalText, positiveDecimal, readBody, recordId, time } from './read-body.ts';
import { documentNumber } from './unique-reference.ts';

const newShipment = z.strictObject({
  lines: z
    .array(z.strictObject({ lineId: recordId, quantity: positiveDecimal(QUANTITY_DIGITS) }))
    .min(1)
    .max(500)
    .optional(),
  carrier: optionalText(100),
  trackingNumber: optionalText(100),
  shippedAt: time.nullish(),
});

type ShipmentLine = { lineId: number; productCode: string; quantity: string };

export type Shipment = {
  id: number;
  number: string;
  orderId: number;
  carrier: string | null;
  trackingNumber: string | null;
  shippedAt: string;
  modifiedAt: string;
  lines: ShipmentLine[];
};

const listing: Listing = { table: 'shipment', filters: { orderId: 'order_id = ?' }, modified: true };

export function getShipment(db: Db, id: number): Shipment {
  const row = db
    .prepare<[number], Omit<Shipment, 'number' | 'lines'> & { lines: string }>(
      `SELECT id, order_id AS orderId, carrier, tracking_number AS trackingNumber, shipped_at AS shippedAt,
       modified_at AS modifiedAt, lines FROM shipment WHERE id = ?`,
    )
    .get(id);
  if (row === undefined) throw notFound(`shipment ${id}`);
  return { ...row, number: documentNumber('SH', id), lines: JSON.parse(row.lines) };
}

export function listShipments(db: Db, query: URLSearchParams): Page<Shipment> {
  return listPage(db, listing, query, (id) => getShipment(db, id));
}

/** Ships all that is left, or the given lines. The order is `shipped` once no stock-tracked line has anything left. */
export function shipOrder(db: Db, orderId: number, body: unknown, now: string): Shipment {
  const given = readBody(newShipment, body);
  const order = getOrder(db, orderId);
  if (order.state !== 'confirmed') throw wrongState(order, 'only a confirmed order can be shipped');
  const lines = given.lines?.map((one, index) => pick(order.lines, one, index)) ?? allThatIsLeft(order.lines);
  if (new Set(lines.map((line) => line.lineId)).size !== lines.length) {
    throw invalid('lines', null, 'a line is named twice');
  }
  for (const line of lines) {
    db.prepare('UPDATE order_line SET shipped_quantity = ? WHERE id = ?').run(
      addQuantities(shipped(order.lines, line.lineId), line.quantity),
      line.lineId,
    );
    const less = negative(line.quantity);
    moveStock(db, line.productCode, { onHand: less, allocated: less }, now);
  }
  const { lastInsertRowid } = db
    .prepare(
      'INSERT INTO shipment (order_id, carrier, tracking_number, shipped_at, modified_at, lines) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(orderId, given.carrier, given.trackingNumber, given.shippedAt ?? now, now, JSON.stringify(lines));
  const waiting = getOrder(db, orderId).lines.some((line) => left(line) !== '0' && isStockTracked(db, line));
  setOrderState(db, orderId, waiting ? 'confirmed' : 'shipped', now);
  return getShipment(db, Number(lastInsertRowid));
}

function left(line: OrderLine): string {
  return addQuantities(line.quantity, negative(line.shippedQuantity));
}

function shipped(lines: OrderLine[], lineId: number): string {
  return lines.find((line) => line.id === lineId)?.shippedQuantity ?? '0';
}

function allThatIsLeft(lines: OrderLine[]): ShipmentLine[] {
  return lines
    .map((line) => ({ lineId: line.id, productCode: line.productCode, quantity: left(line) }))
    .filter((line) => line.quantity !== '0');
}

function pick(lines: OrderLine[], one: { lineId: number; quantity: string }, index: number): ShipmentLine {
  const line = lines.find((candidate) => candidate.id === one.lineId);
  if (line === undefined)
    throw unknown('unknown_order_line', 'line of this order with id', `lines[${index}].lineId`, one.lineId);
  if (toUnits(one.quantity, QUANTITY_DIGITS) > toUnits(left(line), QUANTITY_DIGITS)) {
    throw new ApiError(
      422,
      'quantity_exceeded',
      `lines[${index}].quantity: only ${left(line)} is left to ship`,
      {
        field: `lines[${index}].quantity`,
        value: one.quantity,
      },
    );
  }
  return { ...one, productCode: line.productCode };
}

function isStockTracked(db: Db, line: OrderLine): boolean {
  return (
    db.prepare('SELECT 1 FROM product WHERE code = ? AND on_hand IS NOT NULL').get(line.productCode) !==
    undefined
  );
}
