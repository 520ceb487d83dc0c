import { shopSettings } from '../shop-settings.ts';

/** Languages written from right to left, by their tags. */
const RIGHT_TO_LEFT = new Set([
  'ar',
  'ary',
  'azb',
  'ckb',
  'dv',
  'fa',
  'haz',
  'he',
  'ps',
  'sd',
  'skr',
  'ug',
  'ur',
  'yi',
]);

const wordsRunLeft = RIGHT_TO_LEFT.has(shopSettings.locale.split('-')[0] ?? '');
const isForeign = (document.documentElement.dir === 'rtl') !== wordsRunLeft;

/**
 * Words that run the other way than the page (English ones in an Arabic wp-admin, since Arabic is not shipped) stay
 * together and keep their full stop at their end: U+2068 and U+2069 isolate them.
 */
export function isolate(text: string): string {
  return isForeign && text !== '' ? `\u2068${text}\u2069` : text;
}
