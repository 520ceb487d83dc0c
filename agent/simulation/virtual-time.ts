import type { Surroundings } from '../src/surroundings.ts';
import type { Chance } from './seeded-chance.ts';

/** Time that stands still while anything runs, and jumps to the next moment at which something wakes. */
export interface VirtualTime {
  /** Milliseconds since the simulation began; what really passes. */
  nowMs(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Lets time pass until `work` is done. @throws when nothing would ever wake it */
  until<T>(work: Promise<T>): Promise<T>;
  pass(ms: number): Promise<void>;
}

const BEGAN = Date.parse('2026-11-23T08:00:00.000Z');

/** Everything that can run without time passing has run: all of it is promises, and the database is synchronous. */
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

export function createVirtualTime(): VirtualTime {
  let nowMs = 0;
  let order = 0;
  const timers = new Set<{ readonly atMs: number; readonly order: number; readonly wake: () => void }>();

  async function step(limitMs: number): Promise<boolean> {
    await settle();
    let next: { readonly atMs: number; readonly order: number; readonly wake: () => void } | null = null;
    for (const timer of timers) {
      if (!next || timer.atMs < next.atMs || (timer.atMs === next.atMs && timer.order < next.order))
        next = timer;
    }
    if (!next || next.atMs > limitMs) return false;
    nowMs = Math.max(nowMs, next.atMs);
    next.wake();
    return true;
  }

  return {
    nowMs: () => nowMs,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = () => {
          timers.delete(timer);
          resolve();
        };
        const timer = { atMs: nowMs + Math.max(0, ms), order: order++, wake };
        timers.add(timer);
        signal?.addEventListener('abort', wake, { once: true });
      }),
    async until(work) {
      let done = false;
      const end = work.finally(() => {
        done = true;
      });
      end.catch(() => {});
      await settle();
      while (!done) {
        if (!(await step(Number.POSITIVE_INFINITY)) && !done) {
          await settle();
          if (!done && timers.size === 0)
            throw new Error('the simulation stands still: nothing would ever wake it');
        }
      }
      return end;
    },
    async pass(ms) {
      const untilMs = nowMs + ms;
      while (await step(untilMs));
      nowMs = untilMs;
    },
  };
}

/** One process's clocks. The wall clock can be set; the monotonic one begins anywhere and never goes back. */
export interface ProcessClock {
  readonly surroundings: Surroundings;
  setWallBy(ms: number): void;
}

/** @param wall shared by the processes of one machine: it survives them */
export function createProcessClock(
  time: VirtualTime,
  chance: Chance,
  wall: { offsetMs: number },
): ProcessClock {
  const startedMs = time.nowMs();
  const monotonicBase = chance.whole(1_000, 10_000_000);
  return {
    setWallBy(ms) {
      wall.offsetMs += ms;
    },
    surroundings: {
      now: () => new Date(BEGAN + time.nowMs() + wall.offsetMs),
      monotonicMs: () => monotonicBase + time.nowMs() - startedMs,
      randomUuid: () => chance.uuid(),
      random: () => chance.next(),
      sleep: (ms, signal) => time.sleep(ms, signal),
    },
  };
}

/** The world's own time, as shop and ERP see it. */
export function worldTime(time: VirtualTime): string {
  return new Date(BEGAN + time.nowMs()).toISOString();
}
