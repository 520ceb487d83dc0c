import { sql } from 'kysely';
import type { AgentDatabase } from './open-database.ts';

/** The whole schema as SQL, in a fixed order: what `schema.sql` commits and the test compares. */
export async function dumpSchema(database: AgentDatabase): Promise<string> {
  const { rows } = await sql<{ sql: string }>`
    SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name
  `.execute(database);
  return `${rows.map((row) => `${row.sql.replace(/\n {4}/g, '\n')};`).join('\n\n')}\n`;
}
