/**
 * Which line of one side is which of the other. Lines that are the same pair off first; what is left pairs off by what
 * it is about, in the order of `before`.
 * @param textOf all that matters of a line: equal texts are equal lines
 * @param keyOf what a line is about
 * @returns the lines that differ, with their counterparts; null: there is none. `added`: on the other side alone
 */
export function pairLines<Line>(
  before: readonly Line[],
  after: readonly Line[],
  textOf: (line: Line) => string,
  keyOf: (line: Line) => string,
): {
  readonly changed: readonly { readonly line: Line; readonly now: Line | null }[];
  readonly added: Line[];
} {
  const same = grouped(after, textOf);
  const removed = before.filter((line) => same.get(textOf(line))?.shift() === undefined);
  const alike = grouped([...same.values()].flat(), keyOf);
  const changed = removed.map((line) => ({ line, now: alike.get(keyOf(line))?.shift() ?? null }));
  return { changed, added: [...alike.values()].flat() };
}

function grouped<Line>(lines: readonly Line[], nameOf: (line: Line) => string): Map<string, Line[]> {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const group = groups.get(nameOf(line));
    if (group) group.push(line);
    else groups.set(nameOf(line), [line]);
  }
  return groups;
}
