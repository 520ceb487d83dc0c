import type { AgentDatabase } from '../../database/open-database.ts';
import { inTransaction } from '../../database/transaction.ts';
import { appendToJournal } from '../../oversight/journal/journal-table.ts';
import type { Surroundings } from '../../surroundings.ts';
import { readTenant, writeTenant } from '../inbox/tenant-table.ts';
import { oweJourneysAgain } from './journey-table.ts';
import { oweReceiptsAgain } from './receipt-table.ts';

/**
 * A person says that shop and ERP agree again after the shop came back from a backup: it is told everything once more.
 * @returns false: it did not come back, so there is nothing to accept
 */
export async function acceptRestoredShop(
  options: {
    readonly tenant: string;
    readonly database: AgentDatabase;
    readonly surroundings: Surroundings;
  },
  person: string,
): Promise<boolean> {
  const { tenant, database, surroundings } = options;
  return inTransaction(database, async (transaction) => {
    if ((await readTenant(transaction, tenant)).restoredSide !== 'shop') return false;
    await writeTenant(transaction, tenant, { restoredSide: 'none', seen: 0, now: 0 });
    await oweReceiptsAgain(transaction, tenant);
    await oweJourneysAgain(transaction, tenant);
    await appendToJournal(transaction, surroundings, tenant, {
      kind: 'restored_side',
      orderId: null,
      facts: { restoredSide: 'none', person },
    });
    return true;
  });
}
