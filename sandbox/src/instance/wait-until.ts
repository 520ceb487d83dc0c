import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks `ready` every `everyMs` until it answers true or `limitMs` have passed.
 * @returns whether it became ready in time
 */
export async function waitUntil(
  ready: () => boolean | Promise<boolean>,
  limitMs: number,
  everyMs = 50,
): Promise<boolean> {
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    if (await ready()) return true;
    await pause(everyMs);
  }
  return await ready();
}

/** Far more than anything here takes, also on a machine that does much else: who waits so long waits in vain. */
export const PATIENCE_MS = 240_000;

/**
 * Waits for a state that comes by itself.
 * @param what is waited for, as the error says it: `the agent to run`
 */
export async function waitFor(
  what: string,
  isThere: () => boolean | Promise<boolean>,
  everyMs = 200,
): Promise<void> {
  if (await waitUntil(isThere, PATIENCE_MS, everyMs)) return;
  throw new Error(`Waited ${PATIENCE_MS / 1000} s in vain for ${what}.`);
}
