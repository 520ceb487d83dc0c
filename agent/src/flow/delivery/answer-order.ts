import type { Known, Message } from '@counterfoil/shared-types';
import { checkpoint } from '../../database/checkpoint.ts';
import { type AgentTransaction, inTransaction } from '../../database/transaction.ts';
import { appendToJournal, eraseJournalKey } from '../../oversight/journal/journal-table.ts';
import { moneyText } from '../canonical/money.ts';
import { blankNotes } from '../inbox/inbox-table.ts';
import { type DeliveryContext, timestamp } from './delivery-context.ts';
import { hasDocument } from './delivery-states.ts';
import { type Delivery, readDelivery, writeDelivery } from './delivery-table.ts';
import { erasePersons } from './erase-persons.ts';
import { closeHold, openHold } from './hold-table.ts';
import type { LoadedOrder } from './load-order.ts';
import type { OrderAnswer } from './plan-answers.ts';

/** Answers the events that wait for this order, and writes down what follows from the answer, all at once. */
export async function answerOrder(
  context: DeliveryContext,
  orderId: number,
  loaded: LoadedOrder,
  answer: OrderAnswer,
  gaps: readonly Message[] = [],
): Promise<void> {
  const { tenant, tell } = context;
  const { order } = loaded.facts;
  const isOthers = isOfAnotherOrder(loaded);
  // An ERP may number its document on the way: as it was read back last. That of another order is none of this one's.
  const document = isOthers ? null : (loaded.delivery?.document ?? undefined);
  await inTransaction(context.database, async (transaction) => {
    const at = timestamp(context);
    if (answer.outcome === 'held') await hold(context, transaction, orderId, answer.message, gaps, at);
    else {
      const because = answer.message.code === 'left_out_by_person' ? 'left_out' : 'solved';
      await closeHold(transaction, tenant, orderId, because, at);
    }
    if (answer.outcome === 'skipped') {
      await appendToJournal(transaction, context.surroundings, tenant, {
        kind: 'skipped',
        orderId,
        facts: { code: answer.message.code },
      });
    }
    await writeDelivery(
      transaction,
      tenant,
      orderId,
      at,
      changesBy(answer, loaded.delivery, loaded.facts.order?.check ?? null),
    );
    if (answer.forgetPerson) await forgetPerson(context, transaction, orderId);
    await tell.answer(transaction, orderId, loaded.events, answer);
    await tell.stands(transaction, orderId, {
      state: journeyState(answer, isOthers ? null : loaded.delivery),
      message: answer.message,
      ...checkToTell(loaded),
      ...(order ? { total: moneyText(order.total, order.currency), currency: order.currency } : {}),
      ...(document === undefined ? {} : { document }),
    });
  });
  if (answer.forgetPerson) await checkpoint(context.database);
}

async function hold(
  context: DeliveryContext,
  transaction: AgentTransaction,
  orderId: number,
  message: Message,
  gaps: readonly Message[],
  at: string,
): Promise<void> {
  const { tenant } = context;
  const id = context.surroundings.randomUuid();
  const isNew = await openHold(transaction, tenant, orderId, { id, message, gaps, at });
  if (!isNew) return;
  for (const one of gaps.length > 0 ? gaps : [message]) await context.tell.step(transaction, orderId, one);
  await appendToJournal(transaction, context.surroundings, tenant, {
    kind: 'held',
    orderId,
    facts: { code: message.code, gaps: gaps.length },
  });
}

function changesBy(answer: OrderAnswer, delivery: Delivery | null, check: string | null): Partial<Delivery> {
  const state = delivery?.state ?? 'open';
  const isSkipped = answer.outcome === 'skipped' && (state === 'open' || state === 'in_doubt');
  const isTakenUp = answer.outcome !== 'skipped' && state === 'skipped';
  // Held with something sent: what became of that is a doubt from now on.
  const isInDoubt = answer.outcome === 'held' && state === 'sending';
  const isThere = answer.outcome === 'delivered' || answer.outcome === 'unchanged';
  const leftOut = isThere ? false : answer.leftOut;
  const moved = isSkipped ? 'skipped' : isTakenUp ? 'open' : isInDoubt ? 'in_doubt' : null;
  return {
    ...(moved ? { state: moved } : {}),
    ...(answer.accept ? { content: answer.accept } : {}),
    ...(leftOut === undefined ? {} : { leftOut }),
    // Which order it is, is fixed once something of it was sent.
    ...(check !== null && (state === 'open' || state === 'skipped') ? { check } : {}),
    said: answer.message,
  };
}

/** The delivery's document is that of an order which had this id before: the shop came back from a backup. */
function isOfAnotherOrder({ delivery, facts }: LoadedOrder): boolean {
  if (!delivery || !hasDocument(delivery.state) || delivery.check === null || !facts.order) return false;
  return delivery.check !== facts.order.check;
}

/** A state that can't be right says not which order it is: after a restore perhaps another one than we knew by this id. */
function checkToTell({ facts, delivery }: LoadedOrder): { readonly check?: string | null } {
  if (facts.presence === 'invalid') return { check: null };
  const check = facts.order?.check ?? delivery?.check ?? null;
  return check === null ? {} : { check };
}

/** What is skipped or left as it is while its document is there, is still in the ERP. */
function journeyState(answer: OrderAnswer, delivery: Delivery | null): Known<'journeyState'> {
  if (answer.outcome === 'held') return answer.message.code === 'defect' ? 'broken' : 'held';
  if (delivery?.state === 'delivered' || answer.accept || answer.outcome !== 'skipped') return 'delivered';
  return 'skipped';
}

/** The shop erased the person: nothing that we keep names them any more. What the ERP keeps is the ERP's. */
async function forgetPerson(
  context: DeliveryContext,
  transaction: AgentTransaction,
  orderId: number,
): Promise<void> {
  const { tenant } = context;
  // The entry first: it is still under the order's key, and then nobody can tell whose it was.
  await appendToJournal(transaction, context.surroundings, tenant, {
    kind: 'person_erased',
    orderId,
    facts: {},
  });
  const draft = (await readDelivery(transaction, tenant, orderId))?.draft;
  if (draft) {
    await writeDelivery(transaction, tenant, orderId, timestamp(context), { draft: erasePersons(draft) });
  }
  await blankNotes(transaction, tenant, orderId);
  await context.tell.forgetPerson(transaction, orderId);
  await eraseJournalKey(transaction, tenant, orderId);
}
