import { expect } from 'vitest';
import { type ErpOrder, readErpOrders } from '../erp/read-erp-orders.ts';
import { waitUntil } from '../instance/wait-until.ts';
import { queryDatabase } from '../store/query-database.ts';
import { type Books, compareBooks } from './compare-books.ts';
import { countUnsettled, type Journey, readJourneys, readShopOrders } from './read-shop.ts';
import type { WholeWay } from './whole-way.ts';

const FINAL = ['delivered', 'held', 'skipped', 'not_paid'];

export async function readErp(way: WholeWay): Promise<ErpOrder[]> {
  const orders: ErpOrder[] = [];
  for await (const order of readErpOrders(way.erp)) orders.push(order);
  return orders;
}

async function readBooks(way: WholeWay): Promise<Books> {
  return { shop: await readShopOrders(way), journeys: await readJourneys(way), erp: await readErp(way) };
}

/**
 * Waits until the last word is said about every row of the outbox and every order is shown in a final state, then holds the shop against
 * the ERP, each read for itself.
 */
export async function expectAgreement(way: WholeWay, withinMs = 90_000): Promise<void> {
  const settled = async () =>
    (await countUnsettled(way)) === 0 &&
    (await readJourneys(way)).every((journey) => FINAL.includes(journey.state));
  const isSettled = await waitUntil(settled, withinMs, 300);
  expect(isSettled ? [] : await describeUnsettled(way)).toEqual([]);
  expect(compareBooks(await readBooks(way), way.meant)).toEqual([]);
}

/** What is still open, for a failure that says where to look. */
async function describeUnsettled(way: WholeWay): Promise<unknown[]> {
  const rows = await queryDatabase(
    way.store.db,
    `SELECT order_id, event_type, reason, state, times_offered, readings_alone, ready_at, UTC_TIMESTAMP(3) AS now
     FROM ${way.store.db.prefix}counterfoil_outbox WHERE state <> 'settled' LIMIT 20`,
  );
  const journeys = (await readJourneys(way)).filter((one) => !FINAL.includes(one.state));
  return ['not settled in time', ...rows, ...journeys];
}

/** Waits until wp-admin shows the order so. @returns its journey as it is then */
export async function untilShown(
  way: WholeWay,
  orderId: number,
  state: string,
  withinMs = 60_000,
): Promise<Journey> {
  let shown: Journey | undefined;
  const isShown = async () => {
    shown = (await readJourneys(way)).find((one) => one.orderId === orderId);
    return shown?.state === state;
  };
  await waitUntil(isShown, withinMs, 300);
  expect(shown).toMatchObject({ orderId, state });
  return shown as Journey;
}
