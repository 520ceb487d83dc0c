import type { AgentTransaction } from '../../database/transaction.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { Tell } from '../delivery/tell.ts';
import { markAnswered } from '../inbox/inbox-table.ts';
import { decideReceipts, isUnderstood } from './decide-receipt.ts';
import { eraseFromSteps, writeJourney, writeStep } from './journey-table.ts';
import { blankNotesOfReceipts, supersedeHeld, writeReceipt } from './receipt-table.ts';

/**
 * Writes what the delivery says into the tables from which it is sent to the shop. @param fence of the lease, 0 before
 * the first
 */
export function tellReceipts(tenant: string, surroundings: Surroundings, fence: () => number): Tell {
  const at = () => surroundings.now().toISOString();
  return {
    step: (transaction, about, message) =>
      writeStep(transaction, tenant, about.order, {
        id: surroundings.randomUuid(),
        message,
        at: at(),
        about,
      }),
    async forgetPerson(transaction, order) {
      await eraseFromSteps(transaction, tenant, order);
      await blankNotesOfReceipts(transaction, tenant, order.id);
    },
    stands: (transaction, order, standing) =>
      writeJourney(transaction, tenant, order, standing, fence(), at()),
    async answer(transaction: AgentTransaction, orderId, events, answer) {
      const eventIds = events.map((event) => event.eventId);
      for (const receipt of decideReceipts(events, answer)) {
        await writeReceipt(transaction, tenant, orderId, receipt, fence(), at());
      }
      // A command that nobody knows answers none of the events before it.
      if (events.some(isUnderstood))
        await supersedeHeld(transaction, tenant, orderId, eventIds, fence(), at());
      await markAnswered(transaction, tenant, eventIds, at());
    },
  };
}
