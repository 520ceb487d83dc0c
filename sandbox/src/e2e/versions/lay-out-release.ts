import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentProgram } from '../../agent/agent-program.ts';
import { CONTRACT_COMMIT } from './contract-commit.ts';

const repository = join(import.meta.dirname, '..', '..', '..', '..');
/** What a release consists of: without tests' tools, builds and screens. */
const PARTS = ['agent/package.json', 'agent/src', 'shared-types', 'plugin'];
const NEEDLESS = /\/(vendor|build|dist|tests|node_modules|samples|counterfoil\.zip)$|\.test\.ts$/;

/** Plugin and agent of one version, in a folder of their own that a test may change. */
export interface Release {
  readonly plugin: string;
  readonly agent: AgentProgram;
  readonly dir: string;
}

/** @throws where this clone does not have the commit */
export function layOutContractCommit(dir: string): Release {
  mkdirSync(dir);
  const git = (args: readonly string[]) =>
    execFileSync('git', ['-C', repository, ...args], { maxBuffer: 256 * 2 ** 20, stdio: 'pipe' });
  try {
    git(['cat-file', '-e', `${CONTRACT_COMMIT}^{commit}`]);
  } catch (cause) {
    throw new Error(
      `The commit ${CONTRACT_COMMIT} that plugin and agent are tried against is not in this clone. ` +
        'Fetch the whole history: git fetch --unshallow',
      { cause },
    );
  }
  execFileSync('tar', ['-x', '-C', dir], { input: git(['archive', CONTRACT_COMMIT, '--', ...PARTS]) });
  return release(dir);
}

/** As the working copy has it now. */
export function layOutHead(dir: string): Release {
  for (const part of PARTS)
    cpSync(join(repository, part), join(dir, part), {
      recursive: true,
      filter: (from) => !NEEDLESS.test(from),
    });
  return release(dir);
}

function release(dir: string): Release {
  linkPackages(dir);
  const entry = join(dir, 'agent', 'src', 'cli', 'counterfoil.ts');
  return {
    dir,
    plugin: join(dir, 'plugin'),
    agent: [process.execPath, '--conditions=counterfoil-source', entry],
  };
}

/** The installed packages, but of our own workspaces those of this folder. */
function linkPackages(dir: string): void {
  const [from, to] = [join(repository, 'node_modules'), join(dir, 'node_modules')];
  mkdirSync(join(to, '@counterfoil'), { recursive: true });
  for (const name of readdirSync(from))
    if (name !== '@counterfoil' && !name.startsWith('.')) symlinkSync(join(from, name), join(to, name));
  for (const name of ['agent', 'shared-types']) symlinkSync(join(dir, name), join(to, '@counterfoil', name));
}
