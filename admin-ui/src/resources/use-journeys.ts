import type { AskedAnswer, JourneyAnswer, JourneysAnswer } from '@counterfoil/shared-types';
import { addQueryArgs } from '@wordpress/url';
import { ask, type Resource, useResource } from './use-resource.ts';

export interface JourneysQuestion {
  readonly page: number;
  readonly perPage: number;
  readonly search: string;
  readonly state: string;
  readonly reason: string;
  readonly day: string;
  readonly orderBy: string;
  readonly order: 'asc' | 'desc';
}

export function useJourneys(question: JourneysQuestion): Resource<JourneysAnswer> {
  const asked = Object.fromEntries(Object.entries(question).filter(([, value]) => value !== ''));
  return useResource<JourneysAnswer>(addQueryArgs('journeys', asked), 20_000);
}

export function useJourney(orderId: number): Resource<JourneyAnswer> {
  return useResource<JourneyAnswer>(`journeys/${orderId}`, 5_000);
}

/** Asks the connector to look at these orders again; never makes a second document. */
export function sendAgain(orderIds: readonly number[]): Promise<AskedAnswer> {
  return ask<AskedAnswer>('journeys/send-again', { orderIds });
}

export function leaveOut(orderIds: readonly number[], note: string): Promise<AskedAnswer> {
  return ask<AskedAnswer>('journeys/leave-out', { orderIds, note });
}
