import { isChanges, type Message, plainValues, type Reason } from '@counterfoil/shared-types';
import type { Logger } from 'pino';
import { ErpError } from '../../adapters/erp-errors.ts';
import { isDatabaseFailure } from '../../database/database-failure.ts';
import { inTransaction } from '../../database/transaction.ts';
import { advanceOrder } from './advance-order.ts';
import { answerOrder } from './answer-order.ts';
import { bindOrder } from './bind-order.ts';
import { type DeliveryContext, timestamp } from './delivery-context.ts';
import { writeDelivery } from './delivery-table.ts';
import type { ErpGate } from './erp-gate.ts';
import { findAgain } from './find-again.ts';
import { type LoadedOrder, loadOrder } from './load-order.ts';
import { makeOrder } from './make-order.ts';
import { OrderChanged, OrderHeld, OrderWaits, TenantStands } from './order-turns.ts';
import { planOrder } from './plan-order.ts';
import { lastStep } from './plan-steps.ts';
import type { PostponedOrders } from './postponed-orders.ts';
import { resolveDoubt } from './resolve-doubt.ts';
import { CONFLICTS_UNTIL_HOLD, type RetryKind, TRANSITIONS_UNTIL_HOLD } from './retry-schedule.ts';

export interface LaneContext extends DeliveryContext {
  readonly gate: ErpGate;
  readonly postponed: PostponedOrders;
  readonly log: Pick<Logger, 'error'>;
  /** When orders count from, UTC. */
  readonly cutover: () => string;
}

const LONGER_THAN_THE_GATE = 1.5;

/** A plan leads to the next at most this often in one go: decide, make, advance, answer, and some newer states between them. */
const PLANS_IN_A_ROW = 20;

/**
 * One order's line of work: decides by its newest state, does it, and decides again, until its events are answered or it has to
 * wait. Whatever goes wrong with this order ends here, as a wait or as a hold, and never stops another.
 * @returns `stands` when nothing may be written for the tenant at the moment: the order is as it was
 * @throws only what concerns the database, and with it every order
 */
export async function deliverOrder(context: LaneContext, orderId: number): Promise<'worked' | 'stands'> {
  let loaded = await loadOrder(context.database, context.tenant, orderId, context.tell);
  const looked = { forForgotten: false };
  try {
    for (let plans = 0; loaded && plans < PLANS_IN_A_ROW; plans++) {
      try {
        if (await takeStep(context, orderId, loaded, looked)) {
          forget(context, orderId);
          return 'worked';
        }
      } catch (error) {
        if (!(error instanceof OrderChanged)) throw error;
      }
      loaded = await loadOrder(context.database, context.tenant, orderId, context.tell);
    }
    // It changes faster than it is worked on: the others first.
    if (loaded) context.postponed.postpone(orderId, 'conflict', 0);
    else forget(context, orderId);
  } catch (error) {
    if (error instanceof TenantStands) return 'stands';
    if (isDatabaseFailure(error)) throw error;
    // What was decided by is older than what happened since: the answer is for what waits now.
    const now = await loadOrder(context.database, context.tenant, orderId, context.tell);
    if (now) await endEarly(context, orderId, now, error);
  }
  return 'worked';
}

/** @returns whether the order's events are answered */
async function takeStep(
  context: LaneContext,
  orderId: number,
  loaded: LoadedOrder,
  looked: { forForgotten: boolean },
): Promise<boolean> {
  const mayBeThere = loaded.facts.mayBeThere && !looked.forForgotten;
  const plan = planOrder(
    { ...loaded.facts, mayBeThere },
    {
      erp: context.erpName,
      cutover: context.cutover(),
      statuses: context.mapping.document.orders.statuses,
      lastStep: lastStep(context.capabilities.orderStates, context.mapping.document.orders.target),
    },
  );
  switch (plan.do) {
    case 'answer':
      await answerOrder(context, orderId, loaded, plan);
      return true;
    case 'resolve_doubt':
      await resolveOrderDoubt(context, orderId, loaded);
      return false;
    case 'find_again':
      await takeUp(context, orderId, loaded);
      looked.forForgotten = !(await findAgain(context, { orderId, check: plan.check, order: plan.order }));
      return false;
    case 'go_on':
      if (!loaded.delivery) throw new Error('nothing to go on with');
      await advanceOrder(context, orderId, loaded.delivery, loaded.readNumber);
      return false;
    case 'deliver':
      await takeUp(context, orderId, loaded);
      await makeOrder(context, plan.order, loaded.readNumber);
      return false;
  }
}

/** What was left out before is open again, once it is to be delivered. */
async function takeUp(context: LaneContext, orderId: number, loaded: LoadedOrder): Promise<void> {
  if (loaded.delivery?.state !== 'skipped') return;
  await inTransaction(context.database, (transaction) =>
    writeDelivery(transaction, context.tenant, orderId, timestamp(context), { state: 'open' }),
  );
}

async function resolveOrderDoubt(context: LaneContext, orderId: number, loaded: LoadedOrder): Promise<void> {
  const { delivery } = loaded;
  if (!delivery?.reference || !delivery.draft || !delivery.content) {
    throw new Error('a doubt about nothing that was sent');
  }
  const { reference, draft, content, mappingVersion } = delivery;
  // Left so by a process that died.
  if (delivery.state === 'sending') await beInDoubt(context, orderId);
  const open = { state: 'open' } as const;
  const found = await resolveDoubt(context, {
    anchor: reference,
    orderId,
    lookUp: () => context.erp.findOrders(reference),
    onAbsent: (transaction) => writeDelivery(transaction, context.tenant, orderId, timestamp(context), open),
  });
  if (found) await bindOrder(context, orderId, found, { draft, content, mappingVersion }, 'found');
  else {
    // Nothing unresolved is left of it: whatever was tried was refused.
    await inTransaction(context.database, (transaction) =>
      writeDelivery(transaction, context.tenant, orderId, timestamp(context), open),
    );
  }
}

/** What was sent is not known to be there: shown as such. */
async function beInDoubt(context: LaneContext, orderId: number): Promise<void> {
  await inTransaction(context.database, async (transaction) => {
    await writeDelivery(transaction, context.tenant, orderId, timestamp(context), { state: 'in_doubt' });
    await context.tell.stands(transaction, orderId, {
      state: 'in_doubt',
      message: { code: 'order_in_doubt', values: { erp: context.erpName } },
    });
  });
}

async function endEarly(
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
  await answerOrder(context, orderId, loaded, { do: 'answer', outcome: 'held', message }, gaps);
  forget(context, orderId);
}

function forget(context: LaneContext, orderId: number): void {
  context.postponed.forget(orderId);
  context.gate.forget(orderId);
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
  if (state === 'sending') await beInDoubt(context, orderId);
  if (kind === 'doubt' || !says || !isWorthALine(waits.attempt)) return;
  const seconds = Math.ceil(waits.forMs / 1000);
  const values = { erp: context.erpName, attempt: waits.attempt, reason };
  await inTransaction(context.database, async (transaction) => {
    await context.tell.step(transaction, orderId, { code: 'step_retry', values: { ...values, seconds } });
    // What is in doubt stays shown as such, whatever keeps us from asking.
    if (state === 'sending' || state === 'in_doubt') return;
    await context.tell.stands(transaction, orderId, {
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
