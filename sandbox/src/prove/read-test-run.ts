export interface TestRun {
  /** Null: it ended without its last line. */
  readonly passed: string | null;
  readonly failed: readonly string[];
  readonly skipped: string;
}

/** What `npm test` says at its end (test-run/summarise.ts). */
export function readTestRun(output: string): TestRun {
  const passed = /^(\d+) passed, \d+ failed\s*$/m.exec(output)?.[1] ?? null;
  const failed = /^Failed \(\d+\):\n((?: {2}.*\n)+)/m.exec(output)?.[1] ?? '';
  const skipped = /^Skipped \((\d+)\):$/m.exec(output)?.[1] ?? '0';
  return {
    passed,
    failed: failed
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.trim()),
    skipped,
  };
}
