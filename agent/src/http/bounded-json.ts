/** The contract's deepest message has 8 levels, Tryton's errors about 12. */
const DEEPEST = 64;
/** Values of one answer: a full page of orders has about 100,000, an order of 2,000 lines 60,000. */
const MOST_VALUES = 200_000;
/** Entries of one list or object; the contract's longest list has 2,000. */
const MOST_ENTRIES = 2_500;

export type BoundedJson =
  | { readonly is: 'json'; readonly value: unknown }
  | { readonly is: 'no_json' }
  /** It may be JSON, but to read it would cost the memory and the time of everybody else. */
  | { readonly is: 'too_much'; readonly detail: string };

/**
 * JSON of somebody else. What it would cost is counted first, in one pass that keeps nothing: a few megabytes of
 * `[],[],…` become a gigabyte of objects and of complaints about each of them.
 * @param mostEntries of one list or object, where more is usual
 */
export function parseBounded(text: string, mostEntries = MOST_ENTRIES): BoundedJson {
  const detail = tooMuch(text, mostEntries);
  if (detail !== null) return { is: 'too_much', detail };
  try {
    return { is: 'json', value: JSON.parse(text) };
  } catch {
    return { is: 'no_json' };
  }
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Counts commas and openings outside of texts; whether it is JSON at all, `JSON.parse` says. */
function tooMuch(text: string, mostEntries: number): string | null {
  /** Commas of each list or object that is open. */
  const open: number[] = [];
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) {
      at = endOfText(text, at);
    } else if (sign === OPEN_LIST || sign === OPEN_OBJECT) {
      if (open.push(0) > DEEPEST) return `more than ${DEEPEST} levels`;
      if (++values > MOST_VALUES) return `more than ${MOST_VALUES} values`;
    } else if (sign === CLOSE_LIST || sign === CLOSE_OBJECT) {
      open.pop();
    } else if (sign === COMMA) {
      const last = open.length - 1;
      const entries = (open[last] ?? 0) + 1;
      if (entries >= mostEntries) return `more than ${mostEntries} entries in one list`;
      if (last >= 0) open[last] = entries;
      if (++values > MOST_VALUES) return `more than ${MOST_VALUES} values`;
    }
  }
  return null;
}

/** Where the text that begins at this quotation mark ends. */
function endOfText(text: string, begin: number): number {
  let end = text.indexOf('"', begin + 1);
  while (end !== -1) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return end;
    end = text.indexOf('"', end + 1);
  }
  return text.length;
}
