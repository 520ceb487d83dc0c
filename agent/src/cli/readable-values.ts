import { CATALOGUE, type Language, type MessageValues, type ScreenWord } from '@counterfoil/shared-types';
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

/** As flow/canonical/order-content.ts and flow/delivery/compare-document.ts name what changed or differs. */
const CHANGES = {
  lines: 'screen_change_lines',
  customer: 'screen_change_customer',
  'billing address': 'screen_change_billing_address',
  'shipping address': 'screen_change_shipping_address',
  payment: 'screen_change_payment',
  currency: 'screen_change_currency',
  tax: 'screen_change_tax',
  total: 'screen_change_total',
  status: 'screen_change_status',
  refunded: 'screen_change_refunded',
} as const;

/** As contract and journal write it. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

const LISTS: Readonly<Record<string, Readonly<Record<string, ScreenWord>>>> = {
  state: DOCUMENT_STATES,
  wanted: DOCUMENT_STATES,
  via: VIA,
};

/**
 * A value as a person reads it, as wp-admin's `ReadableValues` writes it. What only the shop knows stays as it is: a user is a number here, a
 * status the shop's own word.
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
  if (name === 'change')
    return value
      .split(', ')
      .map((part) => changeIn(part, say))
      .join(', ');
  return name === 'mapping' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? longDate(value, language) : value;
}

/** "total 10.00 EUR → 12.00 EUR": each part begins with its name. */
function changeIn(part: string, say: (word: ScreenWord) => string): string {
  const found = Object.entries(CHANGES).find(([name]) => part === name || part.startsWith(`${name} `));
  return found ? say(found[1]) + part.slice(found[0].length) : part;
}

function longDate(day: string, language: Language): string {
  const at = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(at.getTime())
    ? day
    : new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}
