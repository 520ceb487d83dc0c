import type { Message } from '@counterfoil/shared-types';
import type { BeforeWrite } from '../../adapters/erp-adapter.ts';
import { ErpError } from '../../adapters/erp-errors.ts';
import { type AgentTransaction, inTransaction } from '../../database/transaction.ts';
import { momentOf } from '../../moment.ts';
import { appendToJournal } from '../../oversight/journal/journal-table.ts';
import { endAttempt, insertIntent, renewIntent } from './attempt-table.ts';
import { type DeliveryContext, timestamp } from './delivery-context.ts';
import type { OrdersDocument } from './document-key.ts';
import { OrderWaits, TenantStands } from './order-turns.ts';

/** One write to the ERP, of which is to be known for ever whether it was done. */
export interface Attempt {
  /** For the journal: order, customer, address. */
  readonly what: string;
  readonly anchor: string;
  /** The document that it is, or that it is made for. */
  readonly of: OrdersDocument;
  /** `beforeWrite` is the adapter's to call. */
  make(beforeWrite: BeforeWrite): Promise<{ readonly id: string }>;
  /** What else is written with the intent; throws to call the attempt off. */
  onIntent?(transaction: AgentTransaction): Promise<void>;
  /** The ERP refused: nothing was written. */
  onRefused?(transaction: AgentTransaction): Promise<void>;
  /** It may have been written. */
  onDoubt?(transaction: AgentTransaction): Promise<void>;
}

/** The ERP has such a record already, whoever made it: it is to be looked up. */
export class AlreadyThere extends Error {
  readonly says: Message;

  constructor(says: Message, options: { readonly cause: unknown }) {
    super(`already there: ${says.code}`, options);
    this.name = 'AlreadyThere';
    this.says = says;
  }
}

/** What an adapter reads first may take its time; the longest commit is counted from the write. */
const RENEW_INTENT_AFTER_MS = 1_000;

/**
 * The one write with what is known of it: its intent is committed before the call, and what the ERP answered after it.
 * @throws {AlreadyThere} the ERP says that it has such a record
 * @throws {OrderWaits} it may have been written
 * @throws {ErpError} with next `retry`, `hold`, `forbidden` or `stop`: nothing was written
 */
export async function sendAttempt(
  context: DeliveryContext,
  record: Attempt,
): Promise<{ readonly id: string }> {
  const { database, tenant, surroundings } = context;
  const attemptId = surroundings.randomUuid();
  const intendedAt = momentOf(surroundings);
  await inTransaction(database, async (transaction) => {
    await record.onIntent?.(transaction);
    await insertIntent(transaction, tenant, {
      attemptId,
      anchor: record.anchor,
      orderId: record.of.order.id,
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
    if (next === 'done') throw new AlreadyThere(error.says, { cause: error });
    throw new OrderWaits('doubt', { says: error.says, cause: error });
  }
  await end(context, record, attemptId, { outcome: 'made', erpId: id });
  return { id };
}

type End = Omit<Parameters<typeof endAttempt>[3], 'at'>;

async function end(
  context: DeliveryContext,
  record: Attempt,
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

function journal(
  context: DeliveryContext,
  transaction: AgentTransaction,
  record: Attempt,
  kind: 'intent' | 'outcome',
  facts: Record<string, string | null>,
): Promise<void> {
  return appendToJournal(transaction, context.surroundings, context.tenant, {
    kind,
    orderId: record.of.order.id,
    facts: { what: record.what, ...facts },
  });
}
