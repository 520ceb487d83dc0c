import { expect, test } from 'vitest';
import { createWakeableSleep } from './wakeable-sleep.ts';

test('a sleep that should have ended already asks for no negative time, which Node warns of', async () => {
  const asked: number[] = [];
  const sleep = createWakeableSleep({
    sleep: async (ms) => {
      asked.push(ms);
    },
  });
  await sleep.sleep(-0.15);
  await sleep.sleep(20);
  expect(asked).toEqual([0, 20]);
});

test('a wake ends the sleep that it finds, and the next one at once where it finds none', async () => {
  const sleep = createWakeableSleep({
    sleep: (_, signal) => new Promise((resolve) => signal?.addEventListener('abort', () => resolve())),
  });
  const asleep = sleep.sleep(60_000);
  sleep.wake();
  expect(await asleep).toBe(true);
  sleep.wake();
  expect(await sleep.sleep(60_000)).toBe(true);
});
