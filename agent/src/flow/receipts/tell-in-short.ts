import type { Reason, ReceiptsRequest } from '@counterfoil/shared-types';
import type { AgentDatabase } from '../../database/open-database.ts';
import { inTransaction } from '../../database/transaction.ts';
import { markStepsSent, writeJourney } from './journey-table.ts';
import { writeReceipt } from './receipt-table.ts';

const ITEM = /^(receipts|journeys|steps)\[(\d+)\]/;

/**
 * The shop refused a message for one thing in it. That one is told in short, as a defect that a person sees beside its
 * order (a step is left out), so that it never stands before what there is to tell of the others.
 * @param field as the shop names it: `journeys[3].values.reason`
 * @returns false: the field is none of these, or was told in short already
 */
export async function tellInShort(
  options: {
    readonly database: AgentDatabase;
    readonly tenant: string;
    readonly fence: number;
    readonly at: string;
  },
  request: ReceiptsRequest,
  field: string | null,
): Promise<boolean> {
  const { database, tenant, fence, at } = options;
  const [, kind, index] = ITEM.exec(field ?? '') ?? [];
  const reason: Reason = { code: 'reason_refuses_to_hear', values: { field: field ?? '' } };
  const message = { code: 'defect', values: { reason } } as const;
  const receipt = kind === 'receipts' ? request.receipts[Number(index)] : undefined;
  const journey = kind === 'journeys' ? request.journeys[Number(index)] : undefined;
  const step = kind === 'steps' ? request.steps[Number(index)] : undefined;
  if ((receipt ?? journey)?.code === 'defect') return false;
  return inTransaction(database, async (transaction) => {
    if (receipt) {
      const short = { eventId: receipt.eventId, outcome: 'held', message } as const;
      await writeReceipt(transaction, tenant, receipt.orderId, short, fence, at);
    } else if (journey) {
      const order = { id: journey.orderId, check: journey.check ?? '' };
      await writeJourney(transaction, tenant, order, { state: 'broken', message }, fence, at);
    } else if (step) await markStepsSent(transaction, tenant, [step.id]);
    return receipt !== undefined || journey !== undefined || step !== undefined;
  });
}
