import { expect, it } from 'vitest';
import { playScenario } from './play-scenario.ts';

const SEEDS = Array.from({ length: 60 }, (_, index) => 1 + index);

it('brings every counted order into the ERP exactly once, whatever fault a seed makes up', {
  timeout: SEEDS.length * 30_000,
}, async () => {
  const failures: string[] = [];
  for (const seed of SEEDS) {
    const { broken } = await playScenario(seed);
    const again = `npm run simulate -- --from ${seed} --seeds 1`;
    if (broken.length > 0) failures.push([again, ...broken].join('\n  '));
  }
  expect(failures).toEqual([]);
});
