import { z } from 'zod';
import { type Known, type Open, openWord } from '../open-word.ts';
import type { MessageCode } from './message-codes.ts';

/** A code of the list, or one that a newer sender knows: catalogue/general-words.ts says those. */
export const messageCode = openWord('messageCode');

const valueName = z.string().regex(/^[a-z][A-Za-z]{0,29}$/);
const text = z.string().max(2000);
const wholeNumber = z.int().min(-9007199254740991).max(9007199254740991);

/** In one list of changes. */
export const CHANGES_AT_MOST = 200;

/** Values that are ready to be put into a sentence: text or a whole number. */
export const plainValues = z.record(valueName, z.union([text, wholeNumber]));

/**
 * Why, inside another sentence, in words of ours: a code, said in the reader's language. What the ERP itself said is
 * text.
 */
export interface Reason {
  readonly code: MessageCode;
  readonly values: PlainValues;
}

/**
 * One thing that changed, or differs between shop and ERP. Only screens and command line make words of it.
 * `before` and `after` are written by `what`: money with its currency ("119.99 EUR"), quantities and percentages as
 * plain decimals, a status as the shop's own word. Both are null where they would name a person (customer, addresses).
 */
export interface Change {
  readonly what: Open<Known<'changed'>>;
  /**
   * The line as people know it: its SKU, else its name; of a whole order's tax that tax. Null: the order as a whole.
   */
  readonly line: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * Values by name: text, a whole number, a reason, or a list of changes. Never a sentence of ours, never a float. A
 * value of a form that a reader does not know is kept and not shown.
 */
export const messageValues = z.record(
  valueName,
  z.union([text, wholeNumber, z.looseObject({}), z.array(z.unknown()).max(CHANGES_AT_MOST)]),
) as unknown as z.ZodType<MessageValues, MessageValues>;

/** Whether a value is a list of changes. */
export function isChanges(value: MessageValue): value is readonly Change[] {
  return Array.isArray(value);
}

export type PlainValues = Readonly<Record<string, string | number>>;
export type MessageValue = string | number | Reason | readonly Change[];
export type MessageValues = Readonly<Record<string, MessageValue>>;
export interface Message {
  readonly code: MessageCode;
  readonly values: MessageValues;
}
