import type { BeforeWrite, LookUp } from '../../adapters/erp-adapter.ts';
import { ErpError } from '../../adapters/erp-errors.ts';
import { type AgentTransaction, inTransaction } from '../../database/transaction.ts';
import { momentOf } from '../../moment.ts';
import { appendToJournal } from '../../oversight/journal/journal-table.ts';
import { endAttempt, insertIntent, renewIntent } from './attempt-table.ts';
import { type DeliveryContext, timestamp } from './delivery-context.ts';
import { OrderWaits, TenantStands } from './order-turns.ts';
import { type DoubtfulRecord, resolveDoubt } from './resolve-doubt.ts';
import { waitForEarlierWriter } from './write-permit.ts';

/** A record of the ERP that is to exist once: a sales order, a customer, an address. */
export interface RecordToMake<T> extends DoubtfulRecord<T> {
  /** For the journal: order, customer, address. */
  readonly what: string;
  /** The ERP itself refuses a second one of the same key. */
  readonly unique: boolean;
  /** The one write. `beforeWrite` is the adapter's to call. */
  make(beforeWrite: BeforeWrite): Promise<{ readonly id: string }>;
  /** What else is written with the intent; throws to call the attempt off. */
  onIntent?(transaction: AgentTransaction): Promise<void>;
  /** The ERP refused: nothing was written. */
  onRefused?(transaction: AgentTransaction): Promise<void>;
  /** It may have been written. */
  onDoubt?(transaction: AgentTransaction): Promise<void>;
}

export type Once<T> =
  | { readonly answer: 'found'; readonly all: readonly [T, ...T[]] }
  | { readonly answer: 'made'; readonly id: string };

/**
 * Look up, write the intent, create, write the outcome. What is found is the caller's to judge; what is made is the caller's to read back
 * and to bind: until then the attempt counts as unresolved, and the record is looked up before anything is made again.
 * The first look-up falls away only where the ERP refuses a second record and nothing is in doubt.
 * @throws {OrderWaits} when it can't be told, or may not be made yet
 * @throws {ErpError} with next `retry`, `hold`, `forbidden` or `stop`: nothing was written
 */
export async function makeOnce<T>(context: DeliveryContext, record: RecordToMake<T>): Promise<Once<T>> {
  const doubtful = await resolveDoubt(context, record);
  if (doubtful) return { answer: 'found', all: doubtful };
  await context.permit.ask();
  if (!record.unique) {
    // Asked before the look-up: a write of the process before us could otherwise appear just after it.
    const tooEarly = context.permit.createsInMs() > 0;
    const found = await lookUp(record);
    if (found) return { answer: 'found', all: found };
    if (tooEarly) {
      waitForEarlierWriter(context.permit);
      throw new OrderWaits('doubt');
    }
  }
  return create(context, record);
}

/** What an adapter reads first may take its time; the longest commit is counted from the write. */
const RENEW_INTENT_AFTER_MS = 1_000;

async function create<T>(context: DeliveryContext, record: RecordToMake<T>): Promise<Once<T>> {
  const { database, tenant, surroundings } = context;
  const attemptId = surroundings.randomUuid();
  const intendedAt = momentOf(surroundings);
  await inTransaction(database, async (transaction) => {
    await record.onIntent?.(transaction);
    await insertIntent(transaction, tenant, {
      attemptId,
      anchor: record.anchor,
      orderId: record.orderId,
      process: context.process.id,
      at: intendedAt,
    });
    await journal(context, transaction, record, 'intent', {});
  });
  let sentAt = intendedAt;
  const beforeWrite = async () => {
    await context.permit.ask();
    const now = momentOf(surroundings);
    if (now.monotonicMs - sentAt.monotonicMs > RENEW_INTENT_AFTER_MS) {
      await inTransaction(database, (transaction) => renewIntent(transaction, tenant, attemptId, now));
    }
    if (!context.permit.stillHolds()) throw new TenantStands();
    sentAt = now;
  };
  let id: string;
  try {
    ({ id } = await record.make(beforeWrite));
  } catch (error) {
    if (error instanceof TenantStands) {
      await end(context, record, attemptId, { outcome: 'refused', code: 'not_sent' }, record.onRefused);
      throw error;
    }
    const next = error instanceof ErpError ? error.next : 'unknown';
    const code = error instanceof ErpError ? error.says.code : 'defect';
    if (next !== 'done' && next !== 'unknown') {
      await end(context, record, attemptId, { outcome: 'refused', code }, record.onRefused);
      throw error;
    }
    const outcome = next === 'done' ? 'exists' : 'unknown';
    await end(context, record, attemptId, { outcome, code, sentAt }, record.onDoubt);
    // Whatever broke here, the call may have left: it is in doubt first, and a defect after that.
    if (!(error instanceof ErpError)) throw error;
    if (next === 'unknown') throw new OrderWaits('doubt', { says: error.says, cause: error });
    const found = await lookUp(record);
    if (found) return { answer: 'found', all: found };
    throw new OrderWaits('doubt', { says: error.says, cause: error });
  }
  await end(context, record, attemptId, { outcome: 'made', erpId: id });
  return { answer: 'made', id };
}

async function lookUp<T>(record: RecordToMake<T>): Promise<readonly [T, ...T[]] | null> {
  const result: LookUp<T> = await record.lookUp();
  if (result.answer === 'found') return result.all;
  if (result.answer === 'absent') return null;
  throw new OrderWaits('doubt', {
    cause: result.because,
    ...(result.because instanceof ErpError ? { says: result.because.says } : {}),
  });
}

type End = Omit<Parameters<typeof endAttempt>[3], 'at'>;

async function end<T>(
  context: DeliveryContext,
  record: RecordToMake<T>,
  attemptId: string,
  outcome: End,
  more?: (transaction: AgentTransaction) => Promise<void>,
): Promise<void> {
  await inTransaction(context.database, async (transaction) => {
    await endAttempt(transaction, context.tenant, attemptId, { ...outcome, at: timestamp(context) });
    await journal(context, transaction, record, 'outcome', {
      outcome: outcome.outcome,
      code: outcome.code ?? null,
    });
    await more?.call(record, transaction);
  });
}

function journal<T>(
  context: DeliveryContext,
  transaction: AgentTransaction,
  record: RecordToMake<T>,
  kind: 'intent' | 'outcome',
  facts: Record<string, string | null>,
): Promise<void> {
  return appendToJournal(transaction, context.surroundings, context.tenant, {
    kind,
    orderId: record.orderId,
    facts: { what: record.what, ...facts },
  });
}
