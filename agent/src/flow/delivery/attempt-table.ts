import type { AgentDatabase } from '../../database/open-database.ts';
import type { AttemptRow } from '../../database/schema.ts';
import type { AgentTransaction } from '../../database/transaction.ts';
import { elapsedMs, type Moment } from '../../moment.ts';

export interface Attempt {
  readonly attemptId: string;
  readonly process: string;
  readonly sentAt: Moment;
  readonly outcome: AttemptRow['outcome'];
}

/** This process: what the monotonic times in attempts can be compared with. */
export interface ProcessIdentity {
  readonly id: string;
  readonly startedAt: Moment;
}

/** Written and committed before the call. */
export async function insertIntent(
  transaction: AgentTransaction,
  tenant: string,
  intent: {
    readonly attemptId: string;
    readonly anchor: string;
    readonly orderId: number;
    readonly process: string;
    readonly at: Moment;
  },
): Promise<void> {
  await transaction
    .insertInto('attempts')
    .values({
      tenant,
      attempt_id: intent.attemptId,
      anchor: intent.anchor,
      order_id: intent.orderId,
      process: intent.process,
      sent_at: new Date(intent.at.wallMs).toISOString(),
      sent_monotonic_ms: Math.round(intent.at.monotonicMs),
      outcome: null,
      erp_id: null,
      code: null,
      ended_at: null,
    })
    .execute();
}

export async function endAttempt(
  transaction: AgentTransaction,
  tenant: string,
  attemptId: string,
  end: {
    readonly outcome: NonNullable<AttemptRow['outcome']>;
    readonly at: string;
    /** When the call really left, if it did after the intent. */
    readonly sentAt?: Moment;
    readonly erpId?: string;
    readonly code?: string;
  },
): Promise<void> {
  await transaction
    .updateTable('attempts')
    .set({
      outcome: end.outcome,
      ended_at: end.at,
      erp_id: end.erpId ?? null,
      code: end.code ?? null,
      ...(end.sentAt
        ? {
            sent_at: new Date(end.sentAt.wallMs).toISOString(),
            sent_monotonic_ms: Math.round(end.sentAt.monotonicMs),
          }
        : {}),
    })
    .where('tenant', '=', tenant)
    .where('attempt_id', '=', attemptId)
    .execute();
}

/** It leaves only now: what was asked of the ERP first took its time. */
export async function renewIntent(
  transaction: AgentTransaction,
  tenant: string,
  attemptId: string,
  at: Moment,
): Promise<void> {
  await transaction
    .updateTable('attempts')
    .set({
      sent_at: new Date(at.wallMs).toISOString(),
      sent_monotonic_ms: Math.round(at.monotonicMs),
    })
    .where('tenant', '=', tenant)
    .where('attempt_id', '=', attemptId)
    .execute();
}

/**
 * The newest attempt at this record after which it may exist without our knowing it: under way when its process died,
 * without an answer, or made and not yet bound. Null: whatever was tried was surely not written.
 */
export async function unresolvedAttempt(
  database: AgentDatabase,
  tenant: string,
  anchor: string,
): Promise<Attempt | null> {
  const rows = await database
    .selectFrom('attempts')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('anchor', '=', anchor)
    .execute();
  const open = rows
    .filter((row) => row.outcome === null || ['unknown', 'exists', 'made'].includes(row.outcome))
    .sort((a, b) => (a.sent_at < b.sent_at ? 1 : -1))[0];
  if (!open) return null;
  return {
    attemptId: open.attempt_id,
    process: open.process,
    sentAt: { wallMs: Date.parse(open.sent_at), monotonicMs: open.sent_monotonic_ms },
    outcome: open.outcome,
  };
}

/** What all unresolved attempts at this record turned out to be. */
export async function resolveAttempts(
  transaction: AgentTransaction,
  tenant: string,
  anchor: string,
  outcome: 'bound' | 'absent',
  at: string,
  erpId: string | null,
): Promise<void> {
  await transaction
    .updateTable('attempts')
    .set({ outcome, ended_at: at, erp_id: erpId })
    .where('tenant', '=', tenant)
    .where('anchor', '=', anchor)
    .where((where) =>
      where.or([where('outcome', 'is', null), where('outcome', 'in', ['unknown', 'exists', 'made'])]),
    )
    .execute();
}

/** Those of which it is known what they were; an unresolved one stands against a second record for ever. */
export async function deleteResolvedAttempts(
  transaction: AgentTransaction,
  tenant: string,
  orderId: number,
): Promise<void> {
  await transaction
    .deleteFrom('attempts')
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .where('outcome', 'in', ['bound', 'refused', 'absent'])
    .execute();
}

/**
 * Whether a write of this tenant may still be under way in the ERP: sent within the longest commit and not resolved.
 */
export async function newestUnresolvedSend(
  database: AgentDatabase,
  tenant: string,
  process: string,
): Promise<Moment | null> {
  const row = await database
    .selectFrom('attempts')
    .select(['sent_at', 'sent_monotonic_ms'])
    .where('tenant', '=', tenant)
    .where('process', '=', process)
    .where((where) => where.or([where('outcome', 'is', null), where('outcome', '=', 'unknown')]))
    .orderBy('sent_monotonic_ms', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { wallMs: Date.parse(row.sent_at), monotonicMs: row.sent_monotonic_ms } : null;
}

/** Whether anything was ever tried to be made, and is not forgotten. */
export async function isAnyAttempted(database: AgentDatabase, tenant: string): Promise<boolean> {
  const row = await database
    .selectFrom('attempts')
    .select('attempt_id')
    .where('tenant', '=', tenant)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Milliseconds surely passed since it was sent. Of another process only the wall clock and our own start are known. */
export function elapsedSince(attempt: Attempt, process: ProcessIdentity, now: Moment): number {
  const since =
    attempt.process === process.id
      ? attempt.sentAt
      : { wallMs: attempt.sentAt.wallMs, monotonicMs: process.startedAt.monotonicMs };
  return elapsedMs(since, now);
}
