import type { Known, Message } from '@counterfoil/shared-types';
import { checkpoint } from '../../database/checkpoint.ts';
import { type AgentTransaction, inTransaction } from '../../database/transaction.ts';
import { moneyText } from '../../money.ts';
import { appendToJournal, eraseJournalKey } from '../../oversight/journal/journal-table.ts';
import { blankNotes } from '../inbox/inbox-table.ts';
import { type DeliveryContext, timestamp } from './delivery-context.ts';
import { type Delivery, deliveriesOf, documentsOf, writeDelivery } from './delivery-table.ts';
import type { OrderKey, OrdersDocument } from './document-key.ts';
import { erasePersons } from './erase-persons.ts';
import { closeHold, noteHoldTold, openHold } from './hold-table.ts';
import type { LoadedOrder } from './load-order.ts';
import type { OrderAnswer } from './plan-answers.ts';
import { tellFormer } from './tell-former.ts';

/** Answers the events that wait for this order, and writes down what follows from the answer, all at once. */
export async function answerOrder(
  context: DeliveryContext,
  loaded: LoadedOrder,
  answer: OrderAnswer,
  gaps: readonly Message[] = [],
): Promise<void> {
  await inTransaction(context.database, (transaction) =>
    writeAnswer(context, transaction, loaded, answer, gaps),
  );
  if (answer.forgetPerson) await checkpoint(context.database);
}

/**
 * The same, in the transaction of what led to it; of no person's erasure, which the database's side file must not keep.
 */
export async function writeAnswer(
  context: DeliveryContext,
  transaction: AgentTransaction,
  loaded: LoadedOrder,
  answer: OrderAnswer,
  gaps: readonly Message[] = [],
): Promise<void> {
  const { tenant, tell } = context;
  const { document, delivery } = loaded;
  const { order, presence } = loaded.facts;
  const orderId = document.order.id;
  const at = timestamp(context);
  if (answer.outdated && answer.message.code !== 'word_outdated')
    await tell.step(transaction, document, { code: 'step_word_outdated', values: {} });
  if (answer.outcome === 'held') {
    if (!answer.holdStays) await hold(context, transaction, document, answer.message, gaps, at);
  } else {
    const because = LEFT.has(answer.message.code) ? 'left_out' : 'solved';
    await closeHold(transaction, tenant, document, because, at);
  }
  if (answer.outcome === 'skipped') {
    await appendToJournal(transaction, context.surroundings, tenant, {
      kind: 'skipped',
      orderId,
      facts: { code: answer.message.code },
    });
  }
  await writeDelivery(transaction, tenant, document, at, changesBy(answer, delivery));
  if (answer.forgetPerson) await forgetPerson(context, transaction, document.order);
  await tell.answer(transaction, orderId, loaded.events, answer);
  // A state that can't be right says not which order it is: after a restore perhaps another one than we knew by this
  // id.
  const told = presence === 'invalid' ? { ...document.order, check: '' } : document.order;
  const version = await tell.stands(transaction, told, {
    state: journeyState(answer, delivery),
    message: answer.message,
    ...(order ? { total: moneyText(order.total, order.currency), currency: order.currency } : {}),
    // An ERP may number its document on the way: as it was read back last.
    documents: await documentsOf(transaction, tenant, document.order),
  });
  if (answer.outcome === 'held') await noteHoldTold(transaction, tenant, document, version);
  await tellFormer(context, transaction, loaded);
}

async function hold(
  context: DeliveryContext,
  transaction: AgentTransaction,
  document: OrdersDocument,
  message: Message,
  gaps: readonly Message[],
  at: string,
): Promise<void> {
  const { tenant } = context;
  const id = context.surroundings.randomUuid();
  const isNew = await openHold(transaction, tenant, document, { id, message, gaps, at });
  if (!isNew) return;
  for (const one of gaps.length > 0 ? gaps : [message]) await context.tell.step(transaction, document, one);
  await appendToJournal(transaction, context.surroundings, tenant, {
    kind: 'held',
    orderId: document.order.id,
    facts: { code: message.code, gaps: gaps.length },
  });
}

function changesBy(answer: OrderAnswer, delivery: Delivery | null): Partial<Omit<Delivery, 'key'>> {
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
    said: answer.message,
  };
}

/** A person said that no more is to come of it. */
const LEFT: ReadonlySet<string> = new Set(['left_out_by_person', 'left_as_is_by_person']);

/** What is skipped or left as it is while its document is there, is still in the ERP. */
function journeyState(answer: OrderAnswer, delivery: Delivery | null): Known<'journeyState'> {
  if (answer.outcome === 'held') return answer.message.code === 'defect' ? 'broken' : 'held';
  if (answer.message.code === 'left_as_is_by_person') return 'left_as_is';
  if (delivery?.state === 'delivered' || answer.accept || answer.outcome !== 'skipped') return 'delivered';
  return 'skipped';
}

/** The shop erased the person: nothing that we keep names them any more. What the ERP keeps is the ERP's. */
async function forgetPerson(
  context: DeliveryContext,
  transaction: AgentTransaction,
  order: OrderKey,
): Promise<void> {
  const { tenant } = context;
  // The entry first: it is still under the order's key, and then nobody can tell whose it was.
  await appendToJournal(transaction, context.surroundings, tenant, {
    kind: 'person_erased',
    orderId: order.id,
    facts: {},
  });
  for (const { key, draft } of await deliveriesOf(transaction, tenant, order.id)) {
    if (key.order.check !== order.check || !draft) continue;
    await writeDelivery(transaction, tenant, key, timestamp(context), { draft: erasePersons(draft) });
  }
  await blankNotes(transaction, tenant, order.id);
  await context.tell.forgetPerson(transaction, order);
  await eraseJournalKey(transaction, tenant, order.id);
}
