import { expect } from 'vitest';
import { type ErpOrder, readErpOrders } from '../erp/read-erp-orders.ts';
import { PATIENCE_MS, waitUntil } from '../instance/wait-until.ts';
import { queryDatabase } from '../store/query-database.ts';
import { readShopOrders } from '../store/read-shop-orders.ts';
import { type Books, compareBooks } from './compare-books.ts';
import { countUnsettled, type Journey, readJourneys } from './read-shop.ts';
import type { WholeWay } from './whole-way.ts';

const FINAL = ['delivered', 'held', 'skipped', 'not_paid'];

/** The shop's order id in a reference, whatever the tenant; 0: it has none. */
export const orderIdOf = (reference: string | null) => Number(/-o(\d+)-/.exec(reference ?? '')?.[1] ?? 0);

/** What the ERP has, without the orders of tests that failed. */
export async function readErp(way: WholeWay): Promise<ErpOrder[]> {
  const orders: ErpOrder[] = [];
  for await (const order of readErpOrders(way.erp)) {
    if (!way.meant.givenUp.has(orderIdOf(order.externalReference))) orders.push(order);
  }
  return orders;
}

export async function readBooks(way: WholeWay): Promise<Books> {
  const { givenUp } = way.meant;
  return {
    shop: (await readShopOrders(way)).filter(({ id }) => !givenUp.has(id)),
    journeys: (await readJourneys(way)).filter(({ orderId }) => !givenUp.has(orderId)),
    erp: await readErp(way),
  };
}

/**
 * Waits until the last word is said about every row of the outbox and every order is shown in a final state, then holds
 * the shop against the ERP, each read for itself.
 */
export async function expectAgreement(way: WholeWay): Promise<void> {
  expect((await untilSettled(way)) ? [] : await describeUnsettled(way)).toEqual([]);
  expect(compareBooks(await readBooks(way), way.meant)).toEqual([]);
}

/** @returns whether it came to that in time */
export function untilSettled(way: WholeWay): Promise<boolean> {
  const { givenUp } = way.meant;
  const isFinal = (journey: Journey) => FINAL.includes(journey.state) || givenUp.has(journey.orderId);
  const isSettled = async () =>
    (await countUnsettled(way, givenUp)) === 0 && (await readJourneys(way)).every(isFinal);
  return waitUntil(isSettled, PATIENCE_MS, 300);
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
export async function untilShown(way: WholeWay, orderId: number, state: string): Promise<Journey> {
  let shown: Journey | undefined;
  const isShown = async () => {
    shown = (await readJourneys(way)).find((one) => one.orderId === orderId);
    return shown?.state === state;
  };
  await waitUntil(isShown, PATIENCE_MS, 300);
  expect(shown).toMatchObject({ orderId, state });
  return shown as Journey;
}
