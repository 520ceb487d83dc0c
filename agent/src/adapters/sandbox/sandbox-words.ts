import type { InEachLanguage } from '../erp-words.ts';

/** What is said of the practice ERP alone. */
export const SANDBOX_WORDS = {
  title: { en: 'Practice ERP of the sandbox', de: 'Practice ERP der Sandbox' },
  unique: { en: 'unique order references', de: 'eindeutige Referenzen' },
  uniqueOn: {
    en: 'on: a second order of one reference is refused',
    de: 'an: eine zweite Bestellung mit derselben Referenz wird abgelehnt',
  },
  uniqueOff: {
    en: 'off: each order is looked up first',
    de: 'aus: jede Bestellung wird zuerst gesucht',
  },
} as const satisfies Record<string, InEachLanguage>;
