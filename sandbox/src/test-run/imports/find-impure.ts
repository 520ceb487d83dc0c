import { posix } from 'node:path';
import { readImports } from './read-imports.ts';

/**
 * Pure files that come to a database, network, file or clock through what they import, however many files lie between.
 * Biome sees only what a file names itself.
 * @param pure paths from the root
 * @param files path from the root → text
 * @param isForbidden told the module as it is imported: `node:fs`, `./inbox-table.ts`
 * @param packages files behind the names of our own packages
 */
export function findImpure(
  pure: readonly string[],
  files: ReadonlyMap<string, string>,
  isForbidden: (from: string) => boolean,
  packages: ReadonlyMap<string, string>,
): string[] {
  return pure.flatMap((path) => {
    const way = wayToForbidden([path]);
    return way ? [`${way[0]} is pure, but comes to ${way.at(-1)}:\n    ${way.join('\n    → ')}`] : [];
  });

  /** Breadth first: the shortest way is told. */
  function wayToForbidden(start: readonly [string]): readonly string[] | null {
    const seen = new Set<string>(start);
    const ways: (readonly string[])[] = [start];
    for (const way of ways) {
      const path = way.at(-1) ?? '';
      for (const { from, isType } of readImports(files.get(path) ?? '')) {
        if (isType) continue;
        if (isForbidden(from)) return [...way, from];
        const next = from.startsWith('.') ? posix.join(posix.dirname(path), from) : packages.get(from);
        if (next === undefined || seen.has(next)) continue;
        seen.add(next);
        ways.push([...way, next]);
      }
    }
    return null;
  }
}
