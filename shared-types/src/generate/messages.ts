import type { z } from 'zod';
import { codeAnswer, connectionAnswer } from '../admin/connection.ts';
import { askedAnswer, journeyAnswer, journeysAnswer, newOrdersAnswer } from '../admin/journeys.ts';
import { overviewAnswer } from '../admin/overview.ts';
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

/**
 * What wp-admin's own routes answer, checked in the plugin's tests. Only the screens read it, so nobody sends a mutated
 * one.
 */
export const ADMIN_ANSWERS: Readonly<Record<string, z.ZodType>> = {
  'admin-overview-answer': overviewAnswer,
  'admin-journeys-answer': journeysAnswer,
  'admin-journey-answer': journeyAnswer,
  'admin-asked-answer': askedAnswer,
  'admin-new-orders-answer': newOrdersAnswer,
  'admin-connection-answer': connectionAnswer,
  'admin-code-answer': codeAnswer,
};

/** What the plugin checks at run time. Its answers are checked in its tests only. */
export const REQUESTS = ['pair-request', 'events-request', 'receipts-request'] as const;
