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
