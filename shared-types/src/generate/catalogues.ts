import { CATALOGUE, LANGUAGES } from '../catalogue/words.ts';

/** plugin/catalogue/<language>.json, as text: each code with its words in that language, in the catalogue's order. */
export function catalogueTexts(): Map<string, string> {
  return new Map(
    LANGUAGES.map((language) => [language, `${JSON.stringify(CATALOGUE[language], null, 2)}\n`]),
  );
}
