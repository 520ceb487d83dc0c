/** What makes two texts of an address the same to a person: outer and repeated spaces and capitals don't count. */
function normalise(text: string | null): string {
  return (text ?? '').normalize('NFC').trim().replace(/\s+/g, ' ').toLocaleLowerCase('und');
}

/** Compares two addresses given as the same fields in the same order; null is empty. */
export function isSameAddress(a: readonly (string | null)[], b: readonly (string | null)[]): boolean {
  return a.length === b.length && a.every((text, at) => normalise(text) === normalise(b[at] ?? null));
}
