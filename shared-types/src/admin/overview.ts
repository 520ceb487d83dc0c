import { z } from 'zod';
import { messageCode, plainValues } from '../catalogue/message.ts';
import { currencyCode, decimalText } from '../decimal.ts';
import { counter, shopId, utcTime } from '../identity.ts';
import { openWord } from '../open-word.ts';
import { journeyRow } from './journeys.ts';

const money = z.strictObject({ amount: decimalText, currency: currencyCode });

/** What the shop itself noticed and a person must know, until one says that they have seen it. */
const alert = z.strictObject({
  id: shopId,
  code: messageCode,
  values: plainValues,
  firstAt: utcTime,
  lastAt: utcTime,
  /** How often it happened meanwhile. */
  times: z.int().min(1),
});

/**
 * GET counterfoil-admin/v1/overview: is everything all right? POST counterfoil-admin/v1/orders-stopped {stopped:
 * boolean} and alerts/seen {id} answer the same.
 */
export const overviewAnswer = z.strictObject({
  now: utcTime,
  connectionState: z.enum(['none', 'code_open', 'awaiting_confirmation', 'connected', 'copy']),
  environment: openWord('environment'),
  erpName: z.string().max(60),
  connectorName: z.string().max(100),
  /** Null: never heard from. */
  connectorSeenAt: utcTime.nullable(),
  /** Not heard from for longer than 2 minutes. */
  connectorSilent: z.boolean(),
  /**
   * Which side is to be updated: it knows fewer names of the contract. Null: both know the same, or nobody said yet.
   */
  older: z.enum(['plugin', 'connector']).nullable(),
  erp: z
    .strictObject({
      reachable: z.boolean(),
      since: utcTime,
      answerMs: counter.nullable(),
      code: messageCode.nullable(),
      values: plainValues,
    })
    .nullable(),
  /** Newest first. */
  alerts: z.array(alert).max(20),
  waiting: z.strictObject({ count: counter, oldestAt: utcTime.nullable(), money: z.array(money).max(20) }),
  held: z.strictObject({
    count: counter,
    money: z.array(money).max(20),
    /** Biggest first, at most 5. */
    rows: z.array(journeyRow).max(5),
  }),
  /** Orders placed since midnight in the shop's time zone. */
  today: z.strictObject({
    /** In the shop's time zone, `2026-11-23`: the filter that leads to the orders behind these figures. */
    date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
    placed: counter,
    notPaid: counter,
    /** In the ERP as a fact, also those that changed in the shop since. */
    delivered: counter,
    /** Of these: changed in the shop since, and nobody said yet what becomes of it. */
    changedSince: counter,
    held: counter,
    skipped: counter,
    hours: z
      .array(z.strictObject({ hour: z.int().min(0).max(24), placed: counter, delivered: counter }))
      .max(25),
  }),
  cutover: utcTime.nullable(),
  /** The sweep's proof: everything between these times was looked at; `missed` orders were found that way. */
  coverage: z.strictObject({ from: utcTime.nullable(), until: utcTime.nullable(), missed: counter }),
  /** Rows that could not be written, since the last time a person acknowledged it. */
  recordingFailures: counter,
  ordersStopped: z.strictObject({ since: utcTime, by: z.string().max(255), waiting: counter }).nullable(),
});

export type OverviewAnswer = z.infer<typeof overviewAnswer>;
