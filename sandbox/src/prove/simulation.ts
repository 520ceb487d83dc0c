import type { Part } from './part.ts';

const LAST_LINE =
  /^(\d+) seeds in ([\d.]+) s, ([\d.]+) a second: (?:no rule is broken|(\d+) break a rule: (.*))$/m;

/** Many more seeds than `npm test` plays. */
export const simulation: Part = {
  id: 'simulation',
  async run({ sizes, run }) {
    const { exitCode, output, log } = await run('simulation', ['simulate', '--seeds', String(sizes.seeds)]);
    const [, seeds = '0', seconds = '?', pace = '?', broken = '0', which = ''] = LAST_LINE.exec(output) ?? [];
    const failures = [];
    if (broken !== '0') failures.push(`the seeds ${which} break a rule: ${log}`);
    else if (exitCode !== 0 || seeds !== String(sizes.seeds))
      failures.push(`it ended with exit code ${exitCode} after ${seeds} seeds: ${log}`);
    return {
      head: ['seeds', 'break a rule', 'seconds', 'seeds a second'],
      rows: [[seeds, broken, seconds, pace]],
      failures,
    };
  },
};
