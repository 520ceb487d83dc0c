import { z } from 'zod';
import { MESSAGE_CODES, type MessageCode } from './message-codes.ts';

const codes = Object.keys(MESSAGE_CODES) as [MessageCode, ...MessageCode[]];

/** A code of the closed list. An unknown one is refused: both ends speak the same contract version. */
export const messageCode = z.enum(codes);

const valueName = z.string().regex(/^[a-z][A-Za-z]{0,29}$/);
const text = z.string().max(2000);
const wholeNumber = z.int().min(-9007199254740991).max(9007199254740991);

/** Values that are ready to be put into a sentence: text or a whole number. */
export const plainValues = z.record(valueName, z.union([text, wholeNumber]));

/** Why, inside another sentence, in words of ours: a code, said in the reader's language. What the ERP itself said is text. */
export const reason = z.strictObject({ code: messageCode, values: plainValues });

/** Values by name: text, a whole number, or a reason. Never a sentence of ours, never a float. */
export const messageValues = z.record(valueName, z.union([text, wholeNumber, reason]));

export type PlainValues = z.infer<typeof plainValues>;
export type Reason = z.infer<typeof reason>;
export type MessageValues = z.infer<typeof messageValues>;
export interface Message {
  readonly code: MessageCode;
  readonly values: MessageValues;
}
