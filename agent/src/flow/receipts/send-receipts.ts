import {
  CONTRACT_REVISION,
  CONTRACT_VERSION,
  type Heartbeat,
  RECEIPTS_PER_CALL,
  type ReceiptsAnswer,
  type ReceiptsRequest,
} from '@counterfoil/shared-types';
import type { AgentDatabase } from '../../database/open-database.ts';
import { type AgentTransaction, inTransaction } from '../../database/transaction.ts';
import type { StoreClient } from '../../store-api/store-client.ts';
import { StoreError } from '../../store-api/store-errors.ts';
import type { Surroundings } from '../../surroundings.ts';
import { noteAgentBehind, type RestoredSideChange, restoredSideAfter } from '../inbox/restored-side.ts';
import { readTenant, type TenantMemory, writeTenant } from '../inbox/tenant-table.ts';
import type { Lease } from '../lease/lease.ts';
import { markJourneysSent, markStepsSent, owedJourneys, owedSteps } from './journey-table.ts';
import { markReceiptsSent, owedReceipts } from './receipt-table.ts';
import { tellInShort } from './tell-in-short.ts';

export interface SendOptions {
  readonly tenant: string;
  readonly database: AgentDatabase;
  readonly store: Pick<StoreClient, 'sendReceipts'>;
  readonly lease: Lease;
  readonly surroundings: Pick<Surroundings, 'now'>;
  readonly onRestoredSide: (transaction: AgentTransaction, change: RestoredSideChange) => Promise<void>;
}

export interface Sent {
  readonly receipts: number;
  readonly journeys: number;
  readonly steps: number;
  readonly more: boolean;
}

/** Throws the shop's `StoreError`, after what it means for the tenant is written down. */
export type SendReceipts = (heartbeat: Heartbeat | null, signal?: AbortSignal) => Promise<Sent>;

/**
 * Sends what the shop does not have yet, oldest first. Everything may be sent again: receipts and journeys carry
 * versions, steps their ids. Without a lease nothing is sent, for the shop would refuse it.
 */
export function createSendReceipts(options: SendOptions): SendReceipts {
  const { tenant, database, store, lease, surroundings } = options;
  /** Halved when a message is too much for the shop or for what stands before it, doubled when one went through. */
  let size = RECEIPTS_PER_CALL;

  return async (heartbeat, signal) => {
    const fence = lease.fence();
    if (fence === null || lease.isLost()) return { receipts: 0, journeys: 0, steps: 0, more: false };
    const memory = await readTenant(database, tenant);
    const request: ReceiptsRequest = {
      contractVersion: CONTRACT_VERSION,
      contractRevision: CONTRACT_REVISION,
      confirmationCount: memory.confirmationCount,
      fence,
      receipts: await owedReceipts(database, tenant, size),
      journeys: await owedJourneys(database, tenant, size),
      steps: await owedSteps(database, tenant, size),
      heartbeat,
    };
    const { receipts, journeys, steps } = request;
    if (receipts.length + journeys.length + steps.length === 0 && !heartbeat) {
      return { receipts: 0, journeys: 0, steps: 0, more: false };
    }
    let answer: ReceiptsAnswer;
    try {
      answer = await store.sendReceipts(request, signal);
    } catch (error) {
      if (error instanceof StoreError) {
        if (error.code === 'fence_outdated') lease.lose();
        if (error.code === 'agent_behind') await noteAgentBehind(options, memory, error);
        const about = { database, tenant, fence, at: surroundings.now().toISOString() };
        if (error.code === 'message_invalid' && (await tellInShort(about, request, error.field))) {
          return { receipts: 0, journeys: 0, steps: 0, more: true };
        }
        if (error.next === 'halve') size = Math.max(1, Math.floor(size / 2));
      }
      throw error;
    }
    const full = [receipts, journeys, steps].some((items) => items.length === size);
    size = Math.min(RECEIPTS_PER_CALL, size * 2);
    await note(options, memory, request, answer);
    return { receipts: receipts.length, journeys: journeys.length, steps: steps.length, more: full };
  };
}

async function note(
  options: SendOptions,
  memory: TenantMemory,
  request: ReceiptsRequest,
  answer: ReceiptsAnswer,
): Promise<void> {
  const { tenant } = options;
  const change = restoredSideAfter(memory, {
    readCount: answer.readCount,
    // After a restored shop was accepted everything is sent again, also for rows that it lost: not a second restore.
    unknown: 0,
    offersNothing: false,
  });
  // What the shop does not know any more, it does not want to hear of either; what it said nothing about is sent again.
  const done = new Set([...answer.settled, ...answer.unknown]);
  await inTransaction(options.database, async (transaction) => {
    await markReceiptsSent(
      transaction,
      tenant,
      request.receipts.filter((receipt) => done.has(receipt.eventId)),
    );
    await markJourneysSent(transaction, tenant, request.journeys);
    await markStepsSent(
      transaction,
      tenant,
      request.steps.map((step) => step.id),
    );
    const { highestReadCount } = await readTenant(transaction, tenant);
    await writeTenant(transaction, tenant, {
      highestReadCount: change ? answer.readCount : Math.max(highestReadCount, answer.readCount),
    });
    if (change) {
      await writeTenant(transaction, tenant, change);
      await options.onRestoredSide(transaction, change);
    }
  });
}
