import type { AgentDatabase } from '../../database/open-database.ts';
import { inTransaction } from '../../database/transaction.ts';
import { appendToJournal } from '../../oversight/journal/journal-table.ts';
import type { Surroundings } from '../../surroundings.ts';
import { ensureTenant, readErpIdentity, writeTenant } from '../inbox/tenant-table.ts';
import { isAnyAttempted } from './attempt-table.ts';
import { isAnyBound } from './binding-table.ts';
import { isAnySent } from './delivery-table.ts';

/**
 * The ids kept of orders and customers mean something in one ERP only. Which one that is, is noted before the first of
 * them; in another one they would be somebody else's, so nothing is begun there until a person says that it is the
 * same.
 */
export interface ErpChange {
  /** Identities as the registry's `identifyErp` writes them. */
  readonly before: string;
  readonly configured: string;
}

/** Writes nothing. Null: the ids that are kept are of this ERP, or there are none. */
export async function findErpChange(
  database: AgentDatabase,
  tenant: string,
  configured: string,
): Promise<ErpChange | null> {
  const before = await readErpIdentity(database, tenant);
  if (before === '' || before === configured) return null;
  return (await wroteThere(database, tenant)) ? { before, configured } : null;
}

/** At a tenant's start: notes this ERP, unless ids of another one are kept. */
export async function noteErp(
  database: AgentDatabase,
  tenant: string,
  configured: string,
): Promise<ErpChange | null> {
  // A full disk keeps nobody from starting who has nothing to note.
  if ((await readErpIdentity(database, tenant)) === configured) return null;
  return inTransaction(database, async (transaction) => {
    const change = await findErpChange(transaction, tenant, configured);
    if (change) return change;
    await ensureTenant(transaction, tenant);
    await writeTenant(transaction, tenant, { erpIdentity: configured });
    return null;
  });
}

/** A person says that the ERP only moved. False: there was no change to accept. */
export async function acceptMovedErp(
  options: {
    readonly tenant: string;
    readonly database: AgentDatabase;
    readonly surroundings: Surroundings;
  },
  configured: string,
  person: string,
): Promise<boolean> {
  const { tenant, database, surroundings } = options;
  return inTransaction(database, async (transaction) => {
    const change = await findErpChange(transaction, tenant, configured);
    if (!change) return false;
    await writeTenant(transaction, tenant, { erpIdentity: configured });
    await appendToJournal(transaction, surroundings, tenant, {
      kind: 'erp_moved',
      orderId: null,
      facts: { before: change.before, now: configured, person },
    });
    return true;
  });
}

/** Whether anything was written to the ERP, may have been, or is known of it. */
async function wroteThere(database: AgentDatabase, tenant: string): Promise<boolean> {
  return (
    (await isAnyBound(database, tenant)) ||
    (await isAnySent(database, tenant)) ||
    (await isAnyAttempted(database, tenant))
  );
}
