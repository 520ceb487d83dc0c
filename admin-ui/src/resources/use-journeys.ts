import type { AskedAnswer, JourneyAnswer, JourneysAnswer } from '@counterfoil/shared-types';
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

/** Asks that these orders are looked at again; never makes a second document. */
export function sendAgain(orderIds: readonly number[]): Promise<AskedAnswer> {
  return ask<AskedAnswer>('journeys/send-again', { orderIds });
}

/** Asks so of the first 100 orders that need a person for this reason, the most money first. */
export async function sendAllOf(reason: string): Promise<AskedAnswer> {
  const question = { group: 'needs_you', reason, perPage: 100, orderBy: 'total', order: 'desc' };
  const { rows } = await ask<JourneysAnswer>(addQueryArgs('journeys', question));
  return sendAgain(rows.map((row) => row.orderId));
}

/** @param note why, in the person's words */
export function leaveOut(orderIds: readonly number[], note: string): Promise<AskedAnswer> {
  return ask<AskedAnswer>('journeys/leave-out', { orderIds, note });
}
