import { useCallback, useEffect, useState } from 'react';
import { shopSettings } from './shop-settings.ts';

export const VIEWS = ['overview', 'orders', 'connection'] as const;
export type ViewName = (typeof VIEWS)[number];

/** Where the page is. Every view and every filter has its own address, so that it can be sent to a colleague. */
export interface View {
  readonly name: ViewName;
  /** The open order's journey; null: none. */
  readonly orderId: number | null;
  /** Filters of the list of orders. */
  readonly filters: Readonly<Record<string, string>>;
}

const FILTERS = ['state', 'reason', 'day', 'search', 'page'] as const;

function readAddress(): View {
  const query = new URLSearchParams(window.location.search);
  const name = VIEWS.find((known) => known === query.get('view')) ?? 'overview';
  const orderId = Number(query.get('order'));
  const filters: Record<string, string> = {};
  for (const filter of FILTERS) {
    const value = query.get(filter === 'page' ? 'list-page' : filter);
    if (value !== null && value !== '') filters[filter] = value;
  }
  return { name, orderId: Number.isSafeInteger(orderId) && orderId > 0 ? orderId : null, filters };
}

export function addressOf(view: Partial<View>): string {
  const address = new URL(shopSettings.pageUrl);
  if (view.name !== undefined && view.name !== 'overview') address.searchParams.set('view', view.name);
  if (view.orderId) address.searchParams.set('order', String(view.orderId));
  for (const [filter, value] of Object.entries(view.filters ?? {})) {
    if (value !== '') address.searchParams.set(filter === 'page' ? 'list-page' : filter, value);
  }
  return address.toString();
}

const MOVED = 'counterfoil-moved';

/** Changes the address without loading the page anew. `replace`: the back button skips it (typing in the search). */
export function go(view: Partial<View>, replace = false): void {
  const address = addressOf(view);
  if (replace) window.history.replaceState(null, '', address);
  else window.history.pushState(null, '', address);
  window.dispatchEvent(new Event(MOVED));
}

export function useView(): View {
  const [view, setView] = useState(readAddress);
  const update = useCallback(() => setView(readAddress()), []);
  useEffect(() => {
    window.addEventListener('popstate', update);
    window.addEventListener(MOVED, update);
    return () => {
      window.removeEventListener('popstate', update);
      window.removeEventListener(MOVED, update);
    };
  }, [update]);
  return view;
}
