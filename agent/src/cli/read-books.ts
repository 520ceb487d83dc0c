import { type Known, OPEN_WORDS } from '@counterfoil/shared-types';
import type { AgentDatabase } from '../database/open-database.ts';
import { numbersOf, ordersNumbered } from '../flow/inbox/order-state-table.ts';
import { countJourneys } from '../flow/receipts/journey-table.ts';
import { type JourneyTold, journeysInState, journeysOf } from '../flow/receipts/read-journeys.ts';

/** What the command line reads of the agent's own books, while it runs or not. Nothing here writes. */

export type JourneyState = Known<'journeyState'>;

export interface OrderInBooks extends JourneyTold {
  /** As the shop shows it; null: not known. */
  readonly number: string | null;
}

/** How many orders stand where. */
export async function countByState(
  database: AgentDatabase,
  tenant: string,
): Promise<Record<JourneyState, number>> {
  const found = await countJourneys(database, tenant);
  return Object.fromEntries(
    OPEN_WORDS.journeyState.map((state) => [state, found.get(state)?.count ?? 0]),
  ) as Record<JourneyState, number>;
}

/** The longest in this state first. */
export async function ordersInState(
  database: AgentDatabase,
  tenant: string,
  states: readonly JourneyState[],
  limit: number,
): Promise<OrderInBooks[]> {
  return numbered(database, tenant, await journeysInState(database, tenant, states, limit));
}

/** By the number that the shop shows; several when the shop gave it twice. */
export async function findByNumber(
  database: AgentDatabase,
  tenant: string,
  number: string,
): Promise<OrderInBooks[]> {
  const orderIds = await ordersNumbered(database, tenant, number, 10);
  return numbered(database, tenant, await journeysOf(database, tenant, orderIds));
}

export async function findById(
  database: AgentDatabase,
  tenant: string,
  orderId: number,
): Promise<OrderInBooks[]> {
  return numbered(database, tenant, await journeysOf(database, tenant, [orderId]));
}

async function numbered(
  database: AgentDatabase,
  tenant: string,
  told: readonly JourneyTold[],
): Promise<OrderInBooks[]> {
  const orderIds = told.map(({ orderId }) => orderId);
  const numbers = await numbersOf(database, tenant, orderIds);
  return told.map(({ orderId, ...rest }) => ({ orderId, number: numbers.get(orderId) ?? null, ...rest }));
}
