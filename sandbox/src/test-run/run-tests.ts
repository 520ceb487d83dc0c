/**
 * `npm test`: runs the stages, the later ones also after a failure, and ends with a summary whose last line is
 * `N passed, N failed`. `--only check,unit` runs some of them. Exit codes: 0 all passed, 1 something
 * failed, 2 unknown option or stage, 130 interrupted.
 *
 * The servers of all stages live in one folder of the run. What still runs there at the end, also after an
 * interruption, is stopped and named.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { onStopSignal } from '../cli/stop-signals.ts';
import { clearRunFolder } from './clear-run-folder.ts';
import { runSideBySide } from './run-side-by-side.ts';
import type { StageOutcome } from './run-stage.ts';
import { listStages } from './stages.ts';
import { summarise } from './summarise.ts';
import { makeTestFolder, RUN_FOLDER } from './test-folder.ts';

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

/** `COUNTERFOIL_E2E_KEEP=1` keeps the whole ways, for looking at what failed. */
const isKept = (name: string) => process.env['COUNTERFOIL_E2E_KEEP'] === '1' && name.startsWith('way-');

async function clear(folder: string): Promise<boolean> {
  try {
    const stopped = await clearRunFolder(folder, isKept);
    for (const what of stopped) console.log(`-- a test was cut off, stopped: ${what}`);
    if (existsSync(folder)) console.log(`-- kept: ${folder}`);
    return true;
  } catch (error) {
    console.log(`\n${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
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
  const folder = makeTestFolder('test');
  onStopSignal(() => interruption.abort(), `pgrep -af ${folder}`);
  mkdirSync(reports, { recursive: true });
  const inFolder = chosen.map((stage) => ({ ...stage, env: { ...stage.env, [RUN_FOLDER]: folder } }));
  let outcomes: StageOutcome[];
  let isClear = false;
  try {
    outcomes = await runSideBySide(inFolder, AT_ONCE, root, interruption.signal, console.log);
  } finally {
    isClear = await clear(folder);
  }
  console.log(`\n${summarise(outcomes)}`);
  if (interruption.signal.aborted) return 130;
  return isClear && outcomes.every((outcome) => outcome.failed.length === 0) ? 0 : 1;
}

process.exitCode = await runTests(process.argv.slice(2));
