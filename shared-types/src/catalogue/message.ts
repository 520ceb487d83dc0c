import { z } from 'zod';
import { MESSAGE_CODES, type MessageCode } from './message-codes.ts';

const codes = Object.keys(MESSAGE_CODES) as [MessageCode, ...MessageCode[]];

/** A code of the closed list. An unknown one is refused: both ends speak the same contract version. */
export const messageCode = z.enum(codes);

/** Values by name: text or a whole number. Never a sentence, never a float. */
export const messageValues = z.record(
  z.string().regex(/^[a-z][A-Za-z]{0,29}$/),
  z.union([z.string().max(2000), z.int().min(-9007199254740991).max(9007199254740991)]),
);

export type MessageValues = z.infer<typeof messageValues>;
export interface Message {
  readonly code: MessageCode;
  readonly values: MessageValues;
}
