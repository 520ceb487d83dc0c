/**
 * How long to wait before the next try, by what stood in the way. Each pause doubles from `firstMs` to `lastMs`, then
 * half of it is chance: what failed together does not come back together.
 */
export interface RetryPace {
  readonly firstMs: number;
  readonly lastMs: number;
}

export const RETRY_PACES = {
  /**
   * The ERP can't be reached: all of the tenant waits, one probe at a time costs little, and a restart takes seconds.
   */
  unreachable: { firstMs: 1_000, lastMs: 30_000 },
  /** It asked for fewer calls and did not say for how long. */
  throttled: { firstMs: 5_000, lastMs: 300_000 },
  /** Login, database or licence: a person mends it, and login limiters punish haste (Tryton: 5 tries in 5 minutes). */
  stopped: { firstMs: 65_000, lastMs: 300_000 },
  /** The ERP forbids something: a person gives the right, and one order at a time finds out whether it is back. */
  forbidden: { firstMs: 5_000, lastMs: 40_000 },
  /** Something of this order was locked or changed meanwhile; nothing was written. */
  conflict: { firstMs: 500, lastMs: 60_000 },
  /** Something may have been written: the ERP is asked until it can tell. */
  doubt: { firstMs: 1_000, lastMs: 60_000 },
  /** A transition that the ERP does by a worker of its own is not there yet. */
  transition: { firstMs: 500, lastMs: 10_000 },
} as const satisfies Record<string, RetryPace>;

export type RetryKind = keyof typeof RETRY_PACES;

/** Conflicts of one order in a row until a person is asked: about half an hour by the pace above. */
export const CONFLICTS_UNTIL_HOLD = 40;
/** Reads of a transition that does not come until a person is asked: about a minute. */
export const TRANSITIONS_UNTIL_HOLD = 10;
/** How long the ERP may be asked in vain whether it has an order, until a person is asked. */
export const DOUBT_UNTIL_HOLD_HOURS = 4;

/**
 * @param attempt failures in a row, from 1
 * @param retryAfterMs what the other end asked for: waited at least, with a little chance on top; null: it did not say
 * @param chance at least 0, below 1
 */
export function retryDelayMs(
  kind: RetryKind,
  attempt: number,
  retryAfterMs: number | null,
  chance: number,
): number {
  if (retryAfterMs !== null) return Math.round(retryAfterMs * (1 + chance * 0.1));
  const { firstMs, lastMs } = RETRY_PACES[kind];
  const pause = Math.min(lastMs, firstMs * 2 ** Math.min(attempt - 1, 30));
  return Math.round(pause / 2 + (pause / 2) * chance);
}
