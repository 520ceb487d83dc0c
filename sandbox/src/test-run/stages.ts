import { join } from 'node:path';
import type { Stage } from './run-stage.ts';

/**
 * The stages of `npm test`, in order: what is quick and tells most comes first. The end-to-end and browser tests mostly wait for other
 * processes, so they have a lane beside what keeps a core busy: on two cores that halves the whole. Time limits are about three times
 * what a stage takes there.
 *
 * @param root The repository's folder.
 * @param reports A folder for the reports.
 */
export function listStages(root: string, reports: string): Stage[] {
  const ours = (file: string) => [
    process.execPath,
    '--conditions=counterfoil-source',
    join(root, 'sandbox/src/test-run', file),
  ];
  const vitest = (id: string, name: string, lane: Stage['lane'], minutes: number): Stage => {
    const file = join(reports, `${id}.json`);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    return {
      id,
      name,
      lane,
      command: [
        process.execPath,
        join(root, 'node_modules/vitest/vitest.mjs'),
        'run',
        '--project',
        id,
        ...reporters,
      ],
      report: { from: 'vitest', file },
      timeLimitSeconds: minutes * 60,
    };
  };
  const plugin = (storage: 'hpos' | 'legacy'): Stage => {
    const file = join(reports, `plugin-${storage}.xml`);
    return {
      id: 'plugin',
      lane: 'computes',
      name: `plugin in WordPress, ${storage === 'hpos' ? 'HPOS' : 'legacy'} storage`,
      command: [...ours('run-plugin-tests.ts'), '--storage', storage, '--junit', file],
      report: { from: 'junit', file },
      timeLimitSeconds: 10 * 60,
    };
  };
  const checks = join(reports, 'checks.json');
  return [
    {
      id: 'check',
      lane: 'computes',
      name: 'checks',
      command: [...ours('run-checks.ts'), '--report', checks],
      report: { from: 'checks', file: checks },
      timeLimitSeconds: 5 * 60,
    },
    vitest('unit', 'unit and integration', 'computes', 8),
    plugin('hpos'),
    plugin('legacy'),
    vitest('e2e', 'end to end', 'waits', 30),
    vitest('browser', 'browser', 'waits', 15),
  ];
}
