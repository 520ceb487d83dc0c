const LONGEST_QUOTATION = 500;
/** Read of what an ERP says; finding addresses in a text without spaces takes the square of its length. */
const LONGEST_READ = 4_000;
/** Shorter texts (a state's code, "Co") would tear holes into every sentence and identify nobody. */
const SHORTEST_PERSONAL = 3;

const E_MAIL = /[^\s"'<>()[\],;]+@[^\s"'<>()[\],;]+/g;
/** International or with a leading zero; a date or an amount is none. */
const PHONE = /(?:\+|\b0)\d[\d\s./()-]{6,}\d/g;
const REGEXP_SIGNS = /[\\^$.*+?()[\]{}|/]/g;

/**
 * An ERP's own words about a call, fit to be stored and shown: what the call said about a person is taken out (ERPs
 * repeat values in their refusals), e-mail addresses and phone numbers always, and it is cut to 500 characters.
 * @param personal texts of the call that are about a person
 */
export function quoteErpWords(words: string, personal: readonly string[]): string {
  let quoted = words.slice(0, LONGEST_READ).replace(E_MAIL, '…');
  const longestFirst = [...new Set(personal.map((text) => text.trim()))]
    .filter((text) => text.length >= SHORTEST_PERSONAL)
    .sort((a, b) => b.length - a.length);
  for (const text of longestFirst) {
    quoted = quoted.replace(new RegExp(text.replace(REGEXP_SIGNS, '\\$&'), 'giu'), '…');
  }
  quoted = quoted.replace(PHONE, '…').replace(/\s+/g, ' ').trim();
  return quoted.length <= LONGEST_QUOTATION ? quoted : `${quoted.slice(0, LONGEST_QUOTATION - 1)}…`;
}
