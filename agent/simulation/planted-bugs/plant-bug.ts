import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A mistake that somebody could make, in the real source: the simulation must find it. */
export interface PlantedBug {
  readonly name: string;
  readonly changes: readonly [SourceChange, ...SourceChange[]];
  /** What a broken rule says of it. */
  readonly found: RegExp;
  /** Seeds that find it. */
  readonly seeds: readonly [number, ...number[]];
}

interface SourceChange {
  /** From the folder `agent` on. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly replaces: string;
  readonly by: string;
}

const agent = new URL('../../', import.meta.url);

/** Changes the bug's modules of this process as they are loaded. Nothing is written. */
export function plantBug(bug: PlantedBug): void {
  const sources = changedSources(bug);
  registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const source = sources.get(url);
      return source === undefined ? loaded : { ...loaded, source };
    },
  });
}

/** By the module's address. @throws {Error} where a text that it changes is no longer there */
export function changedSources(bug: PlantedBug): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  for (const { file, replaces, by } of bug.changes) {
    const url = new URL(file, agent).href;
    const source = sources.get(url) ?? readFileSync(fileURLToPath(url), 'utf8');
    const [before, after, ...more] = source.split(replaces);
    if (before === undefined || after === undefined || more.length > 0) {
      const count = more.length > 0 ? `${more.length + 1} times` : 'no longer';
      throw new Error(`planted bug ${bug.name}: its text is ${count} in agent/${file}: plant it anew`);
    }
    sources.set(url, before + by + after);
  }
  return sources;
}
