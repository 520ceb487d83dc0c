import { runTrytonSql } from '../erp/tryton/start-tryton.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';

/** A record id that Tryton gave after `widenRecordIds`: nine digits, whatever its table. */
export const RECORD_ID = /(?<![\d.])[1-9]\d{8}(?![\d.])/g;

/**
 * From now on each table of Tryton numbers its records in a range of its own, the first from 100,000,000 on: a number
 * in a call then says by itself which record it is. Numbers of documents are drawn elsewhere and stay as they are.
 */
export async function widenRecordIds({ erp }: SandboxInstance): Promise<void> {
  if (erp?.kind !== 'tryton') throw new Error('Only Tryton numbers its records so.');
  await runTrytonSql(
    erp.dir,
    `SELECT setval(format('%I.%I', schemaname, sequencename)::regclass,
      100000000 + 1000000 * row_number() OVER (ORDER BY sequencename))
      FROM pg_sequences WHERE sequencename LIKE '%\\_id\\_seq'`,
  );
}
