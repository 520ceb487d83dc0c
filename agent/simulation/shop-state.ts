import type { Event, Journey, JourneyStep, OrderSnapshot, Receipt } from '@counterfoil/shared-types';

/** One row of the outbox. */
export interface Row {
  readonly event: Omit<Event, 'data'> & { data: Omit<Event['data'], 'timesOffered' | 'state'> };
  state: 'waiting' | 'kept' | 'settled';
  /** The agent's count in the request that confirmed it; null: not confirmed yet. */
  keptCount: number | null;
  timesOffered: number;
  /** Nobody sees it before the request that wrote it has ended. */
  readonly visibleAtMs: number;
  receipt: Receipt | null;
}

/** All of the shop's database: what a backup holds. */
export interface ShopState {
  rows: Row[];
  /** Rows that are no longer there, for whoever tells afterwards what happened. */
  forgotten: Row[];
  orders: Map<number, OrderSnapshot>;
  /** When an order last changed in its money, was called off or stood again, or was deleted. */
  changedAt: Map<number, string>;
  unreadable: Set<number>;
  journeys: Map<number, Journey>;
  /** Of the orders as they were read last, or as the agent named them. */
  checks: Map<number, string>;
  onlyInErp: Map<string, Journey>;
  steps: Map<string, JourneyStep>;
  readCount: number;
  readNumber: number;
  highestConfirmationCount: number;
  lease: { holder: string; fence: number; clean: boolean; released: boolean; expiresAtMs: number };
}

export function newShopState(): ShopState {
  return {
    rows: [],
    forgotten: [],
    orders: new Map(),
    changedAt: new Map(),
    unreadable: new Set(),
    journeys: new Map(),
    checks: new Map(),
    onlyInErp: new Map(),
    steps: new Map(),
    readCount: 0,
    readNumber: 0,
    highestConfirmationCount: 0,
    lease: { holder: '', fence: 0, clean: true, released: true, expiresAtMs: 0 },
  };
}
