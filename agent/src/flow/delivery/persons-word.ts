import { isDeepStrictEqual } from 'node:util';
import type { Message } from '@counterfoil/shared-types';

/** The newest thing that a person asked for about an order and that is not answered yet. */
export interface PersonsWord {
  readonly asks: 'send_again' | 'leave_out' | 'leave_as_is' | 'new_order';
  /** The shop's user id, and what was written beside it. */
  readonly userId: number;
  readonly note: string;
  /** The shop offered it once more: it may have been done before, in a state that we no longer know. */
  readonly isRepeated: boolean;
  /** The order changed after it was said. */
  readonly isOutrun: boolean;
  /** Null: they looked at no journey, or what it said is not known here any more. */
  readonly seen: SeenJourney | null;
}

/** The journey as it stood before the person's eyes. */
export interface SeenJourney {
  readonly code: string;
  /** What the order had been held for last when it was told so; null: nothing yet. */
  readonly heldFor: Message | null;
}

/** As it was said: of a journey by its version, not yet by what it asked. */
export type SaidWord = Omit<PersonsWord, 'seen'> & {
  readonly seen: { readonly code: string; readonly version: number } | null;
};

/** What an event tells of a person's word. */
interface SaidEvent {
  readonly type: string;
  readonly happenedAt: string;
  readonly isRepeated: boolean;
  readonly command: Pick<SaidWord, 'userId' | 'note' | 'seen'> | null;
}

/** What a newer shop asks beyond these changes nothing. */
const ASKS: Readonly<Record<string, PersonsWord['asks']>> = {
  'counterfoil.command.send_again': 'send_again',
  'counterfoil.command.leave_out': 'leave_out',
  'counterfoil.command.leave_as_is': 'leave_as_is',
  'counterfoil.command.new_order': 'new_order',
};

/** @param events that wait, oldest first. Null: nobody said anything */
export function wordOf(events: readonly SaidEvent[]): SaidWord | null {
  const event = events.findLast((one) => one.command !== null && ASKS[one.type] !== undefined);
  const asks = event && ASKS[event.type];
  if (!event?.command || !asks) return null;
  const { isRepeated } = event;
  return {
    asks,
    ...event.command,
    isRepeated,
    isOutrun: events.some((one) => one.command === null && one.happenedAt > event.happenedAt),
    // What is offered once more may have been said of a journey that was told before we lost what we knew.
    seen: isRepeated ? null : event.command.seen,
  };
}

/** "Leave it out": it is not sent at all. Null: that was not said. */
export function leavingOut(word: PersonsWord | null): PersonsWord | null {
  return word?.asks === 'leave_out' ? word : null;
}

/** "Leave it as it is" in the ERP; null: that was not said. */
export function leavingAsIs(word: PersonsWord | null): PersonsWord | null {
  return word?.asks === 'leave_as_is' ? word : null;
}

export function asksToSend(word: PersonsWord | null): boolean {
  return word?.asks === 'send_again' || word?.asks === 'new_order';
}

/**
 * This is what they saw when they said it; null: it asks nothing. By what was asked, not by the version: that rises for
 * other things, too.
 */
export function saw({ seen }: PersonsWord, asked: Message | null): boolean {
  if (seen === null) return true;
  return asked !== null && seen.code === asked.code && isDeepStrictEqual(seen.heldFor, asked);
}

/** Nothing else was asked about the order after they looked. */
export function knewOf({ seen }: PersonsWord, heldFor: Message | null): boolean {
  return seen === null || heldFor === null || isDeepStrictEqual(seen.heldFor, heldFor);
}

/**
 * A person left as it is what they saw: what changed after they said so, or is not what they were asked about, they are
 * asked about anew.
 */
export function isAbout(word: PersonsWord, heldFor: Message | null, message: Message): boolean {
  if (word.isOutrun) return false;
  if (word.seen !== null) return saw(word, message);
  return heldFor === null || isDeepStrictEqual(heldFor, message);
}
