/**
 * A doorbell is
 *
 * - `absent`   the shop has none: for good
 * - `working`  read at its period; a content that differs from the last one is a ring
 * - `closed`   not ours, refused, or proven deaf: not read for an hour, then again (a missing file is answered by
 *              WordPress at full price)
 *
 * working → closed: any answer but 200 with our mark; or three polls in a row brought events that were due and that it
 * had not rung for (a cache in front of it, or a file on another web node). working → working: no answer at all (the
 * web server restarts): read again after a pause that doubles up to a minute. closed → working: an hour later.
 */
export type Doorbell =
  | { readonly state: 'absent' }
  | {
      readonly state: 'working';
      /** What it said last; null: not read yet, so that the first reading is no ring. */
      readonly content: string | null;
      readonly missedRings: number;
      readonly failures: number;
      readonly readAt: number;
      /** When it rang last; null: not yet. */
      readonly rangAt: number | null;
    }
  /**
   * `because`: `web_page` (one stands under its address), `no_ring` (new orders came without it), or what the web
   * server or the client said.
   */
  | { readonly state: 'closed'; readonly until: number; readonly because: string };

/** What one reading found. */
export type BellReading =
  | { readonly found: 'ours'; readonly content: string }
  | { readonly found: 'not_ours'; readonly because: string }
  | { readonly found: 'no_answer' };

/** An order is a sign of the next one: so long after a ring the shop is busy, and its bell is read more often. */
export const BUSY_FOR_MS = 5 * 60_000;
export const CLOSED_FOR_MS = 60 * 60_000;
const DEAF_AFTER = 3;
const LONGEST_PAUSE_MS = 60_000;

/** All times are milliseconds of one monotonic clock. */
export function hang(url: string | null, now: number): Doorbell {
  if (url === null) return { state: 'absent' };
  return { state: 'working', content: null, missedRings: 0, failures: 0, readAt: now, rangAt: null };
}

/** @param periodMs how often the host allows it to be read */
export function afterReading(
  bell: Doorbell,
  reading: BellReading,
  now: number,
  periodMs: (isBusy: boolean) => number,
): { bell: Doorbell; rang: boolean } {
  if (bell.state === 'absent') return { bell, rang: false };
  if (reading.found === 'not_ours') return { bell: close(now, reading.because), rang: false };
  const before =
    bell.state === 'working'
      ? bell
      : { state: 'working' as const, content: null, missedRings: 0, failures: 0, rangAt: null };
  if (reading.found === 'no_answer') {
    const failures = before.failures + 1;
    const quietMs = periodMs(false);
    const pause = Math.min(quietMs * 2 ** failures, Math.max(LONGEST_PAUSE_MS, quietMs));
    return { bell: { ...before, failures, readAt: now + pause }, rang: false };
  }
  const rang = before.content !== null && before.content !== reading.content;
  const rangAt = rang ? now : before.rangAt;
  const isBusy = rangAt !== null && now - rangAt < BUSY_FOR_MS;
  return {
    bell: {
      state: 'working',
      content: reading.content,
      missedRings: rang ? 0 : before.missedRings,
      failures: 0,
      readAt: now + periodMs(isBusy),
      rangAt,
    },
    rang,
  };
}

/** A poll that nobody rang for brought events that were due. */
export function afterUnannouncedEvents(bell: Doorbell, now: number): Doorbell {
  if (bell.state !== 'working') return bell;
  const missedRings = bell.missedRings + 1;
  return missedRings < DEAF_AFTER ? { ...bell, missedRings } : close(now, 'no_ring');
}

/** When it is to be read next; null: never. */
export function nextReadingAt(bell: Doorbell): number | null {
  if (bell.state === 'absent') return null;
  return bell.state === 'working' ? bell.readAt : bell.until;
}

function close(now: number, because: string): Doorbell {
  return { state: 'closed', until: now + CLOSED_FOR_MS, because };
}
