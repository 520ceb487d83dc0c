import type { Heartbeat, Message } from '@counterfoil/shared-types';

/** Why nothing is written to the ERP at the moment; null: it is. */
export type Standstill =
  /** Another process holds the lease, or we have not asked yet. */
  | { readonly because: 'no_lease' }
  /** Another process took over this tenant: this one has stopped for good. */
  | { readonly because: 'lease_lost' }
  /** The shop came back from a backup: `acceptRestoredShop` goes on. */
  | { readonly because: 'shop_restored'; readonly seen: number; readonly now: number }
  /** This agent came back from a backup: it goes on by itself once the shop has offered everything again. */
  | { readonly because: 'agent_restored'; readonly seen: number; readonly now: number }
  /** A person stopped this flow in the shop. */
  | { readonly because: 'orders_stopped' }
  /** Nobody started this tenant yet: it has no cutover. */
  | { readonly because: 'not_started' }
  | { readonly because: 'stopping' }
  /**
   * The ids kept here are of another ERP than the configured one: this tenant was not started. `identifyErp` names
   * both.
   */
  | {
      readonly because: 'erp_changed';
      readonly tenant: string;
      readonly before: string;
      readonly configured: string;
    }
  /** `forMs` 0: one order at a time finds out whether a missing right is back. */
  | { readonly because: 'erp_waits'; readonly says: Message; readonly forMs: number };

export interface PollResult {
  /** Events that are new in our database. */
  readonly received: number;
  /** Rows that are due now in the shop, beside those in this answer: poll again at once when above zero. */
  readonly waiting: number;
  /** Milliseconds until the shop's next row is due; null: none waits. */
  readonly nextDueInMs: number | null;
  /** Ids that the shop does not know yet to be kept: they travel with the next poll. */
  readonly unconfirmed: number;
  /** Milliseconds until the lease runs out; 0: we don't hold it. Poll before that. */
  readonly leaseForMs: number;
  readonly standstill: Standstill | null;
}

export interface DeliverResult {
  /** Orders that were worked on. */
  readonly worked: number;
  /** Milliseconds until the next order is due; null: none waits for a time. */
  readonly nextDueInMs: number | null;
  /** The lease is too short for an ERP call, also after it was asked for again: poll, then deliver again. */
  readonly needsLease: boolean;
  readonly standstill: Standstill | null;
}

export interface SendResult {
  readonly receipts: number;
  readonly journeys: number;
  readonly steps: number;
  /** More is waiting to be sent: call again at once. */
  readonly more: boolean;
}

/** What only the daemon knows of the heartbeat. */
export type DaemonFacts = Pick<Heartbeat, 'startedAt' | 'name' | 'version' | 'doorbell' | 'backupAgeSeconds'>;

/** What the flow knows of the heartbeat. */
export type FlowFacts = Omit<Heartbeat, keyof DaemonFacts>;

/**
 * The way of one tenant's orders. The daemon calls; nothing runs by itself. Calls of one flow may overlap: a second
 * `pollOnce`, `deliverDue` or `sendReceiptsOnce` waits for the one under way.
 */
export interface OrderFlow {
  /**
   * One events call: confirms what was kept, takes or keeps the lease, keeps what is offered. Throws the shop's
   * `StoreError`.
   */
  pollOnce(signal?: AbortSignal): Promise<PollResult>;
  /**
   * Works on every order that is due, different orders in parallel, until none is. Throws only when the database fails.
   */
  deliverDue(signal: AbortSignal): Promise<DeliverResult>;
  /**
   * One receipts call with what is not in the shop yet; with facts, a heartbeat too. Throws the shop's `StoreError`.
   */
  sendReceiptsOnce(heartbeat: DaemonFacts | null, signal?: AbortSignal): Promise<SendResult>;
  facts(): Promise<FlowFacts>;
  /** Why nothing is written at the moment, if so. */
  standstill(): Standstill | null;
  /**
   * A person says that shop and ERP agree again after the shop came back from a backup. False: it did not, so there is
   * nothing to accept.
   */
  acceptRestoredShop(person: string): Promise<boolean>;
  /** Reduces to digests what is older than the tenant keeps it. Call it daily; returns how many orders. */
  retainOnce(): Promise<number>;
  /** Forgets how orders came about that were finished a year ago. Call it daily; returns how many orders. */
  forgetOnce(): Promise<number>;
  /**
   * Begins nothing new, finishes what is under way, hands the lease over. `handedOver` false: it runs out by itself.
   */
  stop(): Promise<{ readonly handedOver: boolean }>;
}
