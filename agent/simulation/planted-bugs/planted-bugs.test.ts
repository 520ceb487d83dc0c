import { describe, expect, it } from 'vitest';
import { type PlayedSeed, playSeeds } from '../play-seeds.ts';
import { changedSources } from './plant-bug.ts';
import { PLANTED_BUGS } from './planted-bugs.ts';

/** Half a minute where nothing else runs. */
const TIMEOUT_MS = 600_000;

async function play(seeds: readonly number[], bug?: string): Promise<PlayedSeed[]> {
  const played: PlayedSeed[] = [];
  await playSeeds({
    seeds,
    processes: 1,
    ...(bug === undefined ? {} : { bug }),
    onPlayed: (one) => played.push(one),
  });
  return played;
}

describe('planted bugs', () => {
  it.each(PLANTED_BUGS)('finds $name by its recorded seeds', { timeout: TIMEOUT_MS }, async (bug) => {
    expect(bug.seeds.length).toBeLessThanOrEqual(5);
    const played = await play(bug.seeds, bug.name);
    const notFound = played.filter(({ broken }) => !broken.some((sentence) => bug.found.test(sentence)));
    expect(notFound).toEqual([]);
  });

  it('lets the same seeds pass without a bug', { timeout: TIMEOUT_MS }, async () => {
    const seeds = new Set(PLANTED_BUGS.flatMap((bug) => bug.seeds));
    const broken = (await play([...seeds])).filter((played) => played.broken.length > 0);
    expect(broken).toEqual([]);
  });

  it('has a name of its own for each', () => {
    expect(new Set(PLANTED_BUGS.map(({ name }) => name)).size).toBe(PLANTED_BUGS.length);
  });

  it('says which bug is to be planted anew once its text has changed', () => {
    const changes = [{ file: 'src/moment.ts', replaces: 'was here once', by: '' }] as const;
    const bug = { name: 'of-old', changes, found: /./, seeds: [1] } as const;
    expect(() => changedSources(bug)).toThrow(
      'planted bug of-old: its text is no longer in agent/src/moment.ts: plant it anew',
    );
  });

  it('refuses a text that stands in more than one place', () => {
    const changes = [{ file: 'src/moment.ts', replaces: 'wallMs', by: '' }] as const;
    const bug = { name: 'unclear', changes, found: /./, seeds: [1] } as const;
    expect(() => changedSources(bug)).toThrow(/planted bug unclear: its text is \d times in/);
  });
});
