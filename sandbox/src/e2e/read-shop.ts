import { createHash } from 'node:crypto';
import type { MessageValues } from '@counterfoil/shared-types';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { queryDatabase, type Row } from '../store/query-database.ts';

/** An order as the shop's own tables have it, read past WordPress and past the plugin. */
export interface ShopOrder {
  readonly id: number;
  /** Without `wc-`. */
  readonly status: string;
  /** Decimal text as stored, up to 8 decimals. */
  readonly total: string;
  readonly currency: string;
  /** What its reference in the ERP must end with. */
  readonly check: string;
  readonly email: string;
}

/** Every order that is not a draft; refunds are none. */
export async function readShopOrders(shop: SandboxInstance): Promise<ShopOrder[]> {
  const { db, storage } = shop.store;
  const hpos = `SELECT o.id, o.status, o.total_amount AS total, o.currency, p.order_key, o.billing_email AS email
    FROM ${db.prefix}wc_orders o JOIN ${db.prefix}wc_order_operational_data p ON p.order_id = o.id WHERE o.type = 'shop_order'`;
  const meta = (name: string) =>
    `(SELECT m.meta_value FROM ${db.prefix}postmeta m WHERE m.post_id = o.ID AND m.meta_key = '${name}' LIMIT 1)`;
  const legacy = `SELECT o.ID AS id, o.post_status AS status, ${meta('_order_total')} AS total, ${meta('_order_currency')} AS currency,
    ${meta('_order_key')} AS order_key, ${meta('_billing_email')} AS email FROM ${db.prefix}posts o WHERE o.post_type = 'shop_order'`;
  const rows = await queryDatabase(db, `${storage === 'hpos' ? hpos : legacy} ORDER BY 1`);
  return rows.map(toOrder).filter((order) => !DRAFTS.includes(order.status));
}

const DRAFTS = ['checkout-draft', 'auto-draft', 'draft'];

function toOrder(row: Row): ShopOrder {
  return {
    id: Number(row['id']),
    status: String(row['status']).replace(/^wc-/, ''),
    total: String(row['total'] ?? '0'),
    currency: String(row['currency']),
    check: checkOf(String(row['order_key'] ?? '')),
    email: String(row['email'] ?? ''),
  };
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** 6 base32 characters of SHA-256, computed here once more and not by the code under test. */
export function checkOf(text: string): string {
  const bits = createHash('sha256').update(text).digest().readUInt32BE(0) >>> 2;
  return Array.from({ length: 6 }, (_, place) => BASE32[(bits >>> (25 - 5 * place)) & 31]).join('');
}

/** What wp-admin shows of an order that the shop has: the plugin's own row. */
export interface Journey {
  readonly orderId: number;
  readonly state: string;
  readonly code: string;
  readonly values: MessageValues;
  readonly documentNumber: string | null;
}

export async function readJourneys(shop: SandboxInstance): Promise<Journey[]> {
  const { db } = shop.store;
  const rows = await queryDatabase(
    db,
    `SELECT order_id, state, code, code_values, document_number FROM ${db.prefix}counterfoil_journeys WHERE state <> 'only_in_erp' ORDER BY order_id`,
  );
  return rows.map((row) => ({
    orderId: Number(row['order_id']),
    state: String(row['state']),
    code: String(row['code']),
    values: row['code_values'] === null ? {} : JSON.parse(String(row['code_values'])),
    documentNumber: row['document_number'] === null ? null : String(row['document_number']),
  }));
}

/** Codes of an order's steps, in time order. */
export async function readSteps(shop: SandboxInstance, orderId: number): Promise<string[]> {
  const { db } = shop.store;
  const rows = await queryDatabase(
    db,
    `SELECT code FROM ${db.prefix}counterfoil_journey_steps WHERE order_id = ? ORDER BY at, id`,
    [orderId],
  );
  return rows.map((row) => String(row['code']));
}

/**
 * Rows of the outbox that nobody has said the last word about; `waiting` and `kept` ones.
 * @param but of these orders
 */
export async function countUnsettled(
  shop: SandboxInstance,
  but: ReadonlySet<number> = new Set(),
): Promise<number> {
  const { db } = shop.store;
  const rows = await queryDatabase(
    db,
    `SELECT order_id FROM ${db.prefix}counterfoil_outbox WHERE state <> 'settled'`,
  );
  return rows.filter((row) => !but.has(Number(row['order_id']))).length;
}

/** How many of these orders the agent has and has not answered yet. */
export async function countKept(shop: SandboxInstance, orderIds: readonly number[]): Promise<number> {
  const { db } = shop.store;
  const rows = await queryDatabase(
    db,
    `SELECT COUNT(DISTINCT order_id) AS kept FROM ${db.prefix}counterfoil_outbox
     WHERE state = 'kept' AND order_id IN (${orderIds.map(() => '?').join(', ')})`,
    orderIds,
  );
  return Number(rows[0]?.['kept']);
}
