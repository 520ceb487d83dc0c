import { z } from 'zod';
import { MESSAGE_CODES } from './catalogue/message-codes.ts';

/**
 * The words that messages use in fixed places. Each list grows: a reader takes every word of this form, keeps it, and
 * shows what it does not know by a general sentence (catalogue/general-words.ts). Words are never renamed or taken
 * away.
 */
export const OPEN_WORDS = {
  /** What a lease request wants. Nothing is granted and nothing moves for a word that is not known. */
  leaseWant: ['hold', 'release'],
  /**
   * What an event is about. `order.changed` says only *that* the order changed; its state comes beside the events.
   * `order.deleted`: gone for good, no state left. The `command.*` ones are what a person asked for in wp-admin.
   * An unknown `order.*` is read as `order.changed`; an unknown `command.*` is answered with `command_unknown`.
   */
  eventType: [
    'counterfoil.order.changed',
    'counterfoil.order.deleted',
    'counterfoil.command.send_again',
    'counterfoil.command.leave_out',
    'counterfoil.command.leave_as_is',
    'counterfoil.command.new_order',
  ],
  /** Why the row was written: which hook, the sweep, or a person. */
  eventReason: [
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
  ],
  /**
   * `readable`: the state is beside the events. `gone`: no longer there. `unreadable`: reading it died twice; ids only.
   */
  eventState: ['readable', 'gone', 'unreadable'],
  refundedLineKind: ['line', 'shipping', 'fee'],
  orderStorage: ['hpos', 'legacy'],
  environment: ['production', 'test', 'development'],
  /** `confirmed` only after the admin compared the fingerprint in wp-admin; before that no order is served. */
  pairingState: ['awaiting_confirmation', 'confirmed'],
  /** What the ERP keeps for an order of the shop. */
  documentKind: ['order', 'refund', 'payment', 'shipment'],
  documentState: ['draft', 'quoted', 'confirmed', 'processed', 'done', 'cancelled'],
  outcome: ['delivered', 'unchanged', 'held', 'skipped'],
  /**
   * Where an order stands. `left_as_is`: it is in the ERP, and a person said that the ERP stays as it is.
   * `only_in_erp`: the shop lost it (it came back from a backup), and another order may have its id now.
   */
  journeyState: [
    'waiting',
    'working',
    'in_doubt',
    'delivered',
    'left_as_is',
    'held',
    'skipped',
    'broken',
    'only_in_erp',
  ],
  doorbell: ['working', 'closed', 'absent'],
  /** What of an order changed, or differs between shop and ERP. */
  changed: [
    'lines',
    'line_added',
    'line_removed',
    'article',
    'quantity',
    'price',
    'tax',
    'shipping',
    'payment',
    'customer',
    'invoice_address',
    'delivery_address',
    'currency',
    'total',
    'status',
    'refunded',
    'missing',
    'twice',
    'unwanted',
  ],
  messageCode: Object.keys(MESSAGE_CODES) as (keyof typeof MESSAGE_CODES)[],
} as const satisfies Record<string, readonly string[]>;

export type WordList = keyof typeof OPEN_WORDS;
/** A word of a list that this version knows. */
export type Known<List extends WordList> = (typeof OPEN_WORDS)[List][number];
/** A word as a reader gets it: perhaps one that this version does not know. */
export type Open<Word extends string> = Word | (string & Record<never, never>);

export const OPEN_WORD_PATTERN = /^[a-z][a-z0-9_.-]{0,59}$/;

/** The place of a word in a message. */
export function openWord<List extends WordList>(
  _list: List,
): z.ZodType<Open<Known<List>>, Open<Known<List>>> {
  return z.string().regex(OPEN_WORD_PATTERN);
}

/** Whether this version knows the word. */
export function isKnown<List extends WordList>(list: List, word: string): word is Known<List> {
  return (OPEN_WORDS[list] as readonly string[]).includes(word);
}
