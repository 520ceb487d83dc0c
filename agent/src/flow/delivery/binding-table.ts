import { sql } from 'kysely';
import type { AgentDatabase } from '../../database/open-database.ts';
import type { BindingRow } from '../../database/schema.ts';
import type { AgentTransaction } from '../../database/transaction.ts';

export interface Binding {
  readonly erpId: string;
  readonly erpNumber: string;
}

/**
 * What of the shop is what in the ERP: a document by its reference, which names its generation. Documents are unique
 * both ways; several shop customers may be one customer of the ERP.
 */
export async function findBinding(
  database: AgentDatabase,
  tenant: string,
  kind: BindingRow['kind'],
  shopKey: string,
): Promise<Binding | null> {
  const row = await database
    .selectFrom('bindings')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('kind', '=', kind)
    .where('shop_key', '=', shopKey)
    .executeTakeFirst();
  return row ? { erpId: row.erp_id, erpNumber: row.erp_number } : null;
}

/** The reference that a sales order of the ERP is bound to already; null: none. */
export async function referenceBoundTo(
  database: AgentDatabase,
  tenant: string,
  erpId: string,
): Promise<string | null> {
  const row = await database
    .selectFrom('bindings')
    .select('shop_key')
    .where('tenant', '=', tenant)
    // Written into the query: only so the index over orders alone is used.
    .where('kind', '=', sql.lit('order' as const))
    .where('erp_id', '=', erpId)
    .executeTakeFirst();
  return row?.shop_key ?? null;
}

/** Whether anything of this shop is known to be something in the ERP. */
export async function isAnyBound(database: AgentDatabase, tenant: string): Promise<boolean> {
  const row = await database
    .selectFrom('bindings')
    .select('erp_id')
    .where('tenant', '=', tenant)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertBinding(
  transaction: AgentTransaction,
  tenant: string,
  kind: BindingRow['kind'],
  shopKey: string,
  binding: Binding,
  at: string,
): Promise<void> {
  await transaction
    .insertInto('bindings')
    .values({
      tenant,
      kind,
      shop_key: shopKey,
      erp_id: binding.erpId,
      erp_number: binding.erpNumber,
      bound_at: at,
    })
    .execute();
}

/** The record is gone from the ERP; it will be looked for, or made, again. Never called for orders. */
export async function deleteBinding(
  transaction: AgentTransaction,
  tenant: string,
  kind: 'customer' | 'address',
  shopKey: string,
): Promise<void> {
  await transaction
    .deleteFrom('bindings')
    .where('tenant', '=', tenant)
    .where('kind', '=', kind)
    .where('shop_key', '=', shopKey)
    .execute();
}
