import type { MessageValues } from '@counterfoil/shared-types';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { queryDatabase } from '../store/query-database.ts';

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

/** Orders that the shop lost and wp-admin lists as only in the ERP: id with check, and the document's number. */
export async function readOnlyInErp(shop: SandboxInstance): Promise<[order: string, document: string][]> {
  const { db } = shop.store;
  const rows = await queryDatabase(
    db,
    `SELECT order_id, former_check, document_number FROM ${db.prefix}counterfoil_journeys WHERE state = 'only_in_erp' ORDER BY order_id`,
  );
  return rows.map((row) => [`${row['order_id']}-${row['former_check']}`, String(row['document_number'])]);
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
