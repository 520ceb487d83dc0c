import type { InEachLanguage } from './erp-words.ts';

/** What every adapter may say to `doctor` of the lists in its ERP; what is only its own stands in its folder. */
export const LIST_WORDS = {
  taxes: { en: 'sale taxes', de: 'Steuern für den Verkauf' },
  paymentTerms: { en: 'payment terms', de: 'Zahlungsbedingungen' },
  products: { en: 'products with a code', de: 'Artikel mit einem Code' },
  warehouses: { en: 'warehouses', de: 'Lager' },
  countries: { en: 'countries', de: 'Länder' },
  none: { en: 'there are none', de: 'es gibt keine' },
  noneMend: { en: 'Add them there: {where}', de: 'Legen Sie sie dort an: {where}' },
  some: {
    en: { one: '{count} to choose from', other: '{count} to choose from' },
    de: { one: '{count} zur Auswahl', other: '{count} zur Auswahl' },
  },
  doubled: {
    en: "several are called {names}: rules can't tell them apart",
    de: 'mehrere heißen {names}: Regeln können sie nicht unterscheiden',
  },
  doubledMend: {
    en: 'Rename or archive all but one there: {where}',
    de: 'Benennen Sie dort alle bis auf einen um, oder archivieren Sie sie: {where}',
  },
} as const satisfies Record<string, InEachLanguage>;
