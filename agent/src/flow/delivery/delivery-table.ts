import type { ErpDocument, Message } from '@counterfoil/shared-types';
import type { ErpOrderDraft, ErpOrderState } from '../../adapters/erp-documents.ts';
import type { AgentDatabase } from '../../database/open-database.ts';
import type { DeliveryRow } from '../../database/schema.ts';
import type { AgentTransaction } from '../../database/transaction.ts';
import type { OrderContent } from '../canonical/order-content.ts';
import { checkMove, type DeliveryState, hasEnded } from './delivery-states.ts';
import type { DocumentKey, OrderKey, OrdersDocument } from './document-key.ts';

/** A document of the ERP as it was read back last. */
export type SeenDocument = Pick<ErpDocument, 'id' | 'number' | 'url'> & { readonly state: ErpOrderState };

export interface Delivery {
  readonly key: OrdersDocument;
  readonly state: DeliveryState;
  /** What the document stands for, or is to stand for once it is made. */
  readonly content: OrderContent | null;
  /** As it was sent last. */
  readonly draft: ErpOrderDraft | null;
  readonly document: SeenDocument | null;
  readonly adopted: boolean;
  /** Of the rules by which it was sent; '': it was not. */
  readonly mappingHash: string;
  readonly leftOut: boolean;
  /** A person said that it is an order of its own, though its id stood for another one. */
  readonly newOrder: boolean;
  readonly said: Message | null;
}

const NEW: Omit<Delivery, 'key'> = {
  state: 'open',
  content: null,
  draft: null,
  document: null,
  adopted: false,
  mappingHash: '',
  leftOut: false,
  newOrder: false,
  said: null,
};

/**
 * All that is kept under an order's id: also of orders that had it before, and of documents that were replaced; oldest
 * first.
 */
export async function deliveriesOf(
  database: AgentDatabase,
  tenant: string,
  orderId: number,
): Promise<Delivery[]> {
  const rows = await database
    .selectFrom('deliveries')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .orderBy('generation')
    .execute();
  return rows.map(deliveryOf);
}

/** The documents of an order that the ERP has or had, as the shop is told of them. */
export async function documentsOf(
  database: AgentDatabase,
  tenant: string,
  order: OrderKey,
): Promise<ErpDocument[]> {
  const deliveries = await deliveriesOf(database, tenant, order.id);
  return deliveries.flatMap(({ key, document, state }) => {
    if (document === null || key.order.check !== order.check) return [];
    const { kind, shopId, check, generation } = key;
    const live = state !== 'replaced' && document.state !== 'cancelled';
    return [{ kind, shopId, check, generation, ...document, live }];
  });
}

/**
 * Writes what changed; a new state is checked against the table of moves, and what was said about the old one no longer
 * counts. What was kept of an order while nothing but its id was known, is this one's from now on.
 * @throws {Error} for a move that is not legal
 */
export async function writeDelivery(
  transaction: AgentTransaction,
  tenant: string,
  key: OrdersDocument,
  at: string,
  changes: Partial<Omit<Delivery, 'key'>>,
): Promise<void> {
  const known =
    (await readDelivery(transaction, tenant, key)) ??
    (await readDelivery(transaction, tenant, { ...key, check: '', generation: 1 }));
  const before = known ?? NEW;
  const moved = changes.state !== undefined && changes.state !== before.state;
  if (changes.state) checkMove(before.state, changes.state);
  const after = { ...before, ...(moved ? { said: null } : {}), ...changes };
  const row = {
    ...columnsOf(key),
    order_id: key.order.id,
    order_check: key.order.check,
    state: after.state,
    content: json(after.content),
    draft: json(after.draft),
    document: json(after.document),
    adopted: after.adopted ? 1 : 0,
    mapping_hash: after.mappingHash,
    left_out: after.leftOut ? 1 : 0,
    new_order: after.newOrder ? 1 : 0,
    said: json(after.said),
  } as const;
  if (!known) {
    await transaction
      .insertInto('deliveries')
      .values({ tenant, changed_at: at, ...row })
      .execute();
    return;
  }
  await transaction
    .updateTable('deliveries')
    .set(moved ? { ...row, changed_at: at } : row)
    .where((where) => where.and({ tenant, ...columnsOf(known.key) }))
    .execute();
}

/** The ERP has another generation of the document than the one that was to be made: this delivery is that one's. */
export async function becomeGeneration(
  transaction: AgentTransaction,
  tenant: string,
  key: OrdersDocument,
  generation: number,
): Promise<void> {
  if (generation === key.generation) return;
  const isKnown = (await readDelivery(transaction, tenant, { ...key, generation })) !== null;
  if (isKnown) {
    await transaction
      .deleteFrom('deliveries')
      .where((where) => where.and({ tenant, ...columnsOf(key) }))
      .execute();
    return;
  }
  await transaction
    .updateTable('deliveries')
    .set({ generation })
    .where((where) => where.and({ tenant, ...columnsOf(key) }))
    .execute();
}

async function readDelivery(
  database: AgentDatabase,
  tenant: string,
  key: DocumentKey,
): Promise<Delivery | null> {
  const row = await database
    .selectFrom('deliveries')
    .selectAll()
    .where((where) => where.and({ tenant, ...columnsOf(key) }))
    .executeTakeFirst();
  return row ? deliveryOf(row) : null;
}

function columnsOf({ kind, shopId, check, generation }: DocumentKey) {
  return { kind, shop_id: shopId, document_check: check, generation };
}

/** Of these orders those all of whose deliveries came to an end before: also of orders that had the id before. */
export async function endedBefore(
  database: AgentDatabase,
  tenant: string,
  orderIds: readonly number[],
  before: string,
): Promise<number[]> {
  const rows = await database
    .selectFrom('deliveries')
    .select(['order_id', 'state', 'changed_at'])
    .where('tenant', '=', tenant)
    .where('order_id', 'in', [...orderIds])
    .execute();
  const isOpen = rows.filter((row) => !hasEnded(row.state) || row.changed_at >= before);
  const open = new Set(isOpen.map((row) => row.order_id));
  return [...new Set(rows.map((row) => row.order_id))].filter((orderId) => !open.has(orderId));
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
    key: {
      kind: row.kind,
      shopId: row.shop_id,
      check: row.document_check,
      generation: row.generation,
      order: { id: row.order_id, check: row.order_check },
    },
    state: row.state,
    content: read<OrderContent>(row.content),
    draft: read<ErpOrderDraft>(row.draft),
    document: read<SeenDocument>(row.document),
    adopted: row.adopted === 1,
    mappingHash: row.mapping_hash,
    leftOut: row.left_out === 1,
    newOrder: row.new_order === 1,
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
