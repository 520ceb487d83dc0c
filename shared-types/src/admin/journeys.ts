import { z } from 'zod';
import { messageCode, plainValues } from '../catalogue/message.ts';
import { currencyCode, decimalText } from '../decimal.ts';
import { counter, orderCheck, shopId, utcTime } from '../identity.ts';
import { erpDocument } from '../receipts.ts';
import { webAddress } from '../web-address.ts';

/** What wp-admin shows of an order: where it stands, in words of the screen. `not_paid`: not offered yet. */
export const journeyState = z.enum([
  'not_paid',
  'waiting',
  'working',
  'in_doubt',
  'delivered',
  'left_as_is',
  'held',
  'skipped',
  'broken',
  'only_in_erp',
]);

/**
 * One thing that changed, for a small list: "quantity (MUG-RED)", before and after. Of a person's data both are null.
 */
const readableChange = z.strictObject({
  what: z.string().max(600),
  /** Money ("119.99 EUR") and quantities stay as the contract has them. */
  before: z.string().max(2000).nullable(),
  after: z.string().max(2000).nullable(),
});
const readableChanges = z.array(readableChange).max(200);

/** One row of the list of orders. `customer` and `email` are empty once the person was erased. */
export const journeyRow = z.strictObject({
  orderId: shopId,
  /**
   * Null: the order that the shop has now. Else the check of one that had its id before, and is only in the ERP any
   * more.
   */
  former: orderCheck.nullable(),
  orderNumber: z.string().max(100),
  customer: z.string().max(520),
  email: z.string().max(320),
  total: decimalText.nullable(),
  currency: currencyCode.nullable(),
  orderStatus: z.string().max(20),
  placedAt: utcTime.nullable(),
  state: journeyState,
  code: messageCode,
  /**
   * Ready to be read: a person by name, a status as the shop calls it. Money and times stay as the contract has them.
   */
  values: plainValues,
  /** Before and after, where the code is about changes. */
  changes: readableChanges,
  /** The sales order that counts. */
  document: erpDocument.pick({ id: true, number: true, url: true, state: true }).nullable(),
  /** The ERP has it: what a person leaves then stays there as it is; else it is not sent at all. */
  inErp: z.boolean(),
  /** Since when it is in this state. */
  since: utcTime,
  /**
   * Of what the connector said of it last: goes back with what a person asks, as what they saw. 0: it said nothing yet.
   */
  version: counter,
  /** The connector was asked, by a person, and has not answered yet. */
  asked: z.boolean(),
  /** Of the order in WooCommerce's own screen; null: it is no longer there, or the reader may not open orders. */
  editUrl: webAddress.max(1000).nullable(),
});

/** GET counterfoil-admin/v1/journeys?page&perPage&group&reason&day&search&orderBy&order */
export const journeysAnswer = z.strictObject({
  now: utcTime,
  rows: z.array(journeyRow).max(100),
  total: counter,
  /**
   * How many orders are in each group, without the filters: for the filter's own labels. `delivered` counts each order
   * that is in the ERP, also one that needs a person; so the groups may add up to more than `all`.
   */
  counts: z.strictObject({
    needs_you: counter,
    going: counter,
    delivered: counter,
    not_paid: counter,
    skipped: counter,
    only_in_erp: counter,
  }),
  all: counter,
  /** Reasons present among held, skipped and left ones, most frequent first. */
  reasons: z.array(z.strictObject({ code: messageCode, count: counter })).max(100),
  /**
   * Why orders need a person, the most money in the shop's own currency first. `oldestAt`: when the first of them was
   * placed.
   */
  held: z
    .array(
      z.strictObject({
        code: messageCode,
        count: counter,
        money: z.array(z.strictObject({ amount: decimalText, currency: currencyCode })).max(20),
        oldestAt: utcTime,
      }),
    )
    .max(100),
});

export const journeyStepRow = z.strictObject({
  at: utcTime,
  code: messageCode,
  values: plainValues,
  changes: readableChanges,
  /** Which document it is about, in words: "Refund 57"; null: the order itself, or its first sales order. */
  about: z.string().max(200).nullable(),
  /** Opens that document. */
  url: webAddress.max(1000).nullable(),
  /** Milliseconds since the step before; null: the first. */
  afterMs: counter.nullable(),
});

/** One document that the ERP keeps for the order; its words are ready to be read. */
export const journeyDocumentRow = z.strictObject({
  /** "Sales order", "Refund 57" */
  what: z.string().max(200),
  /** Empty: it has none yet. */
  number: z.string().max(100),
  url: webAddress.max(1000).nullable(),
  /** "confirmed", "cancelled, replaced" */
  state: z.string().max(200),
  /** False: it no longer counts. */
  live: z.boolean(),
});

/** GET counterfoil-admin/v1/journeys/<order id>?former=<check> */
export const journeyAnswer = z.strictObject({
  now: utcTime,
  row: journeyRow,
  /** All that the ERP has of the order, its sales order first. */
  documents: z.array(journeyDocumentRow).max(100),
  steps: z.array(journeyStepRow).max(500),
});

/**
 * POST counterfoil-admin/v1/journeys/send-again {orders: 1 to 100 of {orderId, code, version}, as the person saw them}
 * POST counterfoil-admin/v1/journeys/leave-out {orders, note: 3 to 2000 characters}
 * POST counterfoil-admin/v1/journeys/leave-as-is {orders, note}
 * POST counterfoil-admin/v1/journeys/new-order {orders}
 */
export const askedAnswer = z.strictObject({
  asked: z.array(shopId).max(100),
  /** Orders that were never recorded or are gone. */
  unknown: z.array(shopId).max(100),
});

/**
 * POST counterfoil-admin/v1/journeys/new-orders: said of up to 100 orders whose id stood for another one before, and of
 * how many not yet.
 */
export const newOrdersAnswer = z.strictObject({
  asked: z.array(shopId).max(100),
  left: counter,
});

/** What the list can be narrowed to: groups of states, as the screens name them. */
export type JourneyGroup = keyof JourneysAnswer['counts'];
export type ReadableChange = z.infer<typeof readableChange>;
export type JourneyState = z.infer<typeof journeyState>;
export type JourneyRow = z.infer<typeof journeyRow>;
export type JourneysAnswer = z.infer<typeof journeysAnswer>;
export type JourneyAnswer = z.infer<typeof journeyAnswer>;
export type JourneyDocumentRow = z.infer<typeof journeyDocumentRow>;
export type JourneyStepRow = z.infer<typeof journeyStepRow>;
export type AskedAnswer = z.infer<typeof askedAnswer>;
export type NewOrdersAnswer = z.infer<typeof newOrdersAnswer>;
