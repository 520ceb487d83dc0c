/**
 * `npm run check`: runs every check, shows what those that failed had to say, and ends with exit code 1 if any did
 * (130 when it was interrupted).
 * With `--report FILE` it also writes the outcomes as JSON, from which the test run counts.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { onStopSignal } from '../cli/stop-signals.ts';
import { checks } from './checks.ts';
import type { ChecksReport } from './read-checks-report.ts';
import { runCommand } from './run-command.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const TIME_LIMIT_SECONDS = 15 * 60;

const { values } = parseArgs({ options: { report: { type: 'string' } } });
const interruption = new AbortController();
onStopSignal(() => interruption.abort());

const outcomes: ChecksReport = [];
for (const check of checks) {
  if (interruption.signal.aborted) break;
  const began = performance.now();
  let output = '';
  const { exitCode, isTimedOut } = await runCommand(check.command, {
    cwd: root,
    timeLimitSeconds: TIME_LIMIT_SECONDS,
    signal: interruption.signal,
    onOutput: (text) => {
      output += text;
    },
  });
  const seconds = (performance.now() - began) / 1000;
  const isPassed = exitCode === 0;
  outcomes.push({ name: check.name, isPassed, seconds });
  console.log(`${isPassed ? 'ok    ' : 'FAILED'}  ${check.name}  (${seconds.toFixed(1)} s)`);
  if (!isPassed) {
    const limit = isTimedOut ? `Stopped after ${TIME_LIMIT_SECONDS} s.\n` : '';
    console.log(`${output.trimEnd()}\n${limit}→ ${check.wayOut}\n`);
  }
}

if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(outcomes));
const failed = outcomes.filter((outcome) => !outcome.isPassed).length;
if (interruption.signal.aborted) {
  console.log('Interrupted.');
  process.exitCode = 130;
} else {
  console.log(
    failed === 0 ? `All ${checks.length} checks passed.` : `${failed} of ${checks.length} checks failed.`,
  );
  process.exitCode = failed === 0 ? 0 : 1;
}
