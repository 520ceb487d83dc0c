import { z } from 'zod';
import { refuseOldVersion } from './customers.ts';
import type { Db } from './open-database.ts';
import { getOrder, type Order, type OrderState, wrongState } from './orders.ts';
import { moveStock, negative } from './products.ts';
import { readBody, recordVersion } from './read-body.ts';

const move = z.strictObject({ version: recordVersion.optional() });

/** draft → confirmed; allocates the goods. Said again to a confirmed or shipped order it changes nothing. */
export function confirmOrder(db: Db, id: number, body: unknown, now: string): Order {
  const { version } = readBody(move, body);
  const order = getOrder(db, id);
  if (order.state === 'confirmed' || order.state === 'shipped') return order;
  if (order.state === 'cancelled') throw wrongState(order, 'a cancelled order stays cancelled');
  refuseOldVersion(version, order);
  for (const line of order.lines) moveStock(db, line.productCode, { allocated: line.quantity }, now);
  return setOrderState(db, id, 'confirmed', now);
}

/** draft or confirmed → cancelled, while nothing is shipped; gives the allocation back. */
export function cancelOrder(db: Db, id: number, body: unknown, now: string): Order {
  const { version } = readBody(move, body);
  const order = getOrder(db, id);
  if (order.state === 'cancelled') return order;
  if (order.state === 'shipped' || order.lines.some((line) => line.shippedQuantity !== '0')) {
    throw wrongState(order, 'goods have left already');
  }
  refuseOldVersion(version, order);
  if (order.state === 'confirmed') {
    for (const line of order.lines)
      moveStock(db, line.productCode, { allocated: negative(line.quantity) }, now);
  }
  return setOrderState(db, id, 'cancelled', now);
}

export function setOrderState(db: Db, id: number, state: OrderState, now: string): Order {
  db.prepare('UPDATE sales_order SET state = ?, version = version + 1, modified_at = ? WHERE id = ?').run(
    state,
    now,
    id,
  );
  return getOrder(db, id);
}
