import type { LookUp } from '../../adapters/erp-adapter.ts';
import type { ErpOrder } from '../../adapters/erp-documents.ts';
import type { DeliveryContext } from './delivery-context.ts';
import { firstReferenceOf, generationIn, type OrdersDocument } from './document-key.ts';

/**
 * Asks the ERP for all that replaced each other; exactly one of them is in force.
 * @param whichMatter `in_force`: also one before it that is not cancelled stands against making this one. `from_this`:
 *   what became of the attempts at this one; an earlier one says nothing about that
 */
export async function lookUpOrder(
  { tenant, erp }: Pick<DeliveryContext, 'tenant' | 'erp'>,
  key: OrdersDocument,
  whichMatter: 'in_force' | 'from_this',
): Promise<LookUp<ErpOrder>> {
  const found = await erp.findOrders(firstReferenceOf(tenant, key));
  if (found.answer !== 'found') return found;
  const [first, ...others] = found.all.filter((document) => {
    const isEarlier = (generationIn(document.reference, tenant, key) ?? key.generation) < key.generation;
    return !isEarlier || (whichMatter === 'in_force' && document.state !== 'cancelled');
  });
  return first ? { answer: 'found', all: [first, ...others] } : { answer: 'absent' };
}
