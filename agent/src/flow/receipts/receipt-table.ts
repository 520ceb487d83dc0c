import type { Receipt as SentReceipt } from '@counterfoil/shared-types';
import type { AgentDatabase } from '../../database/open-database.ts';
import type { AgentTransaction } from '../../database/transaction.ts';
import { nextVersion, type Receipt, SUPERSEDED } from './decide-receipt.ts';

export async function writeReceipt(
  transaction: AgentTransaction,
  tenant: string,
  orderId: number,
  receipt: Receipt,
  fence: number,
  at: string,
): Promise<void> {
  const known = await transaction
    .selectFrom('receipts')
    .select('version')
    .where('tenant', '=', tenant)
    .where('event_id', '=', receipt.eventId)
    .executeTakeFirst();
  const row = {
    order_id: orderId,
    version: nextVersion(known?.version ?? 0, fence),
    outcome: receipt.outcome,
    code: receipt.message.code,
    receipt_values: JSON.stringify(receipt.message.values),
    answered_at: at,
  };
  await transaction
    .insertInto('receipts')
    .values({ tenant, event_id: receipt.eventId, sent_version: 0, ...row })
    .onConflict((conflict) => conflict.columns(['tenant', 'event_id']).doUpdateSet(row))
    .execute();
}

/** Of one order at most the newest event is held: what was answered so before has gone into it. */
export async function supersedeHeld(
  transaction: AgentTransaction,
  tenant: string,
  orderId: number,
  except: readonly string[],
  fence: number,
  at: string,
): Promise<void> {
  const rows = await transaction
    .selectFrom('receipts')
    .select('event_id')
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .where('outcome', '=', 'held')
    .execute();
  for (const { event_id: eventId } of rows) {
    if (except.includes(eventId)) continue;
    await writeReceipt(transaction, tenant, orderId, { eventId, ...SUPERSEDED }, fence, at);
  }
}

export async function owedReceipts(
  database: AgentDatabase,
  tenant: string,
  limit: number,
): Promise<SentReceipt[]> {
  const rows = await database
    .selectFrom('receipts')
    .selectAll()
    .where('tenant', '=', tenant)
    .whereRef('sent_version', '<', 'version')
    .orderBy('version')
    .limit(limit)
    .execute();
  return rows.map(
    (row): SentReceipt => ({
      eventId: row.event_id,
      orderId: row.order_id,
      version: row.version,
      outcome: row.outcome,
      code: row.code as SentReceipt['code'],
      values: JSON.parse(row.receipt_values) as SentReceipt['values'],
      at: row.answered_at,
    }),
  );
}

/** The shop has exactly these versions; a newer answer written meanwhile is still owed. */
export async function markReceiptsSent(
  transaction: AgentTransaction,
  tenant: string,
  receipts: readonly Pick<SentReceipt, 'eventId' | 'version'>[],
): Promise<void> {
  for (const { eventId, version } of receipts) {
    await transaction
      .updateTable('receipts')
      .set({ sent_version: version })
      .where('tenant', '=', tenant)
      .where('event_id', '=', eventId)
      .execute();
  }
}

/** Answers that repeat what a person wrote say it no longer; the shop erases its own copies itself. */
export async function blankNotesOfReceipts(
  transaction: AgentTransaction,
  tenant: string,
  orderId: number,
): Promise<void> {
  const ofOrder = await transaction
    .selectFrom('receipts')
    .select(['event_id', 'receipt_values'])
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .where('code', 'in', ['left_out_by_person', 'left_as_is_by_person'])
    .execute();
  for (const { event_id: eventId, receipt_values: values } of ofOrder) {
    await transaction
      .updateTable('receipts')
      .set({ receipt_values: JSON.stringify({ ...(JSON.parse(values) as SentReceipt['values']), note: '' }) })
      .where('tenant', '=', tenant)
      .where('event_id', '=', eventId)
      .execute();
  }
}

/** Of these orders those of which the shop does not have each answer. */
export async function ordersOwedReceipts(
  database: AgentDatabase,
  tenant: string,
  orderIds: readonly number[],
): Promise<number[]> {
  const rows = await database
    .selectFrom('receipts')
    .select('order_id')
    .where('tenant', '=', tenant)
    .where('order_id', 'in', [...orderIds])
    .whereRef('sent_version', '<', 'version')
    .execute();
  return rows.map((row) => row.order_id);
}

export async function deleteReceipts(
  transaction: AgentTransaction,
  tenant: string,
  orderId: number,
): Promise<void> {
  await transaction
    .deleteFrom('receipts')
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .execute();
}

/** The shop lost what it had: all of it is owed again. */
export async function oweReceiptsAgain(transaction: AgentTransaction, tenant: string): Promise<void> {
  await transaction.updateTable('receipts').set({ sent_version: 0 }).where('tenant', '=', tenant).execute();
}
