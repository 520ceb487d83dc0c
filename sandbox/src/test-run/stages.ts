import { join } from 'node:path';
import type { Stage } from './run-stage.ts';

/**
 * The stages of `npm test`, in the order in which they begin: the longest first, then what is quick and tells most.
 * Time limits end what hangs: they are about ten times what a stage takes on two idle cores.
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
  const vitest = (id: string, name: string, minutes: number): Stage => {
    const file = join(reports, `${id}.json`);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    return {
      id,
      name,
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
      name: `plugin in WordPress, ${storage === 'hpos' ? 'HPOS' : 'legacy'} storage`,
      command: [...ours('run-plugin-tests.ts'), '--storage', storage, '--junit', file],
      report: { from: 'junit', file },
      timeLimitSeconds: 40 * 60,
    };
  };
  const checks = join(reports, 'checks.json');
  return [
    vitest('e2e', 'end to end', 120),
    {
      id: 'check',
      name: 'checks',
      command: [...ours('run-checks.ts'), '--report', checks],
      report: { from: 'checks', file: checks },
      timeLimitSeconds: 20 * 60,
    },
    vitest('unit', 'unit and integration', 60),
    plugin('hpos'),
    vitest('browser', 'browser', 60),
    plugin('legacy'),
  ];
}
