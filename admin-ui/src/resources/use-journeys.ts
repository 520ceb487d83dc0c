import type {
  AskedAnswer,
  JourneyAnswer,
  JourneyRow,
  JourneysAnswer,
  NewOrdersAnswer,
} from '@counterfoil/shared-types';
import { addQueryArgs } from '@wordpress/url';
import { ask, type Resource, useResource } from './use-resource.ts';

export interface JourneysQuestion {
  readonly page: number;
  readonly perPage: number;
  readonly search: string;
  readonly group: string;
  readonly reason: string;
  readonly day: string;
  readonly orderBy: string;
  readonly order: 'asc' | 'desc';
}

/** While the connector is about to answer, milliseconds. */
export const SOON = 3_000;
const GOING = new Set(['waiting', 'working', 'in_doubt']);

export function useJourneys(question: JourneysQuestion): Resource<JourneysAnswer> {
  const asked = Object.fromEntries(Object.entries(question).filter(([, value]) => value !== ''));
  return useResource<JourneysAnswer>(addQueryArgs('journeys', asked), (answer) =>
    answer?.rows.some((row) => row.asked) ? SOON : 20_000,
  );
}

export function useJourney(orderId: number, former: string | null): Resource<JourneyAnswer> {
  const path = former === null ? `journeys/${orderId}` : `journeys/${orderId}?former=${former}`;
  return useResource<JourneyAnswer>(path, (answer) =>
    answer === null || answer.row.asked || GOING.has(answer.row.state) ? SOON : 15_000,
  );
}

/** What a person asks of orders goes with what the screen showed of each: it is never said of what came after. */
export type ShownOrder = Pick<JourneyRow, 'orderId' | 'code' | 'version'>;

function asShown(rows: readonly ShownOrder[]): ShownOrder[] {
  return rows.map(({ orderId, code, version }) => ({ orderId, code, version }));
}

/** Asks that these orders are looked at again; never makes a second document. */
export function sendAgain(rows: readonly ShownOrder[]): Promise<AskedAnswer> {
  return ask<AskedAnswer>('journeys/send-again', { orders: asShown(rows) });
}

/** Asks so of the first 100 orders that need a person for this reason, the most money first. */
export async function sendAllOf(reason: string): Promise<AskedAnswer> {
  const question = { group: 'needs_you', reason, perPage: 100, orderBy: 'total', order: 'desc' };
  const { rows } = await ask<JourneysAnswer>(addQueryArgs('journeys', question));
  return sendAgain(rows);
}

/** @param note why, in the person's words */
export function leave(
  how: 'leave-out' | 'leave-as-is',
  rows: readonly ShownOrder[],
  note: string,
): Promise<AskedAnswer> {
  return ask<AskedAnswer>(`journeys/${how}`, { orders: asShown(rows), note });
}

/** Says of these orders that they are new, though their ids stood for others before. */
export function sayNew(rows: readonly ShownOrder[]): Promise<AskedAnswer> {
  return ask<AskedAnswer>('journeys/new-order', { orders: asShown(rows) });
}

/** Says so of all of them, a hundred at a time. @param onAsked of how many by now */
export async function sayAllNew(onAsked: (count: number) => void): Promise<void> {
  let count = 0;
  for (;;) {
    const { asked, left } = await ask<NewOrdersAnswer>('journeys/new-orders', {});
    count += asked.length;
    onAsked(count);
    if (left === 0 || asked.length === 0) return;
  }
}
