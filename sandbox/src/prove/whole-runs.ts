import type { Part } from './part.ts';
import { readTestRun } from './read-test-run.ts';
import { repeatBusy, type ShopKind } from './repeat-busy.ts';

/** `npm test` several times in a row, one core kept busy by something else. */
export const wholeRuns = (kind: ShopKind): Part => ({
  id: `tests-${kind}`,
  async run(place) {
    const rows: string[][] = [];
    const failures = await repeatBusy(place, kind, `tests-${kind}`, ['test'], (one) => {
      const { passed, failed, skipped } = readTestRun(one.output);
      const seconds = String(Math.round(one.seconds));
      rows.push([String(rows.length + 1), passed ?? '?', String(failed.length), skipped, seconds]);
      if (one.exitCode === 0 && passed !== null && failed.length === 0) return null;
      return [`exit code ${one.exitCode}`, ...failed].join('\n    ');
    });
    return { head: ['run', 'passed', 'failed', 'skipped', 'seconds'], rows, failures };
  },
});
