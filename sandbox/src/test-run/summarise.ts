import type { StageOutcome } from './run-stage.ts';

/**
 * The summary of a test run: a table of the stages, the failed and the skipped tests by name, and as its last line
 * `N passed, N failed`.
 */
export function summarise(outcomes: StageOutcome[]): string {
  const rows = outcomes.map((o) => [
    o.name,
    String(o.passed),
    String(o.failed.length),
    String(o.skipped.length),
    `${Math.round(o.seconds)} s`,
  ]);
  const table = align([['', 'passed', 'failed', 'skipped', 'took'], ...rows]);
  const passed = outcomes.reduce((sum, o) => sum + o.passed, 0);
  const failed = outcomes.reduce((sum, o) => sum + o.failed.length, 0);
  return [
    table,
    ...list(
      'Failed',
      outcomes.flatMap((o) => o.failed),
    ),
    ...list(
      'Skipped',
      outcomes.flatMap((o) => o.skipped),
    ),
    '',
    `${passed} passed, ${failed} failed`,
  ].join('\n');
}

/** Columns of text, the first to the left. */
export function align(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}

function list(title: string, names: string[]): string[] {
  if (names.length === 0) return [];
  return ['', `${title} (${names.length}):`, ...names.map((name) => `  ${name}`)];
}
