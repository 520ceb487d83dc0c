import type { Lease } from '../lease/lease.ts';
import { OrderWaits, TenantStands } from './order-turns.ts';

/** Asked before every write to the ERP. */
export interface WritePermit {
  /**
   * Makes sure that the lease outlasts one call, taking it anew if need be.
   * @throws {TenantStands} when nothing may be written for this tenant
   */
  ask(): Promise<void>;
  /** The same question once more, without waiting: directly before the call leaves. */
  stillHolds(): boolean;
  /** Milliseconds until a record may be created where the ERP takes a second one of the same key. */
  createsInMs(): number;
}

export function createWritePermit(options: {
  readonly lease: Lease;
  readonly callTimeoutMs: number;
  readonly longestCommitMs: number;
  /** False: a person, a restored side or the end of this process stands against any write. */
  readonly mayWrite: () => boolean;
  /** Asks the shop for the lease again; its failure is the poll's to report. */
  readonly renewLease: () => Promise<void>;
}): WritePermit {
  const { lease } = options;
  const outlasts = () => options.mayWrite() && lease.remainingMs() >= options.callTimeoutMs;
  return {
    async ask() {
      if (options.mayWrite() && !outlasts()) await options.renewLease();
      if (!outlasts()) throw new TenantStands();
    },
    stillHolds: outlasts,
    createsInMs: () => lease.createsInMs(options.longestCommitMs),
  };
}

/** @throws {OrderWaits} while a process before us may still be writing, where the ERP would take a second record */
export function waitForEarlierWriter(permit: WritePermit): void {
  const forMs = permit.createsInMs();
  if (forMs > 0) throw new OrderWaits('doubt', { forMs });
}
