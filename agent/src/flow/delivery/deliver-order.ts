import type { ErpOrder } from '../../adapters/erp-documents.ts';
import { isDatabaseFailure } from '../../database/database-failure.ts';
import { type AgentTransaction, inTransaction } from '../../database/transaction.ts';
import type { Mapping } from '../mapping/mapping-document.ts';
import { advanceOrder, type MadeDelivery } from './advance-order.ts';
import { answerOrder, writeAnswer } from './answer-order.ts';
import { timestamp } from './delivery-context.ts';
import { isDoubtful } from './delivery-states.ts';
import { writeDelivery } from './delivery-table.ts';
import { endEarly } from './end-early.ts';
import { findAgain } from './find-again.ts';
import { forget, type LaneContext } from './lane-context.ts';
import { type LoadedOrder, loadOrder } from './load-order.ts';
import { makeOrder } from './make-order.ts';
import type { OrderRules } from './order-facts.ts';
import { OrderChanged, TenantStands } from './order-turns.ts';
import { planOrder } from './plan-order.ts';
import { lastStep } from './plan-steps.ts';
import { replaceOrder } from './replace-order.ts';
import { resolveOrderDoubt } from './resolve-order-doubt.ts';
import { takeAsNew } from './take-as-new.ts';

/**
 * A plan leads to the next at most this often in one go: decide, make, advance, answer, and some newer states between
 * them.
 */
const PLANS_IN_A_ROW = 20;

/**
 * One order's line of work: decides by its newest state, does it, and decides again, until its events are answered or
 * it has to wait. Whatever goes wrong with this order ends here, as a wait or as a hold, and never stops another.
 * @returns `stands` when nothing may be written for the tenant at the moment: the order is as it was
 * @throws only what concerns the database, and with it every order
 */
export async function deliverOrder(context: LaneContext, orderId: number): Promise<'worked' | 'stands'> {
  let loaded = await loadOrder(context.database, context.tenant, orderId);
  const looked: Looked = { forForgotten: false, document: null };
  try {
    for (let plans = 0; loaded && plans < PLANS_IN_A_ROW; plans++) {
      try {
        if (await takeStep(context, loaded, looked)) {
          forget(context, orderId);
          return 'worked';
        }
      } catch (error) {
        if (!(error instanceof OrderChanged)) throw error;
      }
      loaded = await loadOrder(context.database, context.tenant, orderId);
    }
    // It changes faster than it is worked on: the others first.
    if (loaded) context.postponed.postpone(orderId, 'conflict', 0);
    else forget(context, orderId);
  } catch (error) {
    if (error instanceof TenantStands) return 'stands';
    if (isDatabaseFailure(error)) throw error;
    // What was decided by is older than what happened since: the answer is for what waits now.
    const now = await loadOrder(context.database, context.tenant, orderId);
    if (now) await endEarly(context, orderId, now, error);
  }
  return 'worked';
}

/** What was seen in the ERP while one order is worked on. */
interface Looked {
  /** It surely lacks what we may have forgotten. */
  forForgotten: boolean;
  /** Read, bound and equal to what was sent a moment ago. */
  document: ErpOrder | null;
}

/** @returns whether the order's events are answered */
async function takeStep(context: LaneContext, loaded: LoadedOrder, looked: Looked): Promise<boolean> {
  const { delivery, document, readNumber } = loaded;
  const mapping = await context.rulesFor(delivery);
  const mayBeThere = loaded.facts.mayBeThere && !looked.forForgotten;
  const plan = planOrder({ ...loaded.facts, mayBeThere }, orderRules(context, mapping));
  const made = (): MadeDelivery => {
    if (!delivery) throw new Error('nothing to go on with');
    const seen = looked.document;
    looked.document = null;
    return {
      delivery,
      mapping,
      readNumber,
      seen: seen?.id === delivery.document?.id ? seen : null,
      onDelivered: (transaction) => answerIfDone(context, transaction, document.order.id, mapping),
    };
  };
  switch (plan.do) {
    case 'answer':
      await answerOrder(context, loaded, plan);
      return true;
    case 'resolve_doubt':
      if (delivery) looked.document = await resolveOrderDoubt(context, delivery);
      return false;
    case 'resolve_former':
      for (const one of loaded.former) if (isDoubtful(one.state)) await resolveOrderDoubt(context, one);
      return false;
    case 'take_as_new':
      await takeAsNew(context, document);
      return false;
    case 'find_again':
      await takeUp(context, loaded);
      looked.document = await findAgain(context, document, plan.order, mapping);
      looked.forForgotten = looked.document === null;
      return false;
    case 'go_on':
      return advanceOrder(context, made());
    case 'replace':
      return replaceOrder(context, made());
    case 'deliver':
      await takeUp(context, loaded);
      looked.document = await makeOrder(context, {
        document,
        order: plan.order,
        mapping,
        readNumber,
        mayBeThere,
      });
      return false;
  }
}

function orderRules(context: LaneContext, mapping: Mapping): OrderRules {
  const { statuses, target } = mapping.document.orders;
  return {
    erp: context.erpName,
    cutover: context.cutover(),
    statuses,
    lastStep: lastStep(context.capabilities.orderStates, target),
  };
}

/** The answer to what waits now, where nothing more is to be done in the ERP. */
async function answerIfDone(
  context: LaneContext,
  transaction: AgentTransaction,
  orderId: number,
  mapping: Mapping,
): Promise<boolean> {
  const loaded = await loadOrder(transaction, context.tenant, orderId);
  if (!loaded) return true;
  const plan = planOrder(loaded.facts, orderRules(context, mapping));
  if (plan.do !== 'answer' || plan.forgetPerson) return false;
  await writeAnswer(context, transaction, loaded, plan);
  return true;
}

/** What was left out before is open again, once it is to be delivered. */
async function takeUp(context: LaneContext, { delivery, document }: LoadedOrder): Promise<void> {
  if (delivery?.state !== 'skipped') return;
  await inTransaction(context.database, (transaction) =>
    writeDelivery(transaction, context.tenant, document, timestamp(context), { state: 'open' }),
  );
}
