import { z } from 'zod';
import { messageCode, messageValues } from './catalogue/message.ts';
import { currencyCode, decimalText, positiveDecimalText } from './decimal.ts';
import { contractVersion, counter, orderCheck, shopId, utcTime, uuid } from './identity.ts';
import { webAddress } from './web-address.ts';

/** At most this many receipts, journeys and steps in one call. */
export const RECEIPTS_PER_CALL = 400;

/** The ERP's document that stands for the order. `url` opens it in the ERP's own client; null where the ERP has none. */
export const erpDocument = z.strictObject({
  id: z.string().min(1).max(100),
  number: z.string().max(100),
  url: webAddress.max(1000).nullable(),
  state: z.enum(['draft', 'quoted', 'confirmed', 'processed', 'done', 'cancelled']),
});

/**
 * What the ERP's available figure is proven to include for one product of the order, and from which cut on
 * (only what was read back in a stock-lowering state before the figure was read).
 */
export const includedQuantity = z.strictObject({
  productId: shopId,
  quantity: positiveDecimalText,
  cut: counter,
});

/** What became of one event. May be sent again with a newer answer: the highest `version` counts. */
export const receipt = z.strictObject({
  eventId: uuid,
  orderId: shopId,
  version: counter,
  outcome: z.enum(['delivered', 'unchanged', 'held', 'skipped']),
  code: messageCode,
  values: messageValues,
  at: utcTime,
  included: z.array(includedQuantity).max(2000),
});

/** Where one order stands now; the highest `version` counts. Drives the list, the order panel and the counts of wp-admin. */
export const journey = z.strictObject({
  orderId: shopId,
  check: orderCheck.nullable(),
  version: counter,
  state: z.enum(['waiting', 'working', 'in_doubt', 'delivered', 'held', 'skipped', 'broken']),
  code: messageCode,
  values: messageValues,
  document: erpDocument.nullable(),
  total: decimalText.nullable(),
  currency: currencyCode.nullable(),
  /** Since when it is in this state. */
  since: utcTime,
});

/** One line of an order's journey. Steps are only ever added. */
export const journeyStep = z.strictObject({
  id: uuid,
  orderId: shopId,
  at: utcTime,
  code: messageCode,
  values: messageValues,
});

export const heartbeat = z.strictObject({
  at: utcTime,
  startedAt: utcTime,
  name: z.string().min(1).max(100),
  version: z.string().min(1).max(50),
  erp: z.strictObject({
    kind: z.string().max(30),
    name: z.string().max(60),
    version: z.string().max(50),
    reachable: z.boolean(),
    /** Of the last call; null: none yet. */
    answerMs: z.int().min(0).max(600000).nullable(),
    since: utcTime,
    /** Why it can't be reached; null: it can, or nobody knows. */
    code: messageCode.nullable(),
    values: messageValues,
  }),
  waitingCount: counter,
  oldestWaitingSeconds: counter,
  heldCount: counter,
  inDoubtCount: counter,
  deliveredCount: counter,
  mappingVersion: z.string().max(64),
  doorbell: z.enum(['working', 'closed', 'absent']),
  journalHead: z.strictObject({ number: counter, hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  /** Age of the newest verified backup; null: none. */
  backupAgeSeconds: counter.nullable(),
});

/** POST /counterfoil/v1/receipts. The holder's fence must be the present one. */
export const receiptsRequest = z.strictObject({
  contractVersion,
  confirmationCount: counter,
  fence: counter,
  receipts: z.array(receipt).max(RECEIPTS_PER_CALL),
  journeys: z.array(journey).max(RECEIPTS_PER_CALL),
  steps: z.array(journeyStep).max(RECEIPTS_PER_CALL),
  heartbeat: heartbeat.nullable(),
});

export const receiptsAnswer = z.strictObject({
  contractVersion,
  readCount: counter,
  serverTime: utcTime,
  /** Receipts that are now in the shop, new or known before. */
  settled: z.array(uuid).max(RECEIPTS_PER_CALL),
  /** Receipts for events that the shop does not know (it came back from a backup). */
  unknown: z.array(uuid).max(RECEIPTS_PER_CALL),
});

export type Receipt = z.infer<typeof receipt>;
export type Journey = z.infer<typeof journey>;
export type JourneyStep = z.infer<typeof journeyStep>;
export type Heartbeat = z.infer<typeof heartbeat>;
export type ErpDocument = z.infer<typeof erpDocument>;
export type IncludedQuantity = z.infer<typeof includedQuantity>;
export type ReceiptsRequest = z.infer<typeof receiptsRequest>;
export type ReceiptsAnswer = z.infer<typeof receiptsAnswer>;
