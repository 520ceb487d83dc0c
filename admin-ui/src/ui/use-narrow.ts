import { useSyncExternalStore } from 'react';

/** Where wp-admin itself turns to its phone layout. A zoom of 200 % on a laptop is as narrow. */
const query = window.matchMedia('(max-width: 782px)');

function subscribe(onChange: () => void): () => void {
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query.matches);
}
