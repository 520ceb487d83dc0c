import { isChanges, type Message, plainValues, type Reason } from '@counterfoil/shared-types';
import { ErpError } from '../../adapters/erp-errors.ts';
import { inTransaction } from '../../database/transaction.ts';
import { answerOrder } from './answer-order.ts';
import { forget, type LaneContext } from './lane-context.ts';
import type { LoadedOrder } from './load-order.ts';
import { OrderHeld, OrderWaits } from './order-turns.ts';
import { beInDoubt } from './resolve-order-doubt.ts';
import { CONFLICTS_UNTIL_HOLD, type RetryKind, TRANSITIONS_UNTIL_HOLD } from './retry-schedule.ts';

const LONGER_THAN_THE_GATE = 1.5;

/** Whatever kept an order from being done: it waits, or a person is asked. */
export async function endEarly(
  context: LaneContext,
  orderId: number,
  loaded: LoadedOrder,
  error: unknown,
): Promise<void> {
  if (error instanceof OrderWaits) return wait(context, orderId, loaded, error.kind, error.forMs, error.says);
  if (error instanceof OrderHeld) return hold(context, orderId, loaded, error.says, error.gaps);
  if (error instanceof ErpError) {
    if (error.next === 'hold') {
      const isGap = error.says.code.startsWith('gap_');
      return hold(context, orderId, loaded, error.says, isGap ? [error.says] : []);
    }
    if (error.next === 'forbidden') {
      if (context.gate.isRefusedAlone(orderId, error)) {
        return hold(context, orderId, loaded, { code: 'erp_permission', values: error.says.values }, []);
      }
      // Longer than the gate is closed: another order is the next to find out.
      const forMs = context.gate.waitsMs() * LONGER_THAN_THE_GATE;
      return wait(context, orderId, loaded, 'forbidden', forMs, error.says);
    }
    // The whole ERP waits: the order comes back when the gate opens, and is not to blame.
    const kind: RetryKind = context.gate.waitsMs() > 0 ? 'unreachable' : 'conflict';
    const forMs = Math.max(error.retryAfterMs ?? 0, context.gate.waitsMs());
    return wait(context, orderId, loaded, kind, forMs, error.says);
  }
  // The stack is for whoever mends it; the shopkeeper sees the name of it.
  context.log.error(
    { tenant: context.tenant, orderId, err: error },
    'a defect stands in the way of one order',
  );
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return hold(context, orderId, loaded, { code: 'defect', values: { reason: reason.slice(0, 500) } }, []);
}

async function hold(
  context: LaneContext,
  orderId: number,
  loaded: LoadedOrder,
  message: Message,
  gaps: readonly Message[],
): Promise<void> {
  // Who said that it stays out, or as it is, saw nothing of this.
  const asks = loaded.facts.word?.asks;
  const outdated = asks === 'leave_out' || asks === 'leave_as_is';
  await answerOrder(context, loaded, { do: 'answer', outcome: 'held', message, outdated }, gaps);
  forget(context, orderId);
}

async function wait(
  context: LaneContext,
  orderId: number,
  loaded: LoadedOrder,
  kind: RetryKind,
  forMs: number,
  says: Message | null,
): Promise<void> {
  const waits = context.postponed.postpone(orderId, kind, forMs);
  if (kind === 'transition' && says && waits.attempt > TRANSITIONS_UNTIL_HOLD) {
    return hold(context, orderId, loaded, says, []);
  }
  const reason = says ? reasonOf(says) : '';
  if (kind === 'conflict' && waits.attempt > CONFLICTS_UNTIL_HOLD) {
    // The ERP's own words are a quotation, ours are none.
    const code = typeof reason === 'string' ? 'erp_refused' : 'erp_cannot';
    return hold(context, orderId, loaded, { code, values: { erp: context.erpName, reason } }, []);
  }
  const { state } = loaded.delivery ?? {};
  if (state === 'sending') await beInDoubt(context, loaded.document);
  if (kind === 'doubt' || !says || !isWorthALine(waits.attempt)) return;
  const seconds = Math.ceil(waits.forMs / 1000);
  const values = { erp: context.erpName, attempt: waits.attempt, reason };
  await inTransaction(context.database, async (transaction) => {
    await context.tell.step(transaction, loaded.document, {
      code: 'step_retry',
      values: { ...values, seconds },
    });
    // What is in doubt stays shown as such, whatever keeps us from asking.
    if (state === 'sending' || state === 'in_doubt') return;
    await context.tell.stands(transaction, loaded.document.order, {
      state: 'waiting',
      message: { code: 'order_retry_later', values },
    });
  });
}

/** 1, 2, 4, 8 …: a journey tells that it goes on failing, not each time. */
function isWorthALine(attempt: number): boolean {
  return (attempt & (attempt - 1)) === 0;
}

/** The ERP's own words where it said some, else what kind of trouble it is. */
function reasonOf(says: Message): Reason | string {
  const { reason, ...others } = says.values;
  if (typeof reason === 'string' && reason !== '') return reason.slice(0, 200);
  if (typeof reason === 'object' && !isChanges(reason)) return reason;
  return { code: says.code, values: plainValues.parse(others) };
}
