import { existsSync, readFileSync, rmSync } from 'node:fs';
import { type CountedResults, UnreadableReport } from './counted-results.ts';
import { readChecksReport } from './read-checks-report.ts';
import { readJunitReport } from './read-junit-report.ts';
import { readVitestReport } from './read-vitest-report.ts';
import { type CommandEnd, type CommandOptions, runCommand } from './run-command.ts';

const readers = { vitest: readVitestReport, junit: readJunitReport, checks: readChecksReport };

/** A part of the test run: a command that leaves a report, from which its tests are counted. */
export interface Stage {
  /** What `--only` calls it; several stages may share one. */
  id: string;
  name: string;
  command: string[];
  /** The report that the command writes: what made it, and the file. */
  report: { from: keyof typeof readers; file: string };
  timeLimitSeconds: number;
  env?: Record<string, string>;
}

export interface StageOutcome extends CountedResults {
  name: string;
  seconds: number;
}

/**
 * Runs one stage and counts its report. Trouble of the stage itself is a failed test of its own, so that it can't look
 * like success: no report, an unreadable one, no test in it, a bad exit code without a failed test, the time limit.
 */
export async function runStage(
  stage: Stage,
  cwd: string,
  { signal, onOutput }: Pick<CommandOptions, 'signal' | 'onOutput'> = {},
): Promise<StageOutcome> {
  rmSync(stage.report.file, { force: true });
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1000;
  let end: CommandEnd;
  try {
    end = await runCommand(stage.command, {
      cwd,
      timeLimitSeconds: stage.timeLimitSeconds,
      ...(stage.env && { env: stage.env }),
      ...(signal && { signal }),
      ...(onOutput && { onOutput }),
    });
  } catch (error) {
    const trouble = `${stage.name}: could not be started: ${String(error)}`;
    return { name: stage.name, seconds: seconds(), passed: 0, failed: [trouble], skipped: [] };
  }
  const results = readReport(stage);
  const trouble = describeTrouble(stage, end, results);
  return {
    name: stage.name,
    seconds: seconds(),
    passed: results.passed,
    failed: [...results.failed, ...trouble],
    skipped: results.skipped,
  };
}

type ReadReport = CountedResults & { unreadable?: string };

function readReport(stage: Stage): ReadReport {
  const nothing = { passed: 0, failed: [], skipped: [] };
  if (!existsSync(stage.report.file)) return { ...nothing, unreadable: 'it left no report' };
  try {
    return readers[stage.report.from](readFileSync(stage.report.file, 'utf8'));
  } catch (error) {
    if (!(error instanceof UnreadableReport || error instanceof SyntaxError)) throw error;
    return { ...nothing, unreadable: `its report can't be read: ${error.message}` };
  }
}

function describeTrouble(stage: Stage, end: CommandEnd, results: ReadReport): string[] {
  const says = (what: string) => [`${stage.name}: ${what}`];
  if (end.isTimedOut) return says(`stopped after its time limit of ${stage.timeLimitSeconds} s`);
  if (results.unreadable !== undefined) return says(`${results.unreadable} (exit code ${end.exitCode})`);
  if (results.passed + results.failed.length + results.skipped.length === 0) return says('it ran no test');
  if (end.exitCode !== 0 && results.failed.length === 0) {
    return says(`ended with exit code ${end.exitCode}, though no test failed`);
  }
  return [];
}
