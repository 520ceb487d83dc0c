import type { OrderSnapshot, Reason } from '@counterfoil/shared-types';
import type { AgentDatabase } from '../../database/open-database.ts';
import type { OrderStateRow } from '../../database/schema.ts';
import type { AgentTransaction } from '../../database/transaction.ts';
import type { InvalidState } from './invalid-state.ts';

/** The newest state of one order that the shop gave. */
export interface OrderState {
  readonly orderId: number;
  readonly presence: OrderStateRow['presence'];
  readonly readNumber: number;
  readonly number: string | null;
  readonly check: string | null;
  /** Null: none came yet, or it was reduced. */
  readonly snapshot: OrderSnapshot | null;
  /** What can't be right in it, with presence `invalid`. */
  readonly invalid: InvalidState | null;
}

export async function readOrderState(
  database: AgentDatabase,
  tenant: string,
  orderId: number,
): Promise<OrderState | null> {
  const row = await database
    .selectFrom('orders')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    orderId,
    presence: row.presence,
    readNumber: row.read_number,
    number: row.number,
    check: row.order_check,
    // Parsed at the door, and written by this file only.
    snapshot: row.snapshot === null ? null : (JSON.parse(row.snapshot) as OrderSnapshot),
    invalid:
      row.presence === 'invalid' && row.invalid_field !== null && row.invalid_reason !== null
        ? { field: row.invalid_field, reason: JSON.parse(row.invalid_reason) as Reason }
        : null,
  };
}

/** Enough to see whether a newer state has come. */
export async function readNumberOf(
  database: AgentDatabase,
  tenant: string,
  orderId: number,
): Promise<{ readNumber: number; presence: string }> {
  const row = await database
    .selectFrom('orders')
    .select(['read_number', 'presence'])
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  return { readNumber: row?.read_number ?? 0, presence: row?.presence ?? '' };
}

export async function writeSnapshot(
  transaction: AgentTransaction,
  tenant: string,
  snapshot: OrderSnapshot,
  receivedAt: string,
): Promise<void> {
  const state = {
    presence: 'present',
    read_number: snapshot.readNumber,
    number: snapshot.number,
    status: snapshot.status,
    order_check: snapshot.check,
    snapshot: JSON.stringify(snapshot),
    invalid_field: null,
    invalid_reason: null,
    received_at: receivedAt,
  } as const;
  await transaction
    .insertInto('orders')
    .values({ tenant, order_id: snapshot.id, ...state })
    .onConflict((conflict) => conflict.columns(['tenant', 'order_id']).doUpdateSet(state))
    .execute();
}

/**
 * The order is gone, can't be read, or came in a state that can't be right; what was known of it before stays beside
 * that.
 */
export async function writePresence(
  transaction: AgentTransaction,
  tenant: string,
  orderId: number,
  presence: Exclude<OrderStateRow['presence'], 'present'>,
  about: {
    readonly number: string | null;
    readonly invalid?: InvalidState;
  },
  receivedAt: string,
): Promise<void> {
  const state = {
    presence,
    invalid_field: about.invalid?.field ?? null,
    invalid_reason: about.invalid ? JSON.stringify(about.invalid.reason) : null,
    received_at: receivedAt,
    ...(about.number === null ? {} : { number: about.number }),
  };
  await transaction
    .insertInto('orders')
    .values({
      tenant,
      order_id: orderId,
      read_number: 0,
      number: null,
      status: null,
      order_check: null,
      snapshot: null,
      ...state,
    })
    .onConflict((conflict) => conflict.columns(['tenant', 'order_id']).doUpdateSet(state))
    .execute();
}

/** By id, from one on: orders whose data is here. */
export async function ordersWithSnapshot(
  database: AgentDatabase,
  tenant: string,
  afterOrderId: number,
  limit: number,
): Promise<number[]> {
  const rows = await database
    .selectFrom('orders')
    .select('order_id')
    .where('tenant', '=', tenant)
    .where('snapshot', 'is not', null)
    .where('order_id', '>', afterOrderId)
    .orderBy('order_id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.order_id);
}

/** As the shop shows them: several orders when it gave a number twice. */
export async function ordersNumbered(
  database: AgentDatabase,
  tenant: string,
  number: string,
  limit: number,
): Promise<number[]> {
  const rows = await database
    .selectFrom('orders')
    .select('order_id')
    .where('tenant', '=', tenant)
    .where('number', '=', number)
    .limit(limit)
    .execute();
  return rows.map((row) => row.order_id);
}

/** Of those of these orders that are known. */
export async function numbersOf(
  database: AgentDatabase,
  tenant: string,
  orderIds: readonly number[],
): Promise<Map<number, string | null>> {
  if (orderIds.length === 0) return new Map();
  const rows = await database
    .selectFrom('orders')
    .select(['order_id', 'number'])
    .where('tenant', '=', tenant)
    .where('order_id', 'in', [...orderIds])
    .execute();
  return new Map(rows.map((row) => [row.order_id, row.number]));
}

/** Whether any order was in this status when it was heard of last. */
export async function isAnyInStatus(
  database: AgentDatabase,
  tenant: string,
  status: string,
): Promise<boolean> {
  const row = await database
    .selectFrom('orders')
    .select('order_id')
    .where('tenant', '=', tenant)
    .where('status', '=', status)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes the order's data away; what is known of its delivery stays. */
export async function reduceSnapshot(
  transaction: AgentTransaction,
  tenant: string,
  orderId: number,
): Promise<void> {
  await transaction
    .updateTable('orders')
    .set({ snapshot: null })
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .execute();
}
