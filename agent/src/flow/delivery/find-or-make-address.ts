import { createHmac } from 'node:crypto';
import type { ErpAddress } from '../../adapters/erp-documents.ts';
import { inTransaction } from '../../database/transaction.ts';
import { readDigestKey } from '../inbox/tenant-table.ts';
import { resolveAttempts } from './attempt-table.ts';
import { findBinding, insertBinding } from './binding-table.ts';
import { type DeliveryContext, timestamp } from './delivery-context.ts';
import type { OrdersDocument } from './document-key.ts';
import { makeOnce } from './make-once.ts';
import { OrderWaits } from './order-turns.ts';

/** The address of a customer, where the ERP keeps them as records. @returns the ERP's id */
export async function findOrMakeAddress(
  context: DeliveryContext,
  of: OrdersDocument,
  customerId: string,
  address: ErpAddress,
): Promise<string> {
  const { database, tenant, erp } = context;
  const anchor = await addressAnchor(context, customerId, address);
  return context.lockAnchor(`address ${anchor}`, async () => {
    const bound = await findBinding(database, tenant, 'address', anchor);
    if (bound) return bound.erpId;
    const once = await makeOnce<{ id: string }>(context, {
      what: 'address',
      anchor,
      of,
      unique: false,
      lookUp: () => erp.findAddress(customerId, address),
      make: (beforeWrite) => erp.createAddress(customerId, address, beforeWrite),
    });
    const id =
      once.answer === 'found' ? once.all[0].id : await readBack(context, customerId, address, once.id);
    await inTransaction(database, async (transaction) => {
      const at = timestamp(context);
      const binding = { erpId: id, erpNumber: '' };
      await insertBinding(transaction, tenant, 'address', anchor, binding, at);
      await resolveAttempts(transaction, tenant, anchor, 'bound', at, id);
    });
    return id;
  });
}

async function readBack(
  context: DeliveryContext,
  customerId: string,
  address: ErpAddress,
  id: string,
): Promise<string> {
  const seen = await context.erp.findAddress(customerId, address);
  if (seen.answer !== 'found' || !seen.all.some((one) => one.id === id)) throw new OrderWaits('doubt');
  return id;
}

/**
 * Names an address of a customer, the same however it is spaced or capitalised: as adapters compare it. Under the
 * tenant's key, because it outlives the order: who has a copy of these names alone can't tell whose address they are.
 */
export async function addressAnchor(
  { database, tenant }: Pick<DeliveryContext, 'database' | 'tenant'>,
  customerId: string,
  address: ErpAddress,
): Promise<string> {
  const key = Buffer.from(await readDigestKey(database, tenant), 'hex');
  const parts = Object.entries(address)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]: [string, string]) => [name, value.trim().toLowerCase()]);
  return `${customerId}/${createHmac('sha256', key).update(JSON.stringify(parts)).digest('hex').slice(0, 24)}`;
}
