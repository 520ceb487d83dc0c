import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { SandboxError } from '../sandbox-error.ts';
import type { ReleaseTree } from './store-trees.ts';

const run = promisify(execFile);

/**
 * Instances share the content of the cache's files (see lay-out-files.ts). The first use of a tree notes the time; a
 * file written later was edited through some instance, and every shop would run the edit: refused. Looking takes 30 ms.
 */
export async function checkSeal(tree: ReleaseTree): Promise<void> {
  if (tree.origin !== 'cache') return;
  const seal = `${tree.dir}.seal`;
  if (!existsSync(seal)) {
    writeFileSync(seal, `${new Date().toISOString()}\n`);
    return;
  }
  const since = readFileSync(seal, 'utf8').trim();
  const { stdout } = await run('find', [tree.dir, '-type', 'f', '-newermt', since, '-print', '-quit']);
  const edited = stdout.trim();
  if (edited !== '') {
    throw new SandboxError(
      `${edited} was edited after it came into the cache, so no shop made from it would be what it says. Undo the edit, or remove ${tree.dir} and ${seal} to fetch it again.`,
    );
  }
}
