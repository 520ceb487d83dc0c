import { type RefObject, useEffect, useRef } from 'react';
import type { View, ViewName } from '../navigation.ts';
import { say } from './say.ts';

const NAMES = {
  overview: 'screen_overview',
  orders: 'screen_orders',
  connection: 'screen_connection',
} as const satisfies Record<ViewName, string>;

const titleBefore = document.title;

/** The window's title, as wp-admin builds them. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} ‹ ${titleBefore}`;
  }, [title]);
}

/**
 * What a page load would do, done for a view: the window's title names it, and the keyboard and the screen reader go on
 * at its beginning. The first view is the browser's own page load. Typing in a filter is no arrival.
 */
export function useArrival(view: View): RefObject<HTMLDivElement> {
  const beginning = useRef<HTMLDivElement>(null);
  const place = `${view.name} ${view.orderId ?? ''} ${view.former ?? ''}`;
  const before = useRef(place);
  useTitle(say(NAMES[view.name]));

  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    window.scrollTo(0, 0);
    beginning.current?.focus({ preventScroll: true });
  }, [place]);

  return beginning;
}
