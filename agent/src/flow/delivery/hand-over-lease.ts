import { CONTRACT_VERSION } from '@counterfoil/shared-types';
import type { Logger } from 'pino';
import type { AgentDatabase } from '../../database/open-database.ts';
import { inTransaction } from '../../database/transaction.ts';
import { elapsedMs, momentOf } from '../../moment.ts';
import type { StoreClient } from '../../store-api/store-client.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { Lease } from '../inbox/lease.ts';
import { isStoreError } from '../inbox/poll-outbox.ts';
import { readTenant, writeTenant } from '../inbox/tenant-table.ts';
import { newestUnresolvedSend } from './attempt-table.ts';

/** A host that just refused us may be asked again only in a minute: nobody who stops a service waits for that. */
const HAND_OVER_WITHIN_MS = 5_000;

/**
 * Gives the lease back at a graceful stop, if no write can still be under way in the ERP, neither ours nor one of a process before us that gave it
 * no time to end: whoever comes next writes at once. Else it runs out by itself, and who comes next waits the longest commit.
 * @returns whether it was given back
 */
export async function handOverLease(
  options: {
    readonly tenant: string;
    readonly database: AgentDatabase;
    readonly store: Pick<StoreClient, 'fetchEvents'>;
    readonly lease: Lease;
    readonly surroundings: Surroundings;
    readonly log: Pick<Logger, 'warn'>;
  },
  longestCommitMs: number,
): Promise<boolean> {
  const { tenant, database, store, lease, log } = options;
  const fence = lease.fence();
  if (fence === null || lease.isLost() || lease.remainingMs() === 0) return false;
  if (lease.createsInMs(longestCommitMs) > 0) return false;
  const lastSend = await newestUnresolvedSend(database, tenant, lease.holder);
  if (lastSend && elapsedMs(lastSend, momentOf(options.surroundings)) < longestCommitMs) return false;
  const { confirmationCount, highestReadNumber } = await readTenant(database, tenant);
  const giveUp = new AbortController();
  void options.surroundings.sleep(HAND_OVER_WITHIN_MS, giveUp.signal).then(() => giveUp.abort());
  try {
    const answer = await store.fetchEvents(
      {
        contractVersion: CONTRACT_VERSION,
        confirmationCount,
        kept: [],
        lease: { holder: lease.holder, want: 'release', fence },
        limit: 0,
        highestReadNumber,
      },
      giveUp.signal,
    );
    await inTransaction(database, async (transaction) => {
      const { highestReadCount } = await readTenant(transaction, tenant);
      // A lower one is left for the next start to see: the shop came back from a backup.
      const highest = Math.max(highestReadCount, answer.readCount);
      await writeTenant(transaction, tenant, { highestReadCount: highest });
    });
  } catch (error) {
    if (!isStoreError(error)) throw error;
    log.warn({ tenant, err: error }, 'the lease could not be handed over; it runs out by itself');
    return false;
  } finally {
    giveUp.abort();
  }
  lease.lose();
  return true;
}
