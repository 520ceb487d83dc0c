import type { AgentTransaction } from '../../database/transaction.ts';
import { moneyText } from '../../money.ts';
import type { DeliveryContext } from './delivery-context.ts';
import { documentsOf } from './delivery-table.ts';
import type { LoadedOrder } from './load-order.ts';

/**
 * Another order stands under this id in the shop: those that had it before, and that the ERP surely has, are told to be
 * in the ERP alone. Also while nobody has said yet whether the present one is new: the shop has them no longer,
 * whatever it is.
 */
export async function tellFormer(
  { tenant, tell, erpName }: DeliveryContext,
  transaction: AgentTransaction,
  { facts, former }: Pick<LoadedOrder, 'facts' | 'former'>,
): Promise<void> {
  if (facts.former === null || facts.former.isDoubtful) return;
  for (const { key, document, content } of former) {
    const values = { erp: erpName, document: document?.number ?? '' };
    await tell.stands(transaction, key.order, {
      state: 'only_in_erp',
      message: { code: 'order_only_in_erp', values },
      documents: await documentsOf(transaction, tenant, key.order),
      ...(content ? { total: moneyText(content.total, content.currency), currency: content.currency } : {}),
    });
  }
}
