import type { ErpDocument, Message } from '@counterfoil/shared-types';
import type { ErpOrderDraft } from '../../adapters/erp-documents.ts';
import type { AgentDatabase } from '../../database/open-database.ts';
import type { DeliveryRow } from '../../database/schema.ts';
import type { AgentTransaction } from '../../database/transaction.ts';
import type { OrderContent } from '../canonical/order-content.ts';
import { checkMove, type DeliveryState } from './delivery-states.ts';

export interface Delivery {
  readonly state: DeliveryState;
  readonly check: string | null;
  readonly reference: string | null;
  /** What the document stands for, or is to stand for once it is made. */
  readonly content: OrderContent | null;
  /** As it was sent last. */
  readonly draft: ErpOrderDraft | null;
  readonly erpId: string | null;
  readonly document: ErpDocument | null;
  readonly adopted: boolean;
  readonly mappingVersion: string;
  readonly leftOut: boolean;
  readonly said: Message | null;
}

const NEW: Delivery = {
  state: 'open',
  check: null,
  reference: null,
  content: null,
  draft: null,
  erpId: null,
  document: null,
  adopted: false,
  mappingVersion: '',
  leftOut: false,
  said: null,
};

export async function readDelivery(
  database: AgentDatabase,
  tenant: string,
  orderId: number,
): Promise<Delivery | null> {
  const row = await database
    .selectFrom('deliveries')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  return row ? deliveryOf(row) : null;
}

/**
 * Writes what changed; a new state is checked against the table of moves, and what was said about the old one no longer counts.
 * @throws {Error} for a move that is not legal
 */
export async function writeDelivery(
  transaction: AgentTransaction,
  tenant: string,
  orderId: number,
  at: string,
  changes: Partial<Delivery>,
): Promise<void> {
  const known = await readDelivery(transaction, tenant, orderId);
  const before = known ?? NEW;
  const moved = changes.state !== undefined && changes.state !== before.state;
  if (changes.state) checkMove(before.state, changes.state);
  const after: Delivery = { ...before, ...(moved ? { said: null } : {}), ...changes };
  const row = {
    state: after.state,
    order_check: after.check,
    reference: after.reference,
    content: json(after.content),
    draft: json(after.draft),
    erp_id: after.erpId,
    document: json(after.document),
    adopted: after.adopted ? 1 : 0,
    mapping_version: after.mappingVersion,
    left_out: after.leftOut ? 1 : 0,
    said: json(after.said),
  } as const;
  if (!known) {
    await transaction
      .insertInto('deliveries')
      .values({ tenant, order_id: orderId, changed_at: at, ...row })
      .execute();
    return;
  }
  await transaction
    .updateTable('deliveries')
    .set(moved ? { ...row, changed_at: at } : row)
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .execute();
}

/** Of these orders those that are delivered or skipped, and were so before. */
export async function endedBefore(
  database: AgentDatabase,
  tenant: string,
  orderIds: readonly number[],
  before: string,
): Promise<number[]> {
  const rows = await database
    .selectFrom('deliveries')
    .select('order_id')
    .where('tenant', '=', tenant)
    .where('order_id', 'in', [...orderIds])
    .where('state', 'in', ['delivered', 'skipped'])
    .where('changed_at', '<', before)
    .execute();
  return rows.map((row) => row.order_id);
}

/** Whether any order was sent to the ERP, or may have been. */
export async function isAnySent(database: AgentDatabase, tenant: string): Promise<boolean> {
  const row = await database
    .selectFrom('deliveries')
    .select('order_id')
    .where('tenant', '=', tenant)
    .where('state', 'in', ['sending', 'in_doubt', 'made', 'delivered'])
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function deliveryOf(row: DeliveryRow): Delivery {
  return {
    state: row.state,
    check: row.order_check,
    reference: row.reference,
    content: read<OrderContent>(row.content),
    draft: read<ErpOrderDraft>(row.draft),
    erpId: row.erp_id,
    document: read<ErpDocument>(row.document),
    adopted: row.adopted === 1,
    mappingVersion: row.mapping_version,
    leftOut: row.left_out === 1,
    said: read<Message>(row.said),
  };
}

// Written by this file only, so what comes back is what went in.
function read<T>(text: string | null): T | null {
  return text === null ? null : (JSON.parse(text) as T);
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
