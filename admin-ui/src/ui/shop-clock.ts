import { useSyncExternalStore } from 'react';

/**
 * The shop's time, going on from its last answer by this computer's steady clock: a laptop whose clock is wrong shows
 * right ages, and ages grow while the shop does not answer.
 */
let shopMs = Date.now();
let answeredAt = performance.now();

/** @param time the shop's time in an answer that came just now, UTC */
export function noteShopTime(time: string): void {
  shopMs = Date.parse(time);
  answeredAt = performance.now();
}

/** Milliseconds since 1970, by the shop's clock, to the second. */
function secondNow(): number {
  return Math.floor((shopMs + performance.now() - answeredAt) / 1000) * 1000;
}

const listeners = new Set<() => void>();
let ticking = 0;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (ticking === 0) {
    ticking = window.setInterval(() => {
      for (const one of listeners) one();
    }, 1000);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(ticking);
    ticking = 0;
  };
}

/** The shop's time, new each second. */
export function useShopTime(): number {
  return useSyncExternalStore(subscribe, secondNow);
}
