import { LAST_GENERATION } from '@counterfoil/shared-types';
import { inTransaction } from '../../database/transaction.ts';
import { appendToJournal } from '../../oversight/journal/journal-table.ts';
import { advanceOrder, type MadeDelivery } from './advance-order.ts';
import { type DeliveryContext, timestamp } from './delivery-context.ts';
import { writeDelivery } from './delivery-table.ts';
import { firstReferenceOf, generationIn } from './document-key.ts';
import { closeHold } from './hold-table.ts';
import { OrderHeld, OrderWaits } from './order-turns.ts';

/**
 * A person asked for a new document where the ERP's people cancelled or deleted the one that was there. Nothing is
 * written to the ERP here: the old one is taken for replaced, and the next generation is open, to be looked up and made
 * like any other. If they took it into force again meanwhile, it goes on instead.
 * @returns whether nothing is left to be done
 */
export async function replaceOrder(context: DeliveryContext, made: MadeDelivery): Promise<boolean> {
  const { tenant, erp, erpName, surroundings, tell } = context;
  const { key, document } = made.delivery;
  if (document === null) throw new Error('a made delivery without a document');
  const found = await erp.findOrders(firstReferenceOf(tenant, key));
  if (found.answer === 'cannot_tell') throw new OrderWaits('doubt', { cause: found.because });
  const all = found.answer === 'found' ? found.all : [];
  const inForce = all.filter(({ state }) => state !== 'cancelled');
  if (inForce.some(({ id }) => id === document.id)) return advanceOrder(context, { ...made, seen: null });
  // One that we don't remember may be in force already: then that is the one.
  const generations = (inForce.length > 0 ? inForce : all).map(
    ({ reference }) => generationIn(reference, tenant, key) ?? 0,
  );
  const next = inForce.length > 0 ? Math.max(...generations) : Math.max(key.generation, ...generations) + 1;
  const number = document.number;
  if (next > LAST_GENERATION) {
    throw new OrderHeld({ code: 'document_gone', values: { erp: erpName, document: number } });
  }
  await inTransaction(context.database, async (transaction) => {
    const at = timestamp(context);
    await writeDelivery(transaction, tenant, key, at, {
      state: 'replaced',
      document: { ...document, state: 'cancelled' },
    });
    const { newOrder } = made.delivery;
    await writeDelivery(transaction, tenant, { ...key, generation: next }, at, { newOrder });
    await closeHold(transaction, tenant, key, 'solved', at);
    await appendToJournal(transaction, surroundings, tenant, {
      kind: 'replaced',
      orderId: key.order.id,
      facts: { generation: next },
    });
    const values = { erp: erpName, document: number };
    await tell.step(transaction, key, { code: 'step_document_replaced', values });
  });
  return false;
}
