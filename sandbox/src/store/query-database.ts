import { SandboxError } from '../sandbox-error.ts';
import { type QueryProcess, startQueryProcess } from './query-process.ts';

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
 * Not working at the moment. Kept, because to wait for something is to ask often, and starting PHP costs more than any
 * statement.
 */
const idle: QueryProcess[] = [];

/**
 * Runs one SQL statement in the shop's database, past WordPress. `?` stands for a parameter.
 * @returns the rows; for a statement without rows an empty list
 * @throws SandboxError with what the database says against it
 */
export async function queryDatabase(
  db: DatabaseAccess,
  sql: string,
  params: readonly (string | number | null)[] = [],
): Promise<Row[]> {
  const process = idle.pop() ?? startQueryProcess();
  const answer: { rows: Row[] } | { error: string } = JSON.parse(await process.ask({ db, sql, params }));
  idle.push(process);
  if ('error' in answer) throw new SandboxError(`${answer.error}\nin: ${sql}`);
  return answer.rows;
}
