import type { AgentDatabase } from '../../database/open-database.ts';
import { waitingFrom } from './inbox-table.ts';

const PAGE = 200;

/**
 * The orders whose turn it is: what a person asked for first, then by arrival. There is no claim in the database: one
 * process works in it (the folder's lock), and which orders it has in hand it knows itself, so that a crash leaves
 * nothing to give back.
 * @param mayBeTaken false for orders in hand and those that wait for a time
 * @returns at most `limit` different order ids
 */
export async function claimNextOrders(
  database: AgentDatabase,
  tenant: string,
  limit: number,
  mayBeTaken: (orderId: number) => boolean,
): Promise<number[]> {
  const taken = new Set<number>();
  for (const urgent of [true, false]) {
    let afterSequence = 0;
    for (;;) {
      const page = await waitingFrom(database, tenant, { urgent, afterSequence }, PAGE);
      for (const { orderId } of page) {
        if (mayBeTaken(orderId)) taken.add(orderId);
        if (taken.size === limit) return [...taken];
      }
      const last = page.at(-1);
      if (!last || page.length < PAGE) break;
      afterSequence = last.sequence;
    }
  }
  return [...taken];
}
