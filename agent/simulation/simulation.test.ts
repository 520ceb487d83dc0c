import { expect, it } from 'vitest';
import { playScenario } from './play-scenario.ts';

/** `COUNTERFOIL_SEED=41` replays one seed alone, with everything that happened. */
const replayed = process.env['COUNTERFOIL_SEED'];
const seeds =
  replayed === undefined ? Array.from({ length: 60 }, (_, index) => index + 1) : [Number(replayed)];

it('brings every counted order into the ERP exactly once, whatever fault a seed makes up', {
  timeout: 240_000,
}, async () => {
  const failures: string[] = [];
  for (const seed of seeds) {
    const { broken, happened } = await playScenario(seed);
    if (broken.length === 0) continue;
    const story = replayed === undefined ? [] : happened;
    failures.push([`COUNTERFOIL_SEED=${seed}`, ...story, ...broken].join('\n  '));
  }
  expect(failures).toEqual([]);
});
