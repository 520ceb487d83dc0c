import {
  CONTRACT_REVISION,
  CONTRACT_VERSION,
  EVENTS_PER_CALL,
  type EventsRequest,
} from '@counterfoil/shared-types';
import type { AgentDatabase } from '../../database/open-database.ts';
import { type AgentTransaction, inTransaction } from '../../database/transaction.ts';
import { momentOf } from '../../moment.ts';
import type { FetchedEvents } from '../../store-api/read-events-answer.ts';
import type { StoreClient } from '../../store-api/store-client.ts';
import { StoreError } from '../../store-api/store-errors.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { Lease } from '../lease/lease.ts';
import { type AcceptedEvent, acceptPage } from './accept-event.ts';
import { countOwedConfirmations, markConfirmed, owedConfirmations } from './inbox-table.ts';
import { noteAgentBehind, type RestoredSideChange, restoredSideAfter } from './restored-side.ts';
import { readTenant, type TenantMemory, writeTenant } from './tenant-table.ts';

export interface PollOptions {
  readonly tenant: string;
  readonly database: AgentDatabase;
  readonly store: Pick<StoreClient, 'fetchEvents'>;
  readonly lease: Lease;
  readonly surroundings: Surroundings;
  /** What later hops write about new events, in the transaction that keeps them. */
  readonly onAccepted: (transaction: AgentTransaction, accepted: readonly AcceptedEvent[]) => Promise<void>;
  /** What later hops write when a side turns out to have come back from a backup. */
  readonly onRestoredSide: (transaction: AgentTransaction, change: RestoredSideChange) => Promise<void>;
}

export interface Polled {
  readonly received: number;
  readonly waiting: number;
  readonly nextDueInMs: number | null;
  readonly unconfirmed: number;
}

/** Asks the shop once. Throws the shop's `StoreError`, after what it means for the tenant is written down. */
export type PollOutbox = (signal?: AbortSignal) => Promise<Polled>;

/**
 * First tells which events are kept, exactly these and by id, then keeps what is offered. Everything that an answer
 * says is written in one transaction: an answer that is lost, or a crash before the commit, has happened for neither
 * side; the ids are told again and the rows are offered again.
 */
export function createPollOutbox(options: PollOptions): PollOutbox {
  const { tenant, database, store, lease, surroundings } = options;
  /** Halved when a page is too much for the shop or for what stands before it, doubled when one went through. */
  let pageSize = EVENTS_PER_CALL;

  return async (signal) => {
    const memory = await readTenant(database, tenant);
    const kept = await owedConfirmations(database, tenant, pageSize);
    const askedAt = momentOf(surroundings);
    const request: EventsRequest = {
      contractVersion: CONTRACT_VERSION,
      contractRevision: CONTRACT_REVISION,
      confirmationCount: memory.confirmationCount,
      kept,
      lease: { holder: lease.holder, want: 'hold', fence: lease.fence() },
      limit: pageSize,
      highestReadNumber: memory.highestReadNumber,
    };
    let answer: FetchedEvents;
    try {
      answer = await store.fetchEvents(request, signal);
    } catch (error) {
      if (error instanceof StoreError) {
        if (error.next === 'halve') pageSize = Math.max(1, Math.floor(pageSize / 2));
        if (error.code === 'fence_outdated') lease.lose();
        if (error.code === 'agent_behind') await noteAgentBehind(options, memory, error);
      }
      throw error;
    }
    pageSize = Math.min(EVENTS_PER_CALL, pageSize * 2);
    lease.note(answer.lease, askedAt);
    const received = await keep(options, memory, kept, answer);
    return {
      received,
      waiting: answer.waitingCount,
      nextDueInMs: answer.nextDueInMs,
      unconfirmed: await countOwedConfirmations(database, tenant),
    };
  };
}

async function keep(
  options: PollOptions,
  memory: TenantMemory,
  kept: readonly string[],
  answer: FetchedEvents,
): Promise<number> {
  const { tenant } = options;
  return inTransaction(options.database, async (transaction) => {
    // Whoever does not hold the lease keeps nothing and confirms nothing: the rows are the holder's.
    const { granted } = answer.lease;
    const unknown = new Set(answer.keptUnknown);
    const told = granted ? kept : [];
    const known = told.filter((id) => !unknown.has(id));
    await markConfirmed(transaction, tenant, known, 'confirmed');
    await markConfirmed(
      transaction,
      tenant,
      told.filter((id) => unknown.has(id)),
      'unknown',
    );
    const page = granted ? answer : { events: [], orders: [], invalidOrders: [] };
    const { confirmationCount, highestReadCount } = await readTenant(transaction, tenant);
    const { accepted, sequence } = await acceptPage(
      transaction,
      tenant,
      page,
      confirmationCount,
      options.surroundings.now().toISOString(),
    );
    const change = restoredSideAfter(memory, {
      readCount: answer.readCount,
      unknown: answer.keptUnknown.length,
      offersNothing: granted && answer.waitingCount === 0 && answer.events.length === 0,
    });
    await writeTenant(transaction, tenant, {
      confirmationCount: sequence,
      highestReadCount:
        change?.restoredSide === 'shop' ? answer.readCount : Math.max(highestReadCount, answer.readCount),
      highestReadNumber: page.orders.reduce(
        (highest, order) => Math.max(highest, order.readNumber),
        memory.highestReadNumber,
      ),
      cutover: answer.cutover,
      ordersStopped: answer.ordersStopped,
      shopRevision: answer.contractRevision,
    });
    if (change) {
      await writeTenant(transaction, tenant, change);
      await options.onRestoredSide(transaction, change);
    }
    await options.onAccepted(transaction, accepted);
    return accepted.filter((one) => one.isNew).length;
  });
}
