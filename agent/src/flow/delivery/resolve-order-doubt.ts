import type { ErpOrder } from '../../adapters/erp-documents.ts';
import { type AgentTransaction, inTransaction } from '../../database/transaction.ts';
import { bindOrder } from './bind-order.ts';
import { type DeliveryContext, timestamp } from './delivery-context.ts';
import { type Delivery, writeDelivery } from './delivery-table.ts';
import { type OrdersDocument, referenceOf } from './document-key.ts';
import { lookUpOrder } from './look-up-order.ts';
import { resolveDoubt } from './resolve-doubt.ts';

/** What became of an order that was sent. @returns the document, if it is there */
export async function resolveOrderDoubt(
  context: DeliveryContext,
  delivery: Delivery,
): Promise<ErpOrder | null> {
  const { key, draft, content, state } = delivery;
  if (!draft || !content) throw new Error('a doubt about nothing that was sent');
  // Left so by a process that died.
  if (state === 'sending') await beInDoubt(context, key);
  const open = { state: 'open' } as const;
  const write = (transaction: AgentTransaction) =>
    writeDelivery(transaction, context.tenant, key, timestamp(context), open);
  const found = await resolveDoubt(context, {
    anchor: referenceOf(context.tenant, key),
    of: key,
    lookUp: () => lookUpOrder(context, key, 'from_this'),
    onAbsent: write,
  });
  if (found) {
    const sent = { draft, content, mapping: await context.rulesFor(delivery) };
    return bindOrder(context, key, found, sent, 'found');
  }
  // Nothing unresolved is left of it: whatever was tried was refused.
  await inTransaction(context.database, write);
  return null;
}

/** What was sent is not known to be there: shown as such. */
export async function beInDoubt(context: DeliveryContext, key: OrdersDocument): Promise<void> {
  await inTransaction(context.database, async (transaction) => {
    await writeDelivery(transaction, context.tenant, key, timestamp(context), { state: 'in_doubt' });
    await context.tell.stands(transaction, key.order, {
      state: 'in_doubt',
      message: { code: 'order_in_doubt', values: { erp: context.erpName } },
    });
  });
}
