import { useSyncExternalStore } from 'react';

/** Whether WordPress still knows who sits here: a session ends after some days, or by signing out in another tab. */
let signedIn = true;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function noteSignedIn(now: boolean): void {
  if (signedIn === now) return;
  signedIn = now;
  for (const listener of listeners) listener();
}

export function useSignedIn(): boolean {
  return useSyncExternalStore(subscribe, () => signedIn);
}
