import { isKnown, type Message } from '@counterfoil/shared-types';
import type { KeptEvent } from '../inbox/inbox-table.ts';

/** What became of one event. */
export interface Receipt {
  readonly eventId: string;
  readonly outcome: 'delivered' | 'unchanged' | 'held' | 'skipped';
  readonly message: Message;
}

/**
 * The newest event of an order is answered with what became of the order; the ones before it went into the newer state.
 * What a newer shop asks for and nobody here knows is answered as that: it changed nothing.
 */
export function decideReceipts(
  events: readonly KeptEvent[],
  answer: Pick<Receipt, 'outcome' | 'message'>,
): Receipt[] {
  const newest = events.findLast(isUnderstood);
  return events.map((event) => {
    const { eventId } = event;
    if (event === newest) return { eventId, ...answer };
    return { eventId, ...(isUnderstood(event) ? SUPERSEDED : unknownCommand(event.type)) };
  });
}

/** Whether the answer to the order answers this event. */
export function isUnderstood({ type }: Pick<KeptEvent, 'type'>): boolean {
  return !type.startsWith(COMMAND) || isKnown('eventType', type);
}

const COMMAND = 'counterfoil.command.';

function unknownCommand(type: string): Pick<Receipt, 'outcome' | 'message'> {
  const command = type.slice(COMMAND.length);
  return { outcome: 'skipped', message: { code: 'command_unknown', values: { command } } };
}

export const SUPERSEDED = {
  outcome: 'skipped',
  message: { code: 'superseded', values: {} },
} as const satisfies Pick<Receipt, 'outcome' | 'message'>;

/** Versions of one fence; a later fence is above all of them. */
const PER_FENCE = 1_000_000;

/**
 * The next version of a receipt or journey. It rises with each new answer, and jumps with each new holder of the lease,
 * so that an agent that came back from a backup is not taken for an older one than it was. A fence has room for a
 * million versions of one row.
 */
export function nextVersion(before: number, fence: number): number {
  return Math.max(before + 1, fence * PER_FENCE);
}

/** Written since this fence began: nobody else has told the shop anything after it. */
export function isOfFence(version: number, fence: number): boolean {
  return version >= fence * PER_FENCE;
}
