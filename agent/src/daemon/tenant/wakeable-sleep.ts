import type { Surroundings } from '../../surroundings.ts';

/** A wait that somebody else can end early. A wake that comes while nobody sleeps ends the next sleep at once. */
export interface WakeableSleep {
  /** Whether it was woken before `ms` were over. What is due already (0 or less) waits for the next turn only. */
  sleep(ms: number): Promise<boolean>;
  wake(): void;
}

/** Longer than any pause of ours, and short enough for every timer. */
const LONGEST_MS = 24 * 60 * 60_000;

export function createWakeableSleep(surroundings: Pick<Surroundings, 'sleep'>): WakeableSleep {
  let awake = false;
  let sleeping: AbortController | null = null;
  return {
    async sleep(ms) {
      if (!awake) {
        sleeping = new AbortController();
        await surroundings.sleep(Math.max(0, Math.min(ms, LONGEST_MS)), sleeping.signal);
        sleeping = null;
      }
      const woken = awake;
      awake = false;
      return woken;
    },
    wake() {
      awake = true;
      sleeping?.abort();
    },
  };
}
