import type { ScreenWord } from '@counterfoil/shared-types';
import { say } from './say.ts';

type Filter = (name: string, namespace: string, callback: (...given: never[]) => string) => void;

declare global {
  interface Window {
    /** WordPress's own, loaded with each of its packages. */
    readonly wp?: { readonly hooks?: { readonly addFilter: Filter } };
  }
}

/** What WordPress's components say by themselves on these screens. */
const OURS: Readonly<Record<string, ScreenWord>> = {
  Actions: 'screen_actions',
  Cancel: 'screen_cancel',
  Close: 'screen_close',
  'Deselect all': 'screen_deselect_all',
  'Select all': 'screen_select_all',
  'Sort ascending': 'screen_sort_ascending',
  'Sort descending': 'screen_sort_descending',
};

/**
 * The few words that come from WordPress's components: WordPress translates them only where its language is installed,
 * and those of DataViews, which is in our bundle, nowhere. Where it left one as it is, ours stands.
 */
export function translateWordPressWords(): void {
  const addFilter = window.wp?.hooks?.addFilter;
  if (addFilter === undefined) return;
  addFilter('i18n.gettext', 'counterfoil/words', (translation: string, text: string) => {
    const ours = translation === text ? OURS[text] : undefined;
    return ours === undefined ? translation : say(ours);
  });
  addFilter(
    'i18n.ngettext',
    'counterfoil/words',
    (translation: string, single: string, _plural: string, count: number) =>
      single === '%d Item selected' ? say('screen_orders_selected', { count }) : translation,
  );
}
