import { posix } from 'node:path';
import { readImports } from './read-imports.ts';

/**
 * Rooms (the folders of `agent/src`) that come back to themselves through what their files import. Between rooms a type
 * is an arrow too. Files in a circle are Biome's to find. Tests and what only they run look into every room, and do not
 * count.
 * @param files path from the root → text
 * @returns the shortest circle of each room, once
 */
export function findCirclingRooms(files: ReadonlyMap<string, string>): string[] {
  const arrows = new Map<string, Set<string>>();
  for (const [path, source] of files) {
    for (const { from } of isTestsOwn(path) ? [] : readImports(source)) {
      const to = posix.join(posix.dirname(path), from);
      const [here, there] = [roomOf(path), from.startsWith('.') ? roomOf(to) : undefined];
      if (!here || !there || here === there || isTestsOwn(to)) continue;
      arrows.set(here, (arrows.get(here) ?? new Set()).add(there));
    }
  }
  const told = new Set<string>();
  return [...arrows.keys()].flatMap((room) => {
    const way = told.has(room) ? null : wayBack(room, arrows);
    for (const one of way ?? []) told.add(one);
    return way ? [`rooms in a circle: ${way.join(' → ')}`] : [];
  });
}

/** Breadth first: the shortest way is told. */
function wayBack(start: string, arrows: ReadonlyMap<string, ReadonlySet<string>>): string[] | null {
  const seen = new Set<string>();
  const ways = [[start]];
  for (const way of ways) {
    for (const next of arrows.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return [...way, start];
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return null;
}

function roomOf(path: string): string | undefined {
  return /^agent\/src\/[^/]+(?=\/)/.exec(path)?.[0];
}

/** What only tests run: an adapter's conformance suite with its harness, too. */
function isTestsOwn(path: string): boolean {
  return /\.(test|fixture)\.ts$|\/conformance\/|-harness\.ts$/.test(path);
}
