import { inTransaction } from '../../database/transaction.ts';
import { type DeliveryContext, timestamp } from './delivery-context.ts';
import { writeDelivery } from './delivery-table.ts';
import type { OrdersDocument } from './document-key.ts';
import { closeHold } from './hold-table.ts';

/** A person said that this is a new order: it goes like any other, whatever its id stood for before. */
export async function takeAsNew(context: DeliveryContext, document: OrdersDocument): Promise<void> {
  const { tenant } = context;
  await inTransaction(context.database, async (transaction) => {
    const at = timestamp(context);
    await writeDelivery(transaction, tenant, document, at, { newOrder: true, leftOut: false });
    await closeHold(transaction, tenant, document, 'solved', at);
  });
}
