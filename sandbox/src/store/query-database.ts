import { runPhp } from './run-php.ts';

export interface DatabaseAccess {
  host: string;
  port: number;
  name: string;
  user: string;
  password: string;
}

/** A row by column name, as PHP's mysqli gives it: numbers as numbers, decimals and dates as text, NULL as null. */
export type Row = Record<string, string | number | null>;

/**
 * Runs one SQL statement in the shop's database, past WordPress. `?` stands for a parameter.
 * @returns the rows; for a statement without rows an empty list
 */
export async function queryDatabase(
  db: DatabaseAccess,
  sql: string,
  params: readonly (string | number | null)[] = [],
): Promise<Row[]> {
  const { result } = await runPhp('query-database.php', [], { input: JSON.stringify({ db, sql, params }) });
  return JSON.parse(result) as Row[];
}
