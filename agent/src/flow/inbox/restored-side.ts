import type { AgentDatabase } from '../../database/open-database.ts';
import { type AgentTransaction, inTransaction } from '../../database/transaction.ts';
import type { Surroundings } from '../../surroundings.ts';
import { dropOwedConfirmations } from './inbox-table.ts';
import { type TenantMemory, writeTenant } from './tenant-table.ts';

/**
 * Which side came back from a backup. Each tells a count with every call that only rises, and remembers the highest
 * that it saw of the other: a lower one means that the other side came back from a backup.
 *
 *   none ──the shop counts less, or does not know what it had confirmed──▶ shop   until a person says that both agree
 *   none ──the shop says that we count less──▶ agent ──it has offered everything again──▶ none
 *
 * In neither of the two anything is written to the ERP.
 */

export interface RestoredSideChange {
  readonly restoredSide: TenantMemory['restoredSide'];
  /** The count that was seen before, and the one that came now. */
  readonly seen: number;
  readonly now: number;
}

/**
 * @param memory as it was when the call was sent: calls of a tenant may overlap, and an older answer may come later
 * @returns null: nothing changes
 */
export function restoredSideAfter(
  memory: Pick<TenantMemory, 'restoredSide' | 'highestReadCount'>,
  answer: {
    readonly readCount: number;
    /** Ids that we told and that the shop does not know. */
    readonly unknown: number;
    readonly offersNothing: boolean;
  },
): RestoredSideChange | null {
  const shopWentBack = answer.readCount < memory.highestReadCount || answer.unknown > 0;
  if (shopWentBack && memory.restoredSide !== 'shop') {
    return { restoredSide: 'shop', seen: memory.highestReadCount, now: answer.readCount };
  }
  if (memory.restoredSide === 'agent' && answer.offersNothing) {
    return { restoredSide: 'none', seen: 0, now: 0 };
  }
  return null;
}

/**
 * How far the clocks of the machines that stamp orders may be apart. What is placed within it costs one look-up, if it
 * is never delivered.
 */
const CLOCKS_APART_MS = 86_400_000;

/**
 * The shop refused a call because it had seen a higher count of us: what was confirmed above ours is offered again, and
 * from now on we count from there, which tells the shop that we know. What it settled so long ago that it forgot it, is
 * not offered: of no order placed until now we can say that the ERP lacks it, without a look.
 * @param refusal `serverTime`: the shop's clock, by which orders are dated
 */
export async function noteAgentBehind(
  options: {
    readonly tenant: string;
    readonly database: AgentDatabase;
    readonly surroundings: Pick<Surroundings, 'now'>;
    readonly onRestoredSide: (transaction: AgentTransaction, change: RestoredSideChange) => Promise<void>;
  },
  memory: TenantMemory,
  refusal: { readonly highestConfirmationCount: number | null; readonly serverTime: string | null },
): Promise<void> {
  const seen = Math.max(refusal.highestConfirmationCount ?? 0, memory.confirmationCount);
  const now = refusal.serverTime === null ? options.surroundings.now() : new Date(refusal.serverTime);
  const doubtBefore = new Date(now.getTime() + CLOCKS_APART_MS).toISOString();
  await inTransaction(options.database, async (transaction) => {
    await writeTenant(transaction, options.tenant, {
      confirmationCount: seen,
      doubtBefore: later(memory.doubtBefore, doubtBefore),
    });
    await dropOwedConfirmations(transaction, options.tenant);
    if (memory.restoredSide === 'shop') return;
    const change = { restoredSide: 'agent', seen, now: memory.confirmationCount } as const;
    await writeTenant(transaction, options.tenant, change);
    await options.onRestoredSide(transaction, change);
  });
}

function later(one: string | null, other: string): string {
  return one !== null && one > other ? one : other;
}
