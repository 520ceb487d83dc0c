import type { z } from 'zod';
import { errorAnswer } from '../error-answer.ts';
import { eventsAnswer, eventsRequest } from '../events.ts';
import { pairAnswer, pairRequest } from '../pair.ts';
import { receiptsAnswer, receiptsRequest } from '../receipts.ts';

/** Every message between agent and shop by the name of its files: json-schema/<name>.json, samples/<name>/. */
export const MESSAGES: Readonly<Record<string, z.ZodType>> = {
  'pair-request': pairRequest,
  'pair-answer': pairAnswer,
  'events-request': eventsRequest,
  'events-answer': eventsAnswer,
  'receipts-request': receiptsRequest,
  'receipts-answer': receiptsAnswer,
  'error-answer': errorAnswer,
};

/** What the plugin checks at run time. Its answers are checked in its tests only. */
export const REQUESTS = ['pair-request', 'events-request', 'receipts-request'] as const;
