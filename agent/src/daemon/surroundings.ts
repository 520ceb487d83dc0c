import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Surroundings } from '../surroundings.ts';

export type { Surroundings } from '../surroundings.ts';

/** Clock and chance of this machine. */
export function machineSurroundings(): Surroundings {
  return {
    now: () => new Date(),
    monotonicMs: () => performance.now(),
    randomUuid: () => randomUUID(),
    random: () => Math.random(),
    async sleep(ms, signal) {
      if (signal?.aborted) return;
      // An aborted wait is no failure: the caller sees it in its signal.
      await wait(ms, undefined, signal ? { signal } : {}).catch((error: unknown) => {
        if (!signal?.aborted) throw error;
      });
    },
  };
}
