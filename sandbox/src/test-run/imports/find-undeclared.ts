import { posix } from 'node:path';
import { readImports } from './read-imports.ts';

export interface Workspace {
  /** Path from the root, `agent`; the root itself: ''. */
  readonly folder: string;
  readonly name: string;
  /** Every package that its package.json names. */
  readonly declared: ReadonlySet<string>;
}

/**
 * What a workspace imports without saying so: a package that its own package.json does not name (for tests the root's
 * may), and files of another workspace by a path instead of by its name.
 * @param files path from the root → text
 */
export function findUndeclared(
  workspaces: readonly Workspace[],
  files: ReadonlyMap<string, string>,
): string[] {
  const root = workspaces.find(({ folder }) => folder === '');
  return [...files].flatMap(([path, source]) => {
    const own = ownerOf(path, workspaces);
    return readImports(source).flatMap(({ from }) => {
      if (from.startsWith('node:')) return [];
      if (from.startsWith('.')) {
        const other = ownerOf(posix.join(posix.dirname(path), from), workspaces);
        if (own === other || own === root) return [];
        return [`${path} reaches into ${other?.folder} by a path (${from}): import it as ${other?.name}/…`];
      }
      const name = packageOf(from);
      if (own?.declared.has(name) || own?.name === name || root?.declared.has(name)) return [];
      return [
        `${path} imports ${name}, which ${posix.join(own?.folder ?? '', 'package.json')} does not name`,
      ];
    });
  });
}

function ownerOf(path: string, workspaces: readonly Workspace[]): Workspace | undefined {
  const inside = workspaces.filter(({ folder }) => folder === '' || path.startsWith(`${folder}/`));
  return inside.sort((one, other) => other.folder.length - one.folder.length)[0];
}

function packageOf(from: string): string {
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}
