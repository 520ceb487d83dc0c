import { isDeepStrictEqual } from 'node:util';
import type { Message } from '@counterfoil/shared-types';

/** The newest thing that a person asked for about an order and that is not answered yet. */
export interface PersonsWord {
  readonly asks: 'send_again' | 'leave_out' | 'new_order';
  /** The shop's user id, and what was written beside it. */
  readonly userId: number;
  readonly note: string;
  /** The shop offered it once more: it may have been done before, in a state that we no longer know. */
  readonly isRepeated: boolean;
  /** The order changed after it was said. */
  readonly isOutrun: boolean;
}

/** What an event tells of a person's word. */
interface SaidEvent {
  readonly type: string;
  readonly happenedAt: string;
  readonly isRepeated: boolean;
  readonly command: { readonly userId: number; readonly note: string } | null;
}

/** What a newer shop asks beyond these changes nothing. */
const ASKS: Readonly<Record<string, PersonsWord['asks']>> = {
  'counterfoil.command.send_again': 'send_again',
  'counterfoil.command.leave_out': 'leave_out',
  // What it means follows from where the order stands: of one that the ERP has, nothing is left out.
  'counterfoil.command.leave_as_is': 'leave_out',
  'counterfoil.command.new_order': 'new_order',
};

/** @param events that wait, oldest first. Null: nobody said anything */
export function wordOf(events: readonly SaidEvent[]): PersonsWord | null {
  const event = events.findLast((one) => one.command !== null && ASKS[one.type] !== undefined);
  const asks = event && ASKS[event.type];
  if (!event?.command || !asks) return null;
  return {
    asks,
    ...event.command,
    isRepeated: event.isRepeated,
    isOutrun: events.some((one) => one.command === null && one.happenedAt > event.happenedAt),
  };
}

/** "Leave it as it is"; null: that was not said. */
export function leavingOut(word: PersonsWord | null): PersonsWord | null {
  return word?.asks === 'leave_out' ? word : null;
}

export function asksToSend(word: PersonsWord | null): boolean {
  return word?.asks === 'send_again' || word?.asks === 'new_order';
}

/** A person left as it is what they saw: what changed after they said so, or is not what they were asked about, they are asked about anew. */
export function isAbout(word: PersonsWord, heldFor: Message | null, message: Message): boolean {
  return !word.isOutrun && (heldFor === null || isDeepStrictEqual(heldFor, message));
}
