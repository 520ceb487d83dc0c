import { type OrderSnapshot, orderSnapshot, reason } from '@counterfoil/shared-types';
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
    snapshot: row.snapshot === null ? null : orderSnapshot.parse(JSON.parse(row.snapshot)),
    invalid:
      row.presence === 'invalid' && row.invalid_field !== null && row.invalid_reason !== null
        ? { field: row.invalid_field, reason: reason.parse(JSON.parse(row.invalid_reason)) }
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

/** The order is gone, can't be read, or came in a state that can't be right; what was known of it before stays beside that. */
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
      order_check: null,
      snapshot: null,
      ...state,
    })
    .onConflict((conflict) => conflict.columns(['tenant', 'order_id']).doUpdateSet(state))
    .execute();
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
