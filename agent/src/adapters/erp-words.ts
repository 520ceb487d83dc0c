import type { Language, PlainValues, Words } from '@counterfoil/shared-types';

/** One text in every language that we speak. */
export type InEachLanguage = Readonly<Record<Language, Words>>;

/**
 * What an adapter says to whoever sits before the command line, not yet in a language. Its words stand in its own
 * folder.
 */
export interface ErpWords {
  readonly words: InEachLanguage;
  readonly values: PlainValues;
}

export function erpWords(words: InEachLanguage, values: PlainValues = {}): ErpWords {
  return { words, values };
}
