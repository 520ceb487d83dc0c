import { CONTRACT_REVISION, CONTRACT_VERSION } from '@counterfoil/shared-types';
import type { Logger } from 'pino';
import { elapsedMs, type Moment, momentOf } from '../../moment.ts';
import type { StoreClient } from '../../store-api/store-client.ts';
import { StoreError } from '../../store-api/store-errors.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { Lease } from './lease.ts';

/** A host that just refused us may be asked again only in a minute: nobody who stops a service waits for that. */
const HAND_OVER_WITHIN_MS = 5_000;

/**
 * Gives the lease back at a graceful stop, if no write can still be under way in the ERP, neither ours nor one of a
 * process before us that gave it no time to end: whoever comes next writes at once. Else it runs out by itself, and who
 * comes next waits the longest commit.
 * @returns the shop's count of reads; null: it was not given back
 */
export async function handOverLease(
  options: {
    readonly tenant: string;
    readonly store: Pick<StoreClient, 'fetchEvents'>;
    readonly lease: Lease;
    readonly surroundings: Surroundings;
    readonly log: Pick<Logger, 'warn'>;
  },
  known: {
    readonly longestCommitMs: number;
    /** When we sent the newest write of which we don't know what became; null: of each we know. */
    readonly lastSend: Moment | null;
    readonly confirmationCount: number;
    readonly highestReadNumber: number;
  },
): Promise<number | null> {
  const { tenant, store, lease, log } = options;
  const { longestCommitMs, lastSend, confirmationCount, highestReadNumber } = known;
  const fence = lease.fence();
  if (fence === null || lease.isLost() || lease.remainingMs() === 0) return null;
  if (lease.createsInMs(longestCommitMs) > 0) return null;
  if (lastSend && elapsedMs(lastSend, momentOf(options.surroundings)) < longestCommitMs) return null;
  const giveUp = new AbortController();
  void options.surroundings.sleep(HAND_OVER_WITHIN_MS, giveUp.signal).then(() => giveUp.abort());
  try {
    const { readCount } = await store.fetchEvents(
      {
        contractVersion: CONTRACT_VERSION,
        contractRevision: CONTRACT_REVISION,
        confirmationCount,
        kept: [],
        lease: { holder: lease.holder, want: 'release', fence },
        limit: 0,
        highestReadNumber,
      },
      giveUp.signal,
    );
    lease.lose();
    return readCount;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log.warn({ tenant, err: error }, 'the lease could not be handed over; it runs out by itself');
    return null;
  } finally {
    giveUp.abort();
  }
}
