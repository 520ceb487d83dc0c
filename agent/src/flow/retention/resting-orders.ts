import type { AgentDatabase } from '../../database/open-database.ts';
import { endedBefore } from '../delivery/delivery-table.ts';
import { ordersHeld, ordersHeldSince } from '../delivery/hold-table.ts';
import { ordersStirredSince, ordersWaiting } from '../inbox/aged-events.ts';
import { ordersOwedSteps } from '../receipts/journey-table.ts';
import { ordersOwedReceipts } from '../receipts/receipt-table.ts';

type OrderIds = readonly number[];

/** Of these orders those whose delivery ended before a time, and for which nothing waits: no person, no event. */
export async function restingSince(
  database: AgentDatabase,
  tenant: string,
  orderIds: OrderIds,
  before: string,
): Promise<OrderIds> {
  const ended = await endedBefore(database, tenant, orderIds, before);
  if (ended.length === 0) return [];
  return without(
    ended,
    await ordersHeld(database, tenant, ended),
    await ordersWaiting(database, tenant, ended),
  );
}

/** Those to which, moreover, nothing happened since, and of which the shop has every answer and line. */
export async function forgottenSince(
  database: AgentDatabase,
  tenant: string,
  orderIds: OrderIds,
  before: string,
): Promise<OrderIds> {
  const ended = await endedBefore(database, tenant, orderIds, before);
  if (ended.length === 0) return [];
  return without(
    ended,
    await ordersHeldSince(database, tenant, ended, before),
    await ordersStirredSince(database, tenant, ended, before),
    await ordersOwedReceipts(database, tenant, ended),
    await ordersOwedSteps(database, tenant, ended),
  );
}

function without(orderIds: OrderIds, ...others: readonly OrderIds[]): OrderIds {
  const out = new Set(others.flat());
  return orderIds.filter((orderId) => !out.has(orderId));
}
