/** Longest that a throttling host may make us wait; beyond it the shop would seem dead. */
const LONGEST_THROTTLE_MS = 10 * 60_000;

/** WordPress says 600 s with every update, which takes seconds. */
const LONGEST_MAINTENANCE_MS = 60_000;

/**
 * `Retry-After` as seconds or HTTP date, in milliseconds from `now`; null: none, or not understood.
 * Bounded by what the status is worth.
 */
export function retryAfterMs(header: string | undefined, status: number, now: Date): number | null {
  if (header === undefined) return null;
  const text = header.trim();
  const wanted = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  if (!Number.isFinite(wanted)) return null;
  return Math.min(Math.max(wanted, 0), status === 503 ? LONGEST_MAINTENANCE_MS : LONGEST_THROTTLE_MS);
}
