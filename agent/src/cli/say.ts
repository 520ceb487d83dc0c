import {
  CATALOGUE,
  generalWordOf,
  isChanges,
  LANGUAGES,
  type Language,
  type Message,
  type PlainValues,
  type ScreenWord,
  type Words,
} from '@counterfoil/shared-types';
import { withoutLineEnds } from '../plain-text.ts';
import { readableChanges, readableValue } from './readable-values.ts';
import type { Said } from './saying.ts';
import type { CliWord } from './words/cli-words.ts';
import { cliDe } from './words/de.ts';
import { cliEn } from './words/en.ts';
import { errorsDe } from './words/errors-de.ts';
import { mistakesDe, schemasDe } from './words/mistakes-de.ts';

const CLI: Record<Language, Record<CliWord, Words>> = { en: cliEn, de: cliDe };

const ERRORS: Record<Language, Readonly<Record<string, string>>> = {
  en: {},
  de: { ...errorsDe, ...mistakesDe, ...schemasDe },
};

/** Says the catalogue's codes, and the frame around them, in one language. */
export interface Sayings {
  readonly language: Language;
  /** The command line's own words. */
  said(said: Said): string;
  message(message: Message): string;
  /** Words that wp-admin's screens say, too. */
  screen(word: ScreenWord, values?: PlainValues): string;
  /** What an error says of itself in English, by its code in this language. */
  error(code: string, english: string, values?: PlainValues): string;
  /** What a person does about it; null: the catalogue knows nothing to do. */
  whatToDo(message: Message): string | null;
}

/** The sentence of a code with its values filled in; a plural is chosen by the only whole number among them. */
export function speak(language: Language): Sayings {
  const plural = new Intl.PluralRules(language);
  /**
   * A code that an older version does not know any more, or a newer one left in the database, has a general sentence.
   */
  const wordsOf = (code: string): Words => {
    const words: Readonly<Record<string, Words>> = CATALOGUE[language];
    return words[code] ?? words[generalWordOf(code)] ?? code;
  };
  function sentence(words: Words, values: Message['values']): string {
    const count = Object.values(values).find((value) => typeof value === 'number');
    const chosen =
      typeof words === 'string'
        ? words
        : plural.select(Number(count ?? 0)) === 'one'
          ? words.one
          : words.other;
    return chosen.replace(/\{(\w+)\}/g, (hole, name: string, at: number) => {
      const value = values[name];
      if (value === undefined) return hole;
      // Why, in words of ours: a part of a sentence with values of its own.
      if (isChanges(value)) return withoutLineEnds(readableChanges(value, language));
      if (typeof value === 'object')
        return sentence(wordsOf(value.code), { code: value.code, ...value.values });
      if (name === 'user') return userWords(String(value), at === 0);
      return withoutLineEnds(readableValue(name, value, language));
    });
  }
  /** Their names only the shop knows; 0 is nobody who was logged in. */
  function userWords(id: string, begins: boolean): string {
    if (!/^\d+$/.test(id)) return withoutLineEnds(id);
    const word = id === '0' ? 'somebody' : 'user_numbered';
    const words = sentence(CLI[language][word], { id });
    return begins ? words.charAt(0).toUpperCase() + words.slice(1) : words;
  }
  function error(code: string, english: string, values: PlainValues = {}): string {
    const words = ERRORS[language][code];
    return words === undefined ? english : sentence(words, values);
  }
  function say(said: Said): string {
    if (typeof said === 'string') return said;
    if ('word' in said) return sentence(CLI[language][said.word], said.values);
    if ('words' in said) return sentence(said.words[language], said.values);
    return error(said.code, said.english, said.values);
  }
  return {
    language,
    said: say,
    error,
    screen: (word, values = {}) => sentence(CATALOGUE[language][word], values),
    message: ({ code, values }) => sentence(wordsOf(code), { code, ...values }),
    whatToDo({ code, values }) {
      const catalogue: Readonly<Record<string, Words>> = CATALOGUE[language];
      const words = catalogue[`do_${code}`];
      return words === undefined ? null : sentence(words, values);
    },
  };
}

/** `--language`, else the environment's (`LC_ALL`, `LC_MESSAGES`, `LANG`), else English. */
export function chooseLanguage(
  option: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Language {
  const wanted = option ?? environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'] ?? 'en';
  return LANGUAGES.find((language) => wanted.toLowerCase().startsWith(language)) ?? 'en';
}
