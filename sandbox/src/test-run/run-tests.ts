/**
 * `npm test`: runs the stages, the later ones also after a failure, and ends with a summary whose last line is
 * `N passed, N failed`. `--only check,unit` runs some of them. Exit codes: 0 all passed, 1 something
 * failed, 2 unknown option or stage, 130 interrupted.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { onStopSignal } from '../cli/stop-signals.ts';
import { runSideBySide } from './run-side-by-side.ts';
import { listStages } from './stages.ts';
import { summarise } from './summarise.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const reports = join(root, '.cache/reports');
const stages = listStages(root, reports);

/** Much of a stage is waiting for other processes; a third one would only slow the two. */
const AT_ONCE = 2;

function chooseStages(given: string[]): typeof stages {
  const { values } = parseArgs({ args: given, options: { only: { type: 'string' } } });
  if (values.only === undefined) return stages;
  const wanted = values.only.split(',');
  const known = [...new Set(stages.map((stage) => stage.id))];
  const unknown = wanted.filter((id) => !known.includes(id));
  if (unknown.length > 0) {
    throw new TypeError(`--only ${unknown.join(',')}: no such stage. There are ${known.join(', ')}.`);
  }
  return stages.filter((stage) => wanted.includes(stage.id));
}

async function runTests(given: string[]): Promise<number> {
  let chosen: typeof stages;
  try {
    chosen = chooseStages(given);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    console.error(`${error.message}\nUsage: npm test -- [--only STAGE,STAGE]`);
    return 2;
  }
  const interruption = new AbortController();
  onStopSignal(() => interruption.abort());
  mkdirSync(reports, { recursive: true });
  const outcomes = await runSideBySide(chosen, AT_ONCE, root, interruption.signal, console.log);
  console.log(`\n${summarise(outcomes)}`);
  if (interruption.signal.aborted) return 130;
  return outcomes.some((outcome) => outcome.failed.length > 0) ? 1 : 0;
}

process.exitCode = await runTests(process.argv.slice(2));
