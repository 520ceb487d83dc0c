import type { PlainValues } from '@counterfoil/shared-types';
import type { CliWord } from './words/cli-words.ts';

/** Words of the command line's own, not yet said in a language. */
export interface Saying {
  readonly word: CliWord;
  readonly values: PlainValues;
}

/** What is printed: words of ours, or a text as it is (a number, an address, what somebody else said). */
export type Said = Saying | string;

export function saying(word: CliWord, values: PlainValues = {}): Saying {
  return { word, values };
}
