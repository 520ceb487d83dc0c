import {
  CATALOGUE,
  type Change,
  type Language,
  type MessageValues,
  type ScreenWord,
  type Words,
} from '@counterfoil/shared-types';
import { localTime } from './write-times.ts';

const DOCUMENT_STATES = {
  draft: 'screen_document_draft',
  quoted: 'screen_document_quoted',
  confirmed: 'screen_document_confirmed',
  processed: 'screen_document_processed',
  done: 'screen_document_done',
  cancelled: 'screen_document_cancelled',
} as const;

const VIA = {
  checkout: 'screen_via_checkout',
  'store-api': 'screen_via_store_api',
  admin: 'screen_via_admin',
  'rest-api': 'screen_via_rest_api',
} as const;

/** As contract and journal write it. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

const LISTS: Readonly<Record<string, Readonly<Record<string, ScreenWord>>>> = {
  state: DOCUMENT_STATES,
  wanted: DOCUMENT_STATES,
  via: VIA,
};

/**
 * A value as a person reads it, as wp-admin's `ReadableValues` writes it. What only the shop knows stays as it is: a
 * status is the shop's own word.
 */
export function readableValue(
  name: string,
  value: Exclude<MessageValues[string], object>,
  language: Language,
): string {
  if (typeof value === 'number') return value.toLocaleString(language);
  const say = (word: ScreenWord) => String(CATALOGUE[language][word]);
  const listed = LISTS[name]?.[value];
  if (listed !== undefined) return say(listed);
  if (INSTANT.test(value)) return localTime(value);
  return name === 'mapping' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? longDate(value, language) : value;
}

/** What changed, each as before → after: "Quantity of MUG: 1 → 2, Total: 10.00 EUR → 12.00 EUR". */
export function readableChanges(changes: readonly Change[], language: Language): string {
  return changes.map((change) => readableChange(change, language)).join(', ');
}

function readableChange({ what, line, before, after }: Change, language: Language): string {
  const words: Readonly<Record<string, Words>> = CATALOGUE[language];
  const name = words[`screen_change_${what}`] ?? words['general_change'];
  const said = String(name).replace('{code}', what) + (line === null ? '' : ` (${line})`);
  if (before === null && after === null) return said;
  return `${said}: ${before ?? '–'} → ${after ?? '–'}`;
}

function longDate(day: string, language: Language): string {
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime())
    ? day
    : new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}
