import { expect, test } from 'vitest';
import { createNights } from './nightly.ts';

const HOUR_MS = 60 * 60_000;

/** Time that passes as fast as somebody sleeps, until `untilMs`; then it stands still until the sleeper is stopped. */
function fastTime(untilMs: number) {
  const began = Date.UTC(2026, 10, 23, 12);
  let passed = 0;
  return {
    passed: () => passed,
    now: () => new Date(began + passed),
    async sleep(ms: number, signal?: AbortSignal) {
      if (passed + ms <= untilMs) passed += ms;
      else
        await new Promise<void>((resolve) =>
          signal?.addEventListener('abort', () => resolve(), { once: true }),
        );
    },
  };
}

const quiet = { info: () => undefined, error: () => undefined };

test('a step that fails stops none of the others, and is named', async () => {
  const done: string[] = [];
  const nights = createNights({
    time: '03:17',
    steps: [
      { name: 'first', run: async () => done.push('first') },
      { name: 'second', run: () => Promise.reject(new Error('disk full')) },
      { name: 'third', run: async () => done.push('third') },
    ],
    newestBackupAt: () => new Date(Date.UTC(2026, 10, 23, 12)),
    surroundings: fastTime(0),
    log: quiet,
  });
  expect(await nights.run()).toMatchObject({ failed: ['second'] });
  expect(nights.last()).toMatchObject({ failed: ['second'] });
  expect(done).toEqual(['first', 'third']);
  await nights.stop();
});

test('two runs at once are one', async () => {
  let runs = 0;
  const steps = [{ name: 'backup', run: async () => ++runs }];
  const options = { time: '03:17', steps, newestBackupAt: () => null, surroundings: fastTime(0), log: quiet };
  const nights = createNights(options);
  await Promise.all([nights.run(), nights.run()]);
  expect(runs).toBe(1);
  await nights.stop();
});

test('a machine that is off at night makes its backup by day: once a day, though it fails', async () => {
  const time = fastTime(60 * HOUR_MS);
  const at: number[] = [];
  const nights = createNights({
    time: '03:17',
    steps: [
      {
        name: 'backup',
        run: async () => {
          at.push(Math.round(time.passed() / HOUR_MS));
          throw new Error('disk full');
        },
      },
    ],
    newestBackupAt: () => null,
    surroundings: time,
    log: quiet,
  });
  await expect.poll(time.passed).toBeGreaterThan(59 * HOUR_MS);
  await nights.stop();
  expect(at).toEqual([0, 26, 51]);
});
