import {
  EVENTS_PER_CALL,
  type EventsAnswer,
  eventsAnswer,
  type OrderSnapshot,
  orderSnapshot,
  type Reason,
  shopId,
} from '@counterfoil/shared-types';
import { z } from 'zod';
import { explainIssue } from './explain-issue.ts';
import { formatPath } from './format-path.ts';

/**
 * A state that breaks the contract. It becomes a hold of that order (`state_invalid`); the others of the page go on.
 */
export interface InvalidOrderState {
  readonly orderId: number;
  /** Path inside the state: `lines[2].total`. */
  readonly field: string;
  readonly reason: Reason;
}

export interface FetchedEvents extends EventsAnswer {
  readonly invalidOrders: readonly InvalidOrderState[];
}

const envelope = eventsAnswer.extend({
  orders: z.array(z.looseObject({ id: shopId })).max(EVENTS_PER_CALL),
});

/**
 * Validates an events answer, each order's state by itself. Throws `ZodError` where the answer around them is wrong. A
 * state full of mistakes takes long: after each of those, others have their turn.
 */
export async function readEventsAnswer(
  json: unknown,
  letOthers: () => Promise<void>,
): Promise<FetchedEvents> {
  const { orders: states, ...rest } = envelope.parse(json);
  const orders: OrderSnapshot[] = [];
  const invalidOrders: InvalidOrderState[] = [];
  for (const state of states) {
    const parsed = orderSnapshot.safeParse(state);
    if (parsed.success) {
      orders.push(parsed.data);
    } else {
      invalidOrders.push({ orderId: state.id, ...explainIssue(parsed.error, state) });
      await letOthers();
    }
  }
  return { ...rest, orders, invalidOrders };
}

/** For the log and the command line, in zod's words. */
export function firstIssue(error: z.ZodError): { field: string; reason: string } {
  const issue = error.issues[0];
  if (!issue) return { field: '', reason: error.message };
  return { field: formatPath(issue.path), reason: issue.message };
}
