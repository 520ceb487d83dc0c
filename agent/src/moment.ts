import type { Surroundings } from './surroundings.ts';

/** A moment by both clocks; the monotonic one means something only within one process. */
export interface Moment {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

export function momentOf(surroundings: Pick<Surroundings, 'now' | 'monotonicMs'>): Moment {
  return { wallMs: surroundings.now().getTime(), monotonicMs: surroundings.monotonicMs() };
}

/**
 * Milliseconds that have surely passed: the smaller of what both clocks say, so that neither a jump of the wall clock
 * nor a monotonic clock that stood still in a suspended machine makes it longer than it was. A wall clock before
 * `since` was set back: it says nothing, or a doubt could last as long as the jump.
 */
export function elapsedMs(since: Moment, now: Moment): number {
  const byMonotonic = Math.max(0, now.monotonicMs - since.monotonicMs);
  const byWall = now.wallMs - since.wallMs;
  return byWall < 0 ? byMonotonic : Math.min(byWall, byMonotonic);
}
