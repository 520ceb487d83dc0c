/** No key is as long; comparing takes the product of both lengths. */
const LONGEST_COMPARED = 60;

/** The key that was most likely meant, or null when none is near: at most a third of its letters differ. */
export function nearestKey(wrong: string, known: readonly string[]): string | null {
  if (wrong.length > LONGEST_COMPARED) return null;
  let best: string | null = null;
  let fewest = Number.POSITIVE_INFINITY;
  for (const key of known) {
    const changes = editDistance(simplify(wrong), simplify(key));
    if (changes < fewest && changes <= Math.max(1, Math.floor(key.length / 3)))
      [best, fewest] = [key, changes];
  }
  return best;
}

/** `private_key`, `private-key` and `PrivateKey` are meant alike. */
function simplify(key: string): string {
  return key.toLowerCase().replace(/[_\s-]/g, '');
}

/** Letters to insert, leave out or replace; two swapped neighbours count once (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)]);
  rows[0] = Array.from({ length: b.length + 1 }, (_, j) => j);
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let changes = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        changes = Math.min(changes, at(i - 2, j - 2) + 1);
      const row = rows[i];
      if (row) row[j] = changes;
    }
  }
  return at(a.length, b.length);
}
