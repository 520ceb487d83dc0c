import type { Surroundings } from '../../surroundings.ts';
import { type RetryKind, retryDelayMs } from './retry-schedule.ts';

/**
 * Orders that wait for a time, by the monotonic clock. Kept in memory: after a restart each is tried at once, and a
 * jump of the wall clock moves none of them.
 */
export interface PostponedOrders {
  /** One more failure of this kind in a row. @returns how many there were, and how long it waits now */
  postpone(orderId: number, kind: RetryKind, atLeastMs: number): { attempt: number; forMs: number };
  /** It went on: the next failure is the first one again. */
  forget(orderId: number): void;
  isDue(orderId: number): boolean;
  /** Null: none waits. */
  nextDueInMs(): number | null;
}

export function createPostponedOrders(surroundings: Surroundings): PostponedOrders {
  const waiting = new Map<number, { kind: RetryKind; attempt: number; dueAtMs: number }>();
  return {
    postpone(orderId, kind, atLeastMs) {
      const before = waiting.get(orderId);
      const attempt = before?.kind === kind ? before.attempt + 1 : 1;
      const forMs = Math.max(atLeastMs, retryDelayMs(kind, attempt, null, surroundings.random()));
      waiting.set(orderId, { kind, attempt, dueAtMs: surroundings.monotonicMs() + forMs });
      return { attempt, forMs };
    },
    forget(orderId) {
      waiting.delete(orderId);
    },
    isDue: (orderId) => (waiting.get(orderId)?.dueAtMs ?? 0) <= surroundings.monotonicMs(),
    nextDueInMs() {
      let next = Number.POSITIVE_INFINITY;
      for (const { dueAtMs } of waiting.values()) next = Math.min(next, dueAtMs);
      return next === Number.POSITIVE_INFINITY ? null : Math.max(0, next - surroundings.monotonicMs());
    },
  };
}
