import { useSyncExternalStore } from 'react';
import { shopSettings } from './shop-settings.ts';

const VIEWS = ['overview', 'orders', 'connection'] as const;
export type ViewName = (typeof VIEWS)[number];

/** Of the list of orders. All of them stand in the address, so that what is seen can be sent to a colleague. */
const FILTERS = ['group', 'reason', 'day', 'search', 'sort', 'per', 'page'] as const;
export type Filters = { readonly [name in (typeof FILTERS)[number]]?: string };

/** Where the page is. Every view, every filter and every order has its own address. */
export interface View {
  readonly name: ViewName;
  /** The open order's journey; null: none. */
  readonly orderId: number | null;
  /**
   * The check of an order that had this id before, and is only in the ERP any more; null: the order that the shop has.
   */
  readonly former: string | null;
  readonly filters: Filters;
}

/** `page` is WordPress's own: it names the screen. */
const parameterOf = (filter: (typeof FILTERS)[number]) => (filter === 'page' ? 'list-page' : filter);

function readAddress(search: string): View {
  const query = new URLSearchParams(search);
  const orderId = Number(query.get('order'));
  const filters: Record<string, string> = {};
  for (const filter of FILTERS) {
    const value = query.get(parameterOf(filter));
    if (value) filters[filter] = value;
  }
  return {
    name: VIEWS.find((known) => known === query.get('view')) ?? 'overview',
    orderId: Number.isSafeInteger(orderId) && orderId > 0 ? orderId : null,
    former: /^[A-Z2-7]{6}$/.exec(query.get('former') ?? '')?.[0] ?? null,
    filters,
  };
}

export function addressOf(view: Partial<View>): string {
  const address = new URL(shopSettings.pageUrl);
  if (view.name !== undefined && view.name !== 'overview') address.searchParams.set('view', view.name);
  if (view.orderId) address.searchParams.set('order', String(view.orderId));
  if (view.orderId && view.former) address.searchParams.set('former', view.former);
  for (const filter of FILTERS) {
    const value = view.filters?.[filter];
    if (value) address.searchParams.set(parameterOf(filter), value);
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

/** A click that opens a tab or a window is the browser's. */
export function isPlainClick(click: {
  readonly button: number;
  readonly metaKey: boolean;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
}): boolean {
  return click.button === 0 && !click.metaKey && !click.ctrlKey && !click.shiftKey;
}

function subscribe(onMove: () => void): () => void {
  window.addEventListener('popstate', onMove);
  window.addEventListener(MOVED, onMove);
  return () => {
    window.removeEventListener('popstate', onMove);
    window.removeEventListener(MOVED, onMove);
  };
}

let known = { search: window.location.search, view: readAddress(window.location.search) };

/** The same object as long as the address is the same. */
function present(): View {
  const { search } = window.location;
  if (search !== known.search) known = { search, view: readAddress(search) };
  return known.view;
}

export function useView(): View {
  return useSyncExternalStore(subscribe, present);
}
