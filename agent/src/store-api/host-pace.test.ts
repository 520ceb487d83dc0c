import { expect, test } from 'vitest';
import { createHostPace, createHostPaces, SLOWEST_MS } from './host-pace.ts';

/** A clock that moves only when somebody sleeps. */
function sleepingClock() {
  let now = 0;
  return {
    monotonicMs: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
}

async function waitForTurn(clock: { monotonicMs(): number }, pace: { turn(): Promise<void> }) {
  const before = clock.monotonicMs();
  await pace.turn();
  return clock.monotonicMs() - before;
}

test('a host that never refused is asked without waiting', async () => {
  const clock = sleepingClock();
  const pace = createHostPace(clock);
  expect(await waitForTurn(clock, pace)).toBe(0);
  expect(await waitForTurn(clock, pace)).toBe(0);
});

test('a host that refuses is asked once a minute, whoever asks', async () => {
  const clock = sleepingClock();
  const pace = createHostPace(clock);
  pace.refused(null);
  expect(await waitForTurn(clock, pace)).toBe(SLOWEST_MS);
  expect(await waitForTurn(clock, pace)).toBe(SLOWEST_MS);
});

test('each good answer halves the pause until it is gone', async () => {
  const clock = sleepingClock();
  const pace = createHostPace(clock);
  pace.refused(null);
  await pace.turn();
  const waits = [];
  for (let turn = 0; turn < 6; turn++) {
    pace.answered();
    waits.push(await waitForTurn(clock, pace));
  }
  expect(waits).toEqual([30_000, 15_000, 7_500, 3_750, 0, 0]);
});

test('a longer Retry-After is waited for', async () => {
  const clock = sleepingClock();
  const pace = createHostPace(clock);
  pace.refused(300_000);
  expect(await waitForTurn(clock, pace)).toBe(300_000);
});

test('the doorbell of a busy shop is read twice as often, as long as the host is not asked more than twice a second for it', () => {
  const pace = createHostPace(sleepingClock());
  pace.addBells(1);
  expect(pace.bellPeriodMs(true)).toBe(1_000);
  pace.addBells(2);
  expect(pace.bellPeriodMs(true)).toBe(1_500);
});

test('doorbells of forty shops at one address are read at two a second together', () => {
  const pace = createHostPace(sleepingClock());
  pace.addBells(1);
  expect(pace.bellPeriodMs(false)).toBe(2_000);
  pace.addBells(39);
  expect(pace.bellPeriodMs(false)).toBe(20_000);
  expect(pace.bellPeriodMs(true)).toBe(20_000);
});

test('two shops at one address share a pace, a third elsewhere has its own, an unknown name stands for itself', async () => {
  const addresses: Record<string, string> = { 'a.example': '192.0.2.1', 'b.example': '192.0.2.1' };
  const paces = createHostPaces(sleepingClock(), async (name) => {
    const address = addresses[name];
    if (!address) throw new Error('ENOTFOUND');
    return address;
  });
  const a = await paces.of(new URL('https://a.example/'));
  expect(await paces.of(new URL('https://b.example/shop/'))).toBe(a);
  expect(await paces.of(new URL('https://c.example/'))).not.toBe(a);
  expect(await paces.of(new URL('https://c.example/'))).toBe(await paces.of(new URL('https://c.example/')));
});
