import type { CodeAnswer } from '@counterfoil/shared-types';
import { useSyncExternalStore } from 'react';
import { makeCode } from './use-connection.ts';

/**
 * The shop tells a code once. It stays here while the page is open, whichever view is looked at, and nowhere else:
 * whoever reads a browser's storage must not find it.
 */
let made: CodeAnswer | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The code that was made last on this page, used or not; null: none. */
export function useMadeCode(): CodeAnswer | null {
  return useSyncExternalStore(subscribe, () => made);
}

export async function makeNewCode(): Promise<void> {
  made = await makeCode();
  for (const listener of listeners) listener();
}
