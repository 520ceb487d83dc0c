import type { AgentDatabase } from '../../database/open-database.ts';
import type { TenantRow } from '../../database/schema.ts';
import type { AgentTransaction } from '../../database/transaction.ts';

/** What a tenant remembers of its shop from call to call. */
export interface TenantMemory {
  readonly confirmationCount: number;
  readonly highestReadCount: number;
  readonly highestReadNumber: number;
  /** UTC; null: not started, nothing is delivered. */
  readonly cutover: string | null;
  readonly ordersStopped: boolean;
  readonly restoredSide: TenantRow['restored_side'];
  /** The two counts that did not fit, while a side is restored. */
  readonly seen: number;
  readonly now: number;
  /**
   * UTC. An order placed before it may be in the ERP without our knowing, however long the shop has forgotten its
   * events: we came back from a backup, or lost what we knew. Null: that never happened.
   */
  readonly doubtBefore: string | null;
  /** Which ERP's ids are known here; '': none yet. */
  readonly erpIdentity: string;
  /** How many names the shop's contract has, as it said last; null: it has not said yet. */
  readonly shopRevision: number | null;
}

export async function ensureTenant(transaction: AgentTransaction, tenant: string): Promise<void> {
  await transaction
    .insertInto('tenants')
    .values({
      tenant,
      confirmation_count: 0,
      highest_read_count: 0,
      highest_read_number: 0,
      cutover: null,
      orders_stopped: 0,
      restored_side: 'none',
      restored_seen: 0,
      restored_now: 0,
      doubt_before: null,
      erp_identity: '',
      shop_revision: null,
    })
    .onConflict((conflict) => conflict.column('tenant').doNothing())
    .execute();
}

export async function readTenant(database: AgentDatabase, tenant: string): Promise<TenantMemory> {
  const row = await database
    .selectFrom('tenants')
    .selectAll()
    .where('tenant', '=', tenant)
    .executeTakeFirstOrThrow();
  return {
    confirmationCount: row.confirmation_count,
    highestReadCount: row.highest_read_count,
    highestReadNumber: row.highest_read_number,
    cutover: row.cutover,
    ordersStopped: row.orders_stopped === 1,
    restoredSide: row.restored_side,
    seen: row.restored_seen,
    now: row.restored_now,
    doubtBefore: row.doubt_before,
    erpIdentity: row.erp_identity,
    shopRevision: row.shop_revision,
  };
}

/** Hex, 32 bytes. */
export async function readDigestKey(database: AgentDatabase, tenant: string): Promise<string> {
  const row = await database
    .selectFrom('tenants')
    .select('digest_key')
    .where('tenant', '=', tenant)
    .executeTakeFirstOrThrow();
  return row.digest_key;
}

/** Also of a tenant that was never begun. */
export async function readErpIdentity(database: AgentDatabase, tenant: string): Promise<string> {
  const row = await database
    .selectFrom('tenants')
    .select('erp_identity')
    .where('tenant', '=', tenant)
    .executeTakeFirst();
  return row?.erp_identity ?? '';
}

/** A lower one than is known is left for the next call to see: the shop came back from a backup. */
export async function noteReadCount(
  transaction: AgentTransaction,
  tenant: string,
  readCount: number,
): Promise<void> {
  const { highestReadCount } = await readTenant(transaction, tenant);
  await writeTenant(transaction, tenant, { highestReadCount: Math.max(highestReadCount, readCount) });
}

/**
 * Raises the count that the shop remembers of us by something that is no event: a write to the ERP. A backup from
 * before it is then seen to be one, although no event came since.
 */
export async function countWrite(transaction: AgentTransaction, tenant: string): Promise<void> {
  await transaction
    .updateTable('tenants')
    .set((row) => ({ confirmation_count: row('confirmation_count', '+', 1) }))
    .where('tenant', '=', tenant)
    .execute();
}

export async function writeTenant(
  transaction: AgentTransaction,
  tenant: string,
  changes: Partial<TenantMemory>,
): Promise<void> {
  const row: Partial<Omit<TenantRow, 'digest_key'>> = {};
  if (changes.confirmationCount !== undefined) row.confirmation_count = changes.confirmationCount;
  if (changes.highestReadCount !== undefined) row.highest_read_count = changes.highestReadCount;
  if (changes.highestReadNumber !== undefined) row.highest_read_number = changes.highestReadNumber;
  if (changes.cutover !== undefined) row.cutover = changes.cutover;
  if (changes.ordersStopped !== undefined) row.orders_stopped = changes.ordersStopped ? 1 : 0;
  if (changes.restoredSide !== undefined) row.restored_side = changes.restoredSide;
  if (changes.seen !== undefined) row.restored_seen = changes.seen;
  if (changes.now !== undefined) row.restored_now = changes.now;
  if (changes.doubtBefore !== undefined) row.doubt_before = changes.doubtBefore;
  if (changes.erpIdentity !== undefined) row.erp_identity = changes.erpIdentity;
  if (changes.shopRevision !== undefined) row.shop_revision = changes.shopRevision;
  await transaction.updateTable('tenants').set(row).where('tenant', '=', tenant).execute();
}

/** How many names the shop's contract has, as it said last; null: it has not said it yet. */
export async function shopRevisionOf(database: AgentDatabase, tenant: string): Promise<number | null> {
  const row = await database
    .selectFrom('tenants')
    .select('shop_revision')
    .where('tenant', '=', tenant)
    .executeTakeFirst();
  return row?.shop_revision ?? null;
}
