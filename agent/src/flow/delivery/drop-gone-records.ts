import type { LookUp } from '../../adapters/erp-adapter.ts';
import type { ErpOrderDraft } from '../../adapters/erp-documents.ts';
import { inTransaction } from '../../database/transaction.ts';
import { deleteBinding } from './binding-table.ts';
import type { DeliveryContext } from './delivery-context.ts';
import { addressAnchor } from './find-or-make-address.ts';

/**
 * After the ERP refused an order: whether its customer or an address is gone from there. Then the binding is dropped,
 * and the next try finds or makes another. Asked by the bound ids alone: a customer that the ERP's people renumbered,
 * or whose address they corrected, is still the same.
 */
export async function dropGoneRecords(
  context: DeliveryContext,
  customerReference: string,
  draft: ErpOrderDraft,
): Promise<boolean> {
  const { database, tenant, erp } = context;
  const { customerId } = draft;
  if (customerId === null) return false;
  const gone: { kind: 'customer' | 'address'; key: string }[] = [];
  if (isAbsent(await erp.hasCustomer(customerId))) gone.push({ kind: 'customer', key: customerReference });
  else {
    const addresses = [
      { id: draft.invoiceAddressId, address: draft.invoiceAddress },
      { id: draft.shippingAddressId, address: draft.shippingAddress },
    ];
    for (const { id, address } of addresses) {
      if (id === null || !isAbsent(await erp.hasAddress(customerId, id))) continue;
      gone.push({ kind: 'address', key: await addressAnchor(context, customerId, address) });
    }
  }
  if (gone.length === 0) return false;
  await inTransaction(database, async (transaction) => {
    for (const { kind, key } of gone) await deleteBinding(transaction, tenant, kind, key);
  });
  return true;
}

function isAbsent(found: LookUp<unknown>): boolean {
  return found.answer === 'absent';
}
