import { z } from 'zod';
import { type CountedResults, UnreadableReport } from './counted-results.ts';

const report = z.array(z.object({ name: z.string(), isPassed: z.boolean(), seconds: z.number() }));

/** What run-checks writes: each check with its outcome. */
export type ChecksReport = z.infer<typeof report>;

/** Counts the report of run-checks: each check is one test. */
export function readChecksReport(text: string): CountedResults {
  const read = report.safeParse(JSON.parse(text));
  if (!read.success) throw new UnreadableReport(`Not a report of the checks: ${z.prettifyError(read.error)}`);
  return {
    passed: read.data.filter((check) => check.isPassed).length,
    failed: read.data.filter((check) => !check.isPassed).map((check) => check.name),
    skipped: [],
  };
}
