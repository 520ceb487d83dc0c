import { expect, test } from 'vitest';
import { summarise } from './summarise.ts';

test('the summary names what failed and what was skipped, and its last line counts all stages', () => {
  const text = summarise([
    { name: 'checks', seconds: 12.4, passed: 5, failed: [], skipped: [] },
    { name: 'plugin', seconds: 80, passed: 40, failed: ['A::testFails'], skipped: ['A::testReal'] },
  ]);
  expect(text).toBe(`        passed  failed  skipped  took
checks       5       0        0  12 s
plugin      40       1        1  80 s

Failed (1):
  A::testFails

Skipped (1):
  A::testReal

45 passed, 1 failed`);
});
