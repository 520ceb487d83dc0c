import { spawnSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';

/** The first thing like a version in what a program says of itself. */
function versionOf(program: string, ...args: string[]): string | null {
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return /\d+\.\d+(\.\d+)?/.exec(`${stdout}${stderr}`)?.[0] ?? null;
}

/** When, of which commit, on what machine and with which versions: one line for docs/proof.md. */
export function madeWith(root: string, now: Date): string {
  const git = (...args: string[]) => spawnSync('git', args, { cwd: root, encoding: 'utf8' }).stdout.trim();
  const day = now.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const changed = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : ' with changes';
  const machine = `${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GB`;
  const versions = Object.entries({
    Node: process.versions.node,
    PHP: versionOf('php', '-v'),
    MariaDB: versionOf('mariadbd', '--version'),
  });
  const named = versions.flatMap(([name, version]) => (version === null ? [] : `${name} ${version}`));
  return `${day}, commit ${git('rev-parse', '--short', 'HEAD')}${changed}, ${machine}, ${named.join(', ')}.`;
}
