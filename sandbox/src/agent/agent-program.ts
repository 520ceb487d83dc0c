import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '..', '..', '..');

/** Program and first arguments; what is asked of it follows. */
export type AgentProgram = readonly [string, ...string[]];

/**
 * How the agent is called: its build, as users run it; or its sources, where one of them is newer than its build (Node
 * then also holds the TypeScript stripper, some 30 MB).
 */
export function agentProgram(): AgentProgram {
  const entry = join(repository, 'agent');
  if (['agent', 'shared-types'].every(isBuilt)) {
    return [process.execPath, join(entry, 'dist', 'cli', 'counterfoil.js')];
  }
  return [process.execPath, '--conditions=counterfoil-source', join(entry, 'src', 'cli', 'counterfoil.ts')];
}

function isBuilt(workspace: string): boolean {
  const dir = join(repository, workspace);
  return changedAt(join(dir, 'dist', '.tsbuildinfo')) > newestIn(join(dir, 'src'));
}

/** Milliseconds; 0: there is no such file. */
function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function newestIn(dir: string): number {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.endsWith('.test.ts'),
  );
  return Math.max(0, ...files.map((entry) => changedAt(join(entry.parentPath, entry.name))));
}
