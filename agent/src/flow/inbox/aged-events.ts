import type { AgentDatabase } from '../../database/open-database.ts';
import type { AgentTransaction } from '../../database/transaction.ts';

// What is asked of the `events`, and done to them, as they grow old; all else is in `inbox-table.ts`.

/** Whose events came, in the order in which they came, from a place on. */
export async function eventsAfter(
  database: AgentDatabase,
  tenant: string,
  sequence: number,
  limit: number,
): Promise<{ sequence: number; orderId: number; receivedAt: string }[]> {
  const rows = await database
    .selectFrom('events')
    .select(['sequence', 'order_id', 'received_at'])
    .where('tenant', '=', tenant)
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    sequence: row.sequence,
    orderId: row.order_id,
    receivedAt: row.received_at,
  }));
}

/** Of these orders those with an event that waits. */
export async function ordersWaiting(
  database: AgentDatabase,
  tenant: string,
  orderIds: readonly number[],
): Promise<number[]> {
  const rows = await database
    .selectFrom('events')
    .select('order_id')
    .distinct()
    .where('tenant', '=', tenant)
    .where('order_id', 'in', [...orderIds])
    .where('state', '=', 'waiting')
    .execute();
  return rows.map((row) => row.order_id);
}

/**
 * Of these orders those with an event that came or was answered since, that waits, or that the shop does not know to be
 * kept.
 */
export async function ordersStirredSince(
  database: AgentDatabase,
  tenant: string,
  orderIds: readonly number[],
  since: string,
): Promise<number[]> {
  const rows = await database
    .selectFrom('events')
    .select('order_id')
    .distinct()
    .where('tenant', '=', tenant)
    .where('order_id', 'in', [...orderIds])
    .where((event) =>
      event.or([
        event('state', '=', 'waiting'),
        event('confirmation', '=', 'owed'),
        event('received_at', '>=', since),
        event('answered_at', '>=', since),
      ]),
    )
    .execute();
  return rows.map((row) => row.order_id);
}

/** Their receipts go first. */
export async function deleteEvents(
  transaction: AgentTransaction,
  tenant: string,
  orderId: number,
): Promise<void> {
  await transaction
    .deleteFrom('events')
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .execute();
}
