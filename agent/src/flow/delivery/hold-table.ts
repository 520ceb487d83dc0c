import type { Message } from '@counterfoil/shared-types';
import type { AgentDatabase } from '../../database/open-database.ts';
import type { HoldRow } from '../../database/schema.ts';
import type { AgentTransaction } from '../../database/transaction.ts';
import type { DocumentKey, OrdersDocument } from './document-key.ts';

/** What waits for a person; all open holds together are what needs them. */
export interface Hold {
  readonly message: Message;
  readonly gaps: readonly Message[];
  readonly openedAt: string;
  /** Of the document that it is about. */
  readonly check: string;
}

type HeldId = Pick<DocumentKey, 'kind' | 'shopId'>;

/** Of the document, or of one of another order that had its id before: an id has one open hold. */
export async function openHoldOf(
  database: AgentDatabase,
  tenant: string,
  about: HeldId,
): Promise<Hold | null> {
  const row = await openRow(database, tenant, about);
  if (!row) return null;
  return {
    message: messageOf(row),
    gaps: JSON.parse(row.gaps) as Message[],
    openedAt: row.opened_at,
    check: row.document_check,
  };
}

/** What the order was held for last when its journey had this version; null: nothing that was told by then. */
export async function heldAt(
  database: AgentDatabase,
  tenant: string,
  about: OrdersDocument,
  version: number,
): Promise<Message | null> {
  const row = await database
    .selectFrom('holds')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('order_id', '=', about.order.id)
    .where('kind', '=', about.kind)
    .where('shop_id', '=', about.shopId)
    .where('told_version', '<=', version)
    .orderBy('told_version', 'desc')
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && ['', about.check].includes(row.document_check) ? messageOf(row) : null;
}

/** The journey told of the hold that is open, in this version for the first time. */
export async function noteHoldTold(
  transaction: AgentTransaction,
  tenant: string,
  { kind, shopId }: HeldId,
  version: number,
): Promise<void> {
  await transaction
    .updateTable('holds')
    .set({ told_version: version })
    .where('tenant', '=', tenant)
    .where('kind', '=', kind)
    .where('shop_id', '=', shopId)
    .where('closed_at', 'is', null)
    .where('told_version', 'is', null)
    .execute();
}

/**
 * One open hold a document. The same again leaves the one that is there, with its age; another replaces it. @returns
 * whether it is new
 */
export async function openHold(
  transaction: AgentTransaction,
  tenant: string,
  about: OrdersDocument,
  hold: {
    readonly id: string;
    readonly message: Message;
    readonly gaps: readonly Message[];
    readonly at: string;
  },
): Promise<boolean> {
  const row = await openRow(transaction, tenant, about);
  const gaps = JSON.stringify(hold.gaps);
  const values = JSON.stringify(hold.message.values);
  const isSame = row?.code === hold.message.code && row.hold_values === values && row.gaps === gaps;
  if (isSame && row.document_check === about.check && row.generation === about.generation) return false;
  if (row) await closeHold(transaction, tenant, about, 'replaced', hold.at);
  await transaction
    .insertInto('holds')
    .values({
      tenant,
      hold_id: hold.id,
      kind: about.kind,
      shop_id: about.shopId,
      document_check: about.check,
      generation: about.generation,
      order_id: about.order.id,
      code: hold.message.code,
      hold_values: values,
      gaps,
      told_version: null,
      opened_at: hold.at,
      closed_at: null,
      closed_because: null,
    })
    .execute();
  return true;
}

export async function closeHold(
  transaction: AgentTransaction,
  tenant: string,
  { kind, shopId }: HeldId,
  because: NonNullable<HoldRow['closed_because']>,
  at: string,
): Promise<void> {
  await transaction
    .updateTable('holds')
    .set({ closed_at: at, closed_because: because })
    .where('tenant', '=', tenant)
    .where('kind', '=', kind)
    .where('shop_id', '=', shopId)
    .where('closed_at', 'is', null)
    .execute();
}

export async function deleteClosedHolds(
  transaction: AgentTransaction,
  tenant: string,
  orderId: number,
): Promise<void> {
  await transaction
    .deleteFrom('holds')
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .where('closed_at', 'is not', null)
    .execute();
}

/** Orders that wait for a rule: they are tried again when the rules change. */
export async function ordersHeldForGaps(database: AgentDatabase, tenant: string): Promise<number[]> {
  const rows = await database
    .selectFrom('holds')
    .select('order_id')
    .where('tenant', '=', tenant)
    .where('closed_at', 'is', null)
    .where('gaps', '!=', '[]')
    .execute();
  return rows.map((row) => row.order_id);
}

/** Of these orders those about which a person is asked. */
export async function ordersHeld(
  database: AgentDatabase,
  tenant: string,
  orderIds: readonly number[],
): Promise<number[]> {
  const rows = await database
    .selectFrom('holds')
    .select('order_id')
    .where('tenant', '=', tenant)
    .where('order_id', 'in', [...orderIds])
    .where('closed_at', 'is', null)
    .execute();
  return rows.map((row) => row.order_id);
}

/** Of these orders those about which a person is asked, or was since. */
export async function ordersHeldSince(
  database: AgentDatabase,
  tenant: string,
  orderIds: readonly number[],
  since: string,
): Promise<number[]> {
  const rows = await database
    .selectFrom('holds')
    .select('order_id')
    .distinct()
    .where('tenant', '=', tenant)
    .where('order_id', 'in', [...orderIds])
    .where((hold) => hold.or([hold('closed_at', 'is', null), hold('closed_at', '>=', since)]))
    .execute();
  return rows.map((row) => row.order_id);
}

async function openRow(
  database: AgentDatabase,
  tenant: string,
  { kind, shopId }: HeldId,
): Promise<HoldRow | undefined> {
  return database
    .selectFrom('holds')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('kind', '=', kind)
    .where('shop_id', '=', shopId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
}

function messageOf(row: HoldRow): Message {
  return { code: row.code as Message['code'], values: JSON.parse(row.hold_values) as Message['values'] };
}
