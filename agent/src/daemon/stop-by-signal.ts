import { constants } from 'node:os';

const STOPS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
type Stop = (typeof STOPS)[number];

/** One Ctrl-C under npm arrives twice, from the terminal and from npm. */
const SAME_WISH_MS = 500;

/**
 * Resolves with the first signal that asks to stop; a later second one ends the process at once, after `beforeEnding`.
 * A closed terminal (SIGHUP) asks to stop, but never ends at once: shells send it twice.
 */
export function stopBySignal(process: NodeJS.Process, beforeEnding: () => void): Promise<Stop> {
  return new Promise((resolve) => {
    let askedAt: number | null = null;
    for (const signal of STOPS) {
      process.on(signal, () => {
        askedAt ??= performance.now();
        resolve(signal);
        if (signal === 'SIGHUP' || performance.now() - askedAt < SAME_WISH_MS) return;
        beforeEnding();
        process.exit(128 + constants.signals[signal]);
      });
    }
  });
}
