import { z } from 'zod';
import { counter, shopId, utcTime, uuid } from './identity.ts';

/**
 * What an event is about. `order.changed` says only *that* the order changed; its state comes beside the events.
 * `order.deleted`: gone for good, no state left. The `command.*` ones are what a person asked for in wp-admin.
 */
export const eventType = z.enum([
  'counterfoil.order.changed',
  'counterfoil.order.deleted',
  'counterfoil.command.send_again',
  'counterfoil.command.leave_out',
]);

/** Why the row was written: which hook, the sweep, or a person. */
export const eventReason = z.enum([
  'order_saved',
  'order_status',
  'order_called_off',
  'item_changed',
  'refund_made',
  'refund_deleted',
  'order_trashed',
  'order_untrashed',
  'order_deleted',
  'early',
  'sweep',
  'person',
  'offered_again',
]);

/**
 * One outbox row. The envelope uses the CloudEvents 1.0 attribute names; `id` is a random UUID, never the row's number.
 * `subject` is `order/<id>`.
 */
export const event = z.strictObject({
  specversion: z.literal('1.0'),
  id: uuid,
  source: z.string().regex(/^\/counterfoil\/[0-9a-f-]{36}$/),
  type: eventType,
  subject: z.string().regex(/^order\/[1-9]\d{0,15}$/),
  time: utcTime,
  data: z.strictObject({
    orderId: shopId,
    reason: eventReason,
    /** How many times this row was offered before this time. */
    timesOffered: counter,
    /** `readable`: the state is beside the events. `gone`: the order no longer exists. `unreadable`: reading it died twice; ids only. */
    state: z.enum(['readable', 'gone', 'unreadable']),
    /** Commands only: who asked (WordPress user id) and the written reason. */
    command: z.strictObject({ userId: z.int().min(0), note: z.string().max(2000) }).nullable(),
    /** The last number the shop knew for it; needed when the order itself is gone or unreadable. */
    orderNumber: z.string().max(100).nullable(),
  }),
});

export type Event = z.infer<typeof event>;
export type EventType = z.infer<typeof eventType>;
