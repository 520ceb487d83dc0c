import type { PollResult } from '../../flow/order-flow.ts';
import type { StoreError } from '../../store-api/store-errors.ts';

/**
 * A poll at least this often, whatever the doorbell does: what it did not ring for is found. Well within the lease,
 * which it extends.
 */
const SAFETY_POLL_MS = 60_000;
/**
 * The shop rings at most once a second, so the one ring that is left out may be the last one: after a poll that brought
 * something there is a second look, which also tells the shop what was kept.
 */
const SECOND_LOOK_MS = 3_000;
/** Without a doorbell: asked soon after there was something, ever more rarely while there is nothing. */
const WITHOUT_BELL_MS = 5_000;
const WITHOUT_BELL_GROWTH = 1.5;
/** A row that is due at once was due before the answer was written: never a tight loop. */
const SHORTEST_MS = 500;

/** `safety`: nothing is expected; what is found then, nobody rang for. */
export interface PlannedPoll {
  readonly inMs: number;
  readonly because: 'more' | 'due' | 'look' | 'safety';
}

/**
 * When to poll next, counted from a poll's answer, if nothing rings before.
 * @param quietPolls how many polls in a row brought nothing
 */
export function planNextPoll(result: PollResult, bellWorks: boolean, quietPolls: number): PlannedPoll {
  if (result.received > 0 && result.waiting > 0) return { inMs: 0, because: 'more' };
  const safety = bellWorks
    ? SAFETY_POLL_MS
    : Math.min(WITHOUT_BELL_MS * WITHOUT_BELL_GROWTH ** quietPolls, SAFETY_POLL_MS);
  const plans: PlannedPoll[] = [{ inMs: safety, because: 'safety' }];
  if (result.received > 0 || result.unconfirmed > 0) plans.push({ inMs: SECOND_LOOK_MS, because: 'look' });
  if (result.nextDueInMs !== null) {
    plans.push({ inMs: Math.max(result.nextDueInMs, SHORTEST_MS), because: 'due' });
  }
  return plans.reduce((first, plan) => (plan.inMs < first.inMs ? plan : first));
}

/** A person has to do something first; whether they did is looked at now and then. */
const STOPPED_MS = 5 * 60_000;
const FIRST_FAILURE_MS = 1_000;
const FIRST_SLOW_DOWN_MS = 10_000;
const LONGEST_FAILURE_MS = 60_000;

/**
 * Milliseconds to wait after a call to the shop failed for the `failures`-th time in a row (from 1). `random` spreads
 * the agents that one outage of a host threw out of step, at least 0 and below 1.
 */
export function pauseAfterFailure(error: StoreError | null, failures: number, random: number): number {
  if (error?.next === 'stop') return STOPPED_MS;
  const first = error?.next === 'slow_down' ? FIRST_SLOW_DOWN_MS : FIRST_FAILURE_MS;
  const pause = Math.min(first * 2 ** (failures - 1) * (0.75 + 0.5 * random), LONGEST_FAILURE_MS);
  return Math.max(pause, Math.min(error?.retryAfterMs ?? 0, STOPPED_MS));
}
