import type { AgentDatabase } from '../../database/open-database.ts';
import { inTransaction } from '../../database/transaction.ts';
import type { Surroundings } from '../../surroundings.ts';
import { deliveriesOf, writeDelivery } from '../delivery/delivery-table.ts';
import { erasePersons } from '../delivery/erase-persons.ts';
import { ordersWithSnapshot, reduceSnapshot } from '../inbox/order-state-table.ts';
import { restingSince } from './resting-orders.ts';

const DAY_MS = 86_400_000;
const SLICE = 200;

/**
 * Takes away what is known of an order beyond its delivery: the state that the shop gave, and the persons in the
 * document as it was sent. Digests, figures and ids stay, by which a later change is still seen. What is held or waits
 * keeps its data until a person is done with it.
 * @param days age of the delivery
 * @returns how many orders were reduced
 */
export async function reduceOrders(
  options: {
    readonly tenant: string;
    readonly database: AgentDatabase;
    readonly surroundings: Surroundings;
  },
  days: number,
): Promise<number> {
  const { tenant, database, surroundings } = options;
  const now = surroundings.now();
  const before = new Date(now.getTime() - days * DAY_MS).toISOString();
  let reduced = 0;
  let place = 0;
  for (;;) {
    const orderIds = await ordersWithSnapshot(database, tenant, place, SLICE);
    const last = orderIds.at(-1);
    if (last === undefined) return reduced;
    place = last;
    await inTransaction(database, async (transaction) => {
      for (const orderId of await restingSince(transaction, tenant, orderIds, before)) {
        await reduceSnapshot(transaction, tenant, orderId);
        reduced += 1;
        for (const { key, draft } of await deliveriesOf(transaction, tenant, orderId)) {
          if (!draft) continue;
          await writeDelivery(transaction, tenant, key, now.toISOString(), { draft: erasePersons(draft) });
        }
      }
    });
  }
}
