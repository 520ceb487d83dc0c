import type { Lease as LeaseAnswer } from '@counterfoil/shared-types';
import { elapsedMs, type Moment, momentOf } from '../../moment.ts';
import type { Surroundings } from '../../surroundings.ts';

/**
 * The right to write for one tenant. It lives in the shop; this is what one process knows of it.
 *
 *   none ──granted──▶ held ──time──▶ run out ──granted──▶ held
 *                      │                │
 *                      └──refused by a newer fence──▶ lost     for good: this process has been replaced, and stops
 *
 * `held` is counted from before the request was sent, by both clocks: we never hold it longer than the shop thinks.
 */
export interface Lease {
  /** One process of the agent. */
  readonly holder: string;
  /** Null before the first grant. */
  fence(): number | null;
  note(answer: LeaseAnswer, askedAt: Moment): void;
  lose(): void;
  isLost(): boolean;
  /** Milliseconds that it surely lasts; 0: not held. */
  remainingMs(): number;
  /**
   * Milliseconds until a record may be created in an ERP that takes a second one of the same key: without a clean
   * hand-over, a write of the process before may still be under way for the longest commit.
   */
  createsInMs(longestCommitMs: number): number;
}

export function createLease(surroundings: Surroundings): Lease {
  const holder = surroundings.randomUuid();
  let fence: number | null = null;
  let heldFrom: Moment | null = null;
  let heldForMs = 0;
  let uncleanSince: Moment | null = null;
  let lost = false;

  return {
    holder,
    fence: () => fence,
    note(answer, askedAt) {
      if (!answer.granted || lost) {
        heldFrom = null;
        return;
      }
      if (answer.fence !== fence) uncleanSince = answer.cleanHandOver ? null : momentOf(surroundings);
      fence = answer.fence;
      heldFrom = askedAt;
      heldForMs = answer.expiresInMs;
    },
    lose() {
      lost = true;
      heldFrom = null;
    },
    isLost: () => lost,
    remainingMs() {
      if (!heldFrom) return 0;
      const now = momentOf(surroundings);
      // Here the larger of both clocks counts: the lease is over as soon as either says so.
      const gone = Math.max(now.wallMs - heldFrom.wallMs, now.monotonicMs - heldFrom.monotonicMs);
      return Math.max(0, heldForMs - gone);
    },
    createsInMs(longestCommitMs) {
      if (!uncleanSince) return 0;
      return Math.max(0, longestCommitMs - elapsedMs(uncleanSince, momentOf(surroundings)));
    },
  };
}
