import { inTransaction } from '../../database/transaction.ts';
import { moneyText } from '../canonical/money.ts';
import { type DeliveryContext, timestamp } from './delivery-context.ts';
import { documentsOf, writeDelivery } from './delivery-table.ts';
import type { OrdersDocument } from './document-key.ts';
import { closeHold } from './hold-table.ts';
import type { LoadedOrder } from './load-order.ts';

/**
 * A person said that this is a new order: it goes like any other, and the one that had its id before, which the shop lost, is told to be in
 * the ERP alone.
 */
export async function takeAsNew(
  context: DeliveryContext,
  { document, former }: Pick<LoadedOrder, 'former'> & { readonly document: OrdersDocument },
): Promise<void> {
  const { tenant, tell, erpName } = context;
  await inTransaction(context.database, async (transaction) => {
    const at = timestamp(context);
    await writeDelivery(transaction, tenant, document, at, { newOrder: true, leftOut: false });
    await closeHold(transaction, tenant, document, 'solved', at);
    for (const { key, document: there, content } of former) {
      const values = { erp: erpName, document: there?.number ?? '' };
      await tell.stands(transaction, key.order, {
        state: 'only_in_erp',
        message: { code: 'order_only_in_erp', values },
        documents: await documentsOf(transaction, tenant, key.order),
        ...(content ? { total: moneyText(content.total, content.currency), currency: content.currency } : {}),
      });
    }
  });
}
