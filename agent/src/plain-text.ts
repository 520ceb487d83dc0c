/**
 * What is no letter but does something: C0, C1, line ends of Unicode, marks that turn the direction of what follows,
 * the byte order mark.
 */
const CONTROL = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff]/gu;

/**
 * Each such sign written as `\u001b`, so that it is seen and does nothing. Tabs and line ends of a text of ours stay
 * with `keeping`.
 */
export function escapeControls(text: string, keeping = ''): string {
  return text.replace(CONTROL, (sign) =>
    keeping.includes(sign) ? sign : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A value inside a sentence never begins a line of its own. */
export function withoutLineEnds(text: string): string {
  return text.replace(/[\n\v\f\r\u0085\u2028\u2029]+/g, ' ');
}

/** A name in one line: each such sign, and each white space, is a blank. */
export function inOneLine(text: string): string {
  return text.replace(CONTROL, ' ').replace(/\s+/g, ' ').trim();
}
