import { expect, test } from 'vitest';
import { RETRY_PACES, type RetryKind, retryDelayMs } from './retry-schedule.ts';

const KINDS = Object.keys(RETRY_PACES) as RetryKind[];
const ALMOST_ONE = 1 - Number.EPSILON;

test('each pause doubles from its first to its longest, and never grows beyond that', () => {
  for (const kind of KINDS) {
    const { firstMs, lastMs } = RETRY_PACES[kind];
    const longest = (attempt: number) => retryDelayMs(kind, attempt, null, ALMOST_ONE);
    expect(longest(1)).toBe(firstMs);
    expect(longest(2)).toBe(Math.min(lastMs, firstMs * 2));
    for (const attempt of [20, 100, 100_000]) expect(longest(attempt)).toBe(lastMs);
  }
});

test('half of each pause is chance: what failed together does not come back together', () => {
  for (const kind of KINDS) {
    for (const attempt of [1, 3, 50]) {
      const [least, most] = [
        retryDelayMs(kind, attempt, null, 0),
        retryDelayMs(kind, attempt, null, ALMOST_ONE),
      ];
      expect(least).toBe(most / 2);
      expect(retryDelayMs(kind, attempt, null, 0.5)).toBe(most * 0.75);
    }
  }
});

test('what the other end asked for is waited for at least, by whatever attempt, and hardly longer', () => {
  for (const kind of KINDS) {
    for (const attempt of [1, 50]) {
      expect(retryDelayMs(kind, attempt, 7_000, 0)).toBe(7_000);
      expect(retryDelayMs(kind, attempt, 7_000, ALMOST_ONE)).toBe(7_700);
    }
  }
});
