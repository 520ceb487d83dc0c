import type { Chance } from './seeded-chance.ts';

/** How often what goes wrong, at each call. */
export interface ErpFaults {
  /** A write is done, its answer never comes. */
  lostAnswer: number;
  /** A write is cut off, and becomes visible only later, up to the longest commit. */
  lateCommit: number;
  /** A write is cut off before it arrived. */
  lostRequest: number;
  /** Asked to wait; nothing done. */
  throttled: number;
  /** Something was locked; nothing done. */
  conflict: number;
  /** A read gets no answer. */
  lostRead: number;
  /** A transition answers well and does nothing. */
  lazyTransition: number;
  /** What the adapter asks before a write is answered only just within the time limit, several times in a row. */
  slowReads: number;
  /** The connector's user may not do this; nothing done. */
  forbidden: number;
}

export const NO_FAULTS: ErpFaults = {
  lostAnswer: 0,
  lateCommit: 0,
  lostRequest: 0,
  throttled: 0,
  conflict: 0,
  lostRead: 0,
  lazyTransition: 0,
  slowReads: 0,
  forbidden: 0,
};

export function someFaults(chance: Chance): ErpFaults {
  // A world without faults is played too: what breaks there is nobody else's doing.
  if (chance.happens(0.1)) return NO_FAULTS;
  const some = () => (chance.happens(0.5) ? chance.pick([0.05, 0.2, 0.5]) : 0);
  return {
    lostAnswer: some(),
    lateCommit: some(),
    lostRequest: some(),
    throttled: some(),
    conflict: some(),
    lostRead: some(),
    lazyTransition: some(),
    slowReads: some(),
    forbidden: some() * 0.2,
  };
}
