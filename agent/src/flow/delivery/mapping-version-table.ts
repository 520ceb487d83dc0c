import type { AgentDatabase } from '../../database/open-database.ts';
import type { AgentTransaction } from '../../database/transaction.ts';
import { type Mapping, readMapping } from '../mapping/mapping-document.ts';

/**
 * The tenant's rules through time: the newest decides for what is not sent yet, each document goes by the version that
 * it was made by. Rules that come back are the same version, now the newest once more.
 */
export async function setRules(
  transaction: AgentTransaction,
  tenant: string,
  mapping: Mapping,
  set: { readonly at: string; readonly by: string },
): Promise<void> {
  const row = {
    number: ((await newestRules(transaction, tenant))?.number ?? 0) + 1,
    version: mapping.document.version,
    document: JSON.stringify(mapping.document),
    since: set.at,
    set_by: set.by,
  };
  await transaction
    .insertInto('mapping_versions')
    .values({ tenant, hash: mapping.hash, ...row })
    .onConflict((conflict) => conflict.columns(['tenant', 'hash']).doUpdateSet(row))
    .execute();
}

/** What tells the newest rules from others, and what is written on them; null: none were set yet. */
export async function newestRules(
  database: AgentDatabase,
  tenant: string,
): Promise<{ readonly hash: string; readonly version: string; readonly number: number } | null> {
  const row = await database
    .selectFrom('mapping_versions')
    .select(['hash', 'version', 'number'])
    .where('tenant', '=', tenant)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** @throws {Error} where they were never set: a defect */
export async function readRules(database: AgentDatabase, tenant: string, hash: string): Promise<Mapping> {
  const row = await database
    .selectFrom('mapping_versions')
    .select('document')
    .where('tenant', '=', tenant)
    .where('hash', '=', hash)
    .executeTakeFirst();
  if (!row) throw new Error(`no rules with the hash "${hash}"`);
  return readMapping(JSON.parse(row.document));
}
