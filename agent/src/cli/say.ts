import { CATALOGUE, LANGUAGES, type Language, type Message } from '@counterfoil/shared-types';

/** Says the catalogue's codes in one language. */
export interface Sayings {
  readonly language: Language;
  message(message: Message): string;
}

/** The sentence of a code with its values filled in; a plural is chosen by the only whole number among them. */
export function speak(language: Language): Sayings {
  const plural = new Intl.PluralRules(language);
  return {
    language,
    message({ code, values }) {
      const words = CATALOGUE[language][code];
      const count = Object.values(values).find((value) => typeof value === 'number');
      const sentence =
        typeof words === 'string'
          ? words
          : plural.select(Number(count ?? 0)) === 'one'
            ? words.one
            : words.other;
      return sentence.replace(/\{(\w+)\}/g, (hole, name: string) => {
        const value = values[name];
        return typeof value === 'number' ? value.toLocaleString(language) : (value ?? hole);
      });
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
