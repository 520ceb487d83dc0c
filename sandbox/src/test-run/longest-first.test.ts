import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { TestSpecification, Vitest } from 'vitest/node';
import { LONG, LongestFirst } from './longest-first.ts';

const root = join(import.meta.dirname, '../../..');

function files(project: string, ...paths: string[]): TestSpecification[] {
  const config = { sequence: { groupOrder: 0 }, isolate: true };
  return paths.map(
    (path) => ({ moduleId: `/repo/${path}`, project: { name: project, config } }) as TestSpecification,
  );
}

test('what takes longest begins, project by project, and the rest as Vitest has it', async () => {
  const took = { failed: false, duration: 1 };
  const sequencer = new LongestFirst({
    cache: { getTestSpecificationResult: () => took },
  } as unknown as Vitest);
  const sorted = await sequencer.sort([
    ...files('unit', 'a.test.ts', 'agent/simulation/simulation.test.ts', 'b.test.ts'),
    ...files('e2e', 'sandbox/src/e2e/network.test.ts', 'sandbox/src/e2e/practice-hpos.test.ts'),
    ...files('e2e', 'agent/src/adapters/tryton/tryton.conformance.test.ts'),
  ]);
  expect(sorted.map(({ moduleId }) => moduleId.split('/').at(-1))).toEqual([
    'tryton.conformance.test.ts',
    'practice-hpos.test.ts',
    'network.test.ts',
    'simulation.test.ts',
    'a.test.ts',
    'b.test.ts',
  ]);
});

test('each of them is there', () => {
  const there = globSync('{agent,sandbox}/{simulation,src}/**/*.test.ts', { cwd: root });
  for (const part of LONG)
    expect(
      there.filter((path) => `/${path}`.includes(`/${part}`)),
      part,
    ).toHaveLength(1);
});
