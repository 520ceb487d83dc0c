import type { PlainValues } from '@counterfoil/shared-types';
import type { ErpWords } from '../adapters/erp-words.ts';
import type { CliWord } from './words/cli-words.ts';

/** Words of the command line's own, not yet said in a language. */
export interface Saying {
  readonly word: CliWord;
  readonly values: PlainValues;
}

/** What an error says of itself in English; other languages know it by its code: words/errors-de.ts. */
export interface ErrorWords {
  readonly code: string;
  readonly english: string;
  readonly values?: PlainValues;
}

/**
 * What is printed: words of ours, an adapter's or an error's own, or a text as it is (a number, an address, what
 * somebody else said).
 */
export type Said = Saying | ErpWords | ErrorWords | string;

/** Of an error that carries its sentence's values. */
export function ownWords(error: {
  readonly code: string;
  readonly message: string;
  readonly values: PlainValues;
}): ErrorWords {
  return { code: error.code, english: error.message, values: error.values };
}

/** Why the doorbell is closed: store-api/doorbell-states.ts. */
export function bellReason(because: string): Said {
  if (because === 'web_page') return saying('bell_web_page');
  return because === 'no_ring' ? saying('bell_no_ring') : because;
}

export function saying(word: CliWord, values: PlainValues = {}): Saying {
  return { word, values };
}
