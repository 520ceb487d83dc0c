import { z } from 'zod';
import { counter, shopId, utcTime, uuid } from './identity.ts';
import { type Known, openWord } from './open-word.ts';

/** What a person asked for. `seen`: the journey as it stood before their eyes; null: they did not look at one. */
const command = z.object({
  userId: z.int().min(0),
  /** The written reason; empty: none was asked for. */
  note: z.string().max(2000),
  seen: z.object({ code: openWord('messageCode'), version: counter }).nullable(),
});

/**
 * One outbox row. The envelope uses the CloudEvents 1.0 attribute names; `id` is a random UUID, never the row's number.
 * `subject` is `order/<id>`.
 */
export const event = z.object({
  specversion: z.literal('1.0'),
  id: uuid,
  source: z.string().regex(/^\/counterfoil\/[0-9a-f-]{36}$/),
  type: openWord('eventType'),
  subject: z.string().regex(/^order\/[1-9]\d{0,15}$/),
  time: utcTime,
  data: z.object({
    orderId: shopId,
    reason: openWord('eventReason'),
    /** How many times this row was offered before this time. */
    timesOffered: counter,
    state: openWord('eventState'),
    /** Commands only. */
    command: command.nullable(),
    /** The last number the shop knew for it; needed when the order itself is gone or unreadable. */
    orderNumber: z.string().max(100).nullable(),
  }),
});

export type Event = z.infer<typeof event>;
export type EventType = Known<'eventType'>;
