import { z } from 'zod';
import { type CountedResults, UnreadableReport } from './counted-results.ts';

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Counts the report of `vitest --reporter=json`. A file that fails before its first test counts as one failed test. */
export function readVitestReport(text: string): CountedResults {
  const read = report.safeParse(JSON.parse(text));
  if (!read.success) throw new UnreadableReport(`Not a report of vitest: ${z.prettifyError(read.error)}`);
  const results: CountedResults = { passed: 0, failed: [], skipped: [] };
  for (const file of read.data.testResults) {
    const failedBefore = results.failed.length;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') results.passed += 1;
      else if (test.status === 'failed') results.failed.push(test.fullName.trim());
      else results.skipped.push(test.fullName.trim()); // skipped, pending, todo, disabled
    }
    if (file.status === 'failed' && results.failed.length === failedBefore) results.failed.push(file.name);
  }
  return results;
}
