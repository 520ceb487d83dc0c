import type { Event } from '@counterfoil/shared-types';
import { sql } from 'kysely';
import type { AgentDatabase } from '../../database/open-database.ts';
import type { EventRow } from '../../database/schema.ts';
import type { AgentTransaction } from '../../database/transaction.ts';
import type { EventState } from './event-states.ts';

// The table `events`; what is asked of old ones is in `aged-events.ts`.

/** An event as the later hops need it. */
export interface KeptEvent {
  readonly eventId: string;
  readonly sequence: number;
  readonly orderId: number;
  readonly type: string;
  /** By the shop's clock. */
  readonly happenedAt: string;
  /** The shop offered it once more: what it asked for or told of may have been done before. */
  readonly isRepeated: boolean;
  /** Commands only: the shop's user id, what was written, and the journey that they saw. */
  readonly command: SaidCommand | null;
}

/** As the contract has it. */
type SaidCommand = NonNullable<Event['data']['command']>;

// Written into the query, not given as parameters: only so the indexes over waiting and owed rows alone are used.
const WAITING = sql.lit('waiting' as const);
const OWED = sql.lit('owed' as const);

/**
 * The shop offered it again although it had been kept once: by us, or by a copy of us that may have done more than we
 * know.
 */
const OFFERED_AGAIN = 'offered_again';

export async function findEvent(
  database: AgentDatabase,
  tenant: string,
  eventId: string,
): Promise<EventState | null> {
  const row = await database
    .selectFrom('events')
    .select('state')
    .where('tenant', '=', tenant)
    .where('event_id', '=', eventId)
    .executeTakeFirst();
  return row?.state ?? null;
}

export async function insertEvent(
  transaction: AgentTransaction,
  tenant: string,
  event: Event,
  sequence: number,
  receivedAt: string,
): Promise<void> {
  const { command } = event.data;
  await transaction
    .insertInto('events')
    .values({
      tenant,
      event_id: event.id,
      sequence,
      order_id: event.data.orderId,
      type: event.type,
      reason: event.data.reason,
      happened_at: event.time,
      command_user: command?.userId ?? null,
      command_note: command?.note ?? null,
      seen_code: command?.seen?.code ?? null,
      seen_version: command?.seen?.version ?? null,
      urgent: command ? 1 : 0,
      confirmation: 'owed',
      state: 'waiting',
      received_at: receivedAt,
      answered_at: null,
    })
    .execute();
}

/** What people wrote about this order when they asked for something may name its customer. */
export async function blankNotes(
  transaction: AgentTransaction,
  tenant: string,
  orderId: number,
): Promise<void> {
  await transaction
    .updateTable('events')
    .set({ command_note: '' })
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .where('command_note', 'is not', null)
    .execute();
}

/** The shop offers it again: it is told again that we keep it, and the order is looked at again. */
export async function takeUpAgain(
  transaction: AgentTransaction,
  tenant: string,
  eventId: string,
  reason: string,
): Promise<void> {
  await transaction
    .updateTable('events')
    .set({ confirmation: 'owed', state: 'waiting', answered_at: null, reason })
    .where('tenant', '=', tenant)
    .where('event_id', '=', eventId)
    .execute();
}

/** Whether any event of this order, answered or not, was kept once by somebody who may have done more than we know. */
export async function wasOfferedAgain(
  database: AgentDatabase,
  tenant: string,
  orderId: number,
): Promise<boolean> {
  const row = await database
    .selectFrom('events')
    .select('event_id')
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .where('reason', '=', OFFERED_AGAIN)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The newest event of each of these orders waits again. */
export async function reopenNewest(
  transaction: AgentTransaction,
  tenant: string,
  orderIds: readonly number[],
): Promise<void> {
  for (const orderId of orderIds) {
    const newest = await transaction
      .selectFrom('events')
      .select('event_id')
      .where('tenant', '=', tenant)
      .where('order_id', '=', orderId)
      .orderBy('sequence', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (!newest) continue;
    await transaction
      .updateTable('events')
      .set({ state: 'waiting', answered_at: null })
      .where('tenant', '=', tenant)
      .where('event_id', '=', newest.event_id)
      .execute();
  }
}

/**
 * Confirmations from before we fell behind. Told now, they would take the shop's renewed offer of these events away
 * unread, and an answer that the shop has lost or never had would never be given again. Each is offered, and confirmed,
 * anew.
 */
export async function dropOwedConfirmations(transaction: AgentTransaction, tenant: string): Promise<void> {
  await transaction
    .updateTable('events')
    .set({ confirmation: 'confirmed' })
    .where('tenant', '=', tenant)
    .where('confirmation', '=', OWED)
    .execute();
}

/** Oldest first. */
export async function owedConfirmations(
  database: AgentDatabase,
  tenant: string,
  limit: number,
): Promise<string[]> {
  const rows = await database
    .selectFrom('events')
    .select('event_id')
    .where('tenant', '=', tenant)
    .where('confirmation', '=', OWED)
    .orderBy('sequence')
    .limit(limit)
    .execute();
  return rows.map((row) => row.event_id);
}

export async function countOwedConfirmations(database: AgentDatabase, tenant: string): Promise<number> {
  const row = await database
    .selectFrom('events')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('tenant', '=', tenant)
    .where('confirmation', '=', OWED)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

export async function markConfirmed(
  transaction: AgentTransaction,
  tenant: string,
  eventIds: readonly string[],
  confirmation: 'confirmed' | 'unknown',
): Promise<void> {
  if (eventIds.length === 0) return;
  await transaction
    .updateTable('events')
    .set({ confirmation })
    .where('tenant', '=', tenant)
    .where('event_id', 'in', [...eventIds])
    .execute();
}

export async function markAnswered(
  transaction: AgentTransaction,
  tenant: string,
  eventIds: readonly string[],
  at: string,
): Promise<void> {
  if (eventIds.length === 0) return;
  await transaction
    .updateTable('events')
    .set({ state: 'answered', answered_at: at })
    .where('tenant', '=', tenant)
    .where('event_id', 'in', [...eventIds])
    .execute();
}

/** Of one order, oldest first. */
export async function waitingEvents(
  database: AgentDatabase,
  tenant: string,
  orderId: number,
): Promise<KeptEvent[]> {
  const rows = await database
    .selectFrom('events')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .where('state', '=', WAITING)
    .orderBy('sequence')
    .execute();
  return rows.map(keptEvent);
}

/** Waiting events in the order in which they are taken up, from a place on. */
export async function waitingFrom(
  database: AgentDatabase,
  tenant: string,
  place: { readonly urgent: boolean; readonly afterSequence: number },
  limit: number,
): Promise<{ orderId: number; sequence: number }[]> {
  const rows = await database
    .selectFrom('events')
    .select(['order_id', 'sequence'])
    .where('tenant', '=', tenant)
    .where('state', '=', WAITING)
    .where('urgent', '=', place.urgent ? 1 : 0)
    .where('sequence', '>', place.afterSequence)
    .orderBy('sequence')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ orderId: row.order_id, sequence: row.sequence }));
}

function keptEvent(row: EventRow): KeptEvent {
  return {
    eventId: row.event_id,
    sequence: row.sequence,
    orderId: row.order_id,
    type: row.type,
    happenedAt: row.happened_at,
    isRepeated: row.reason === OFFERED_AGAIN,
    command: row.command_user === null ? null : saidCommand(row, row.command_user),
  };
}

function saidCommand(row: EventRow, userId: number): SaidCommand {
  const { command_note: note, seen_code: code, seen_version: version } = row;
  return { userId, note: note ?? '', seen: code === null || version === null ? null : { code, version } };
}
