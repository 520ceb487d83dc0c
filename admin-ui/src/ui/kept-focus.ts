import { type RefObject, useEffect } from 'react';

const PLACES = 'section, article, .counterfoil-view';

/**
 * When what has the keyboard's focus vanishes (an order is solved, a question answered), the browser starts again at
 * the top of the page. This keeps the focus where it was: on the nearest section around it that is still there.
 */
export function useKeptFocus(view: RefObject<HTMLElement>): void {
  useEffect(() => {
    const container = view.current;
    if (container === null) return undefined;
    let path: HTMLElement[] = [];
    const note = (event: FocusEvent) => {
      path = event
        .composedPath()
        .filter((one) => one instanceof HTMLElement && container.contains(one)) as HTMLElement[];
    };
    const forget = (event: FocusEvent) => {
      if (event.target instanceof Node && event.target.isConnected) path = [];
    };
    const look = () => {
      if (path[0] === undefined || path[0].isConnected) return;
      const place = path.find((one) => one.isConnected && one.matches(PLACES));
      path = [];
      if (place === undefined || document.activeElement !== document.body) return;
      if (!place.hasAttribute('tabindex')) place.tabIndex = -1;
      place.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(look);
    observer.observe(container, { childList: true, subtree: true });
    container.addEventListener('focusin', note);
    container.addEventListener('focusout', forget);
    return () => {
      observer.disconnect();
      container.removeEventListener('focusin', note);
      container.removeEventListener('focusout', forget);
    };
  }, [view]);
}
