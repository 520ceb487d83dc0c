import { z } from 'zod';
import { messageCode, messageValues } from './catalogue/message.ts';
import { currencyCode, decimalText } from './decimal.ts';
import { contract, counter, orderCheck, shopId, utcTime, uuid } from './identity.ts';
import { openWord } from './open-word.ts';
import { webAddress } from './web-address.ts';

/** At most this many receipts, journeys and steps in one call. */
export const RECEIPTS_PER_CALL = 400;

/**
 * One document that the ERP keeps for an order: its sales order, or what a refund, payment or shipment of it became.
 * Kind, shop id and check say what it is about, the generation which one of several that replaced each other.
 */
export const erpDocument = z.object({
  kind: openWord('documentKind'),
  /** Of the order, refund or shipment; of a part of a payment the order item's. */
  shopId,
  check: orderCheck,
  generation: z.int().min(1).max(999),
  /** The ERP's own id. Never shown: people know documents by their numbers. */
  id: z.string().min(1).max(100),
  /** Empty: it has none yet. */
  number: z.string().max(100),
  /** Opens it in the ERP's own client; null where the ERP has none. */
  url: webAddress.max(1000).nullable(),
  state: openWord('documentState'),
  /** Of the documents of one kind and shop id one counts; what was replaced does not. */
  live: z.boolean(),
});

/** What became of one event. May be sent again with a newer answer: the highest `version` counts. */
export const receipt = z.object({
  eventId: uuid,
  orderId: shopId,
  version: counter,
  outcome: openWord('outcome'),
  code: messageCode,
  values: messageValues,
  at: utcTime,
});

/**
 * Where one order stands now; the highest `version` counts. Drives the list, the order panel and the counts of
 * wp-admin. `only_in_erp` is about the order of this check alone, whatever else its id stands for in the shop today.
 */
export const journey = z.object({
  orderId: shopId,
  check: orderCheck.nullable(),
  version: counter,
  state: openWord('journeyState'),
  code: messageCode,
  values: messageValues,
  documents: z.array(erpDocument).max(100),
  total: decimalText.nullable(),
  currency: currencyCode.nullable(),
  /** Since when it is in this state. */
  since: utcTime,
});

/** One line of an order's journey. Steps are only ever added. */
export const journeyStep = z.object({
  id: uuid,
  orderId: shopId,
  /** Of the order it happened to; null: not known. */
  check: orderCheck.nullable(),
  /** Which of the order's documents it is about; null: the order itself. */
  about: z
    .strictObject({
      kind: openWord('documentKind'),
      shopId,
      generation: z.int().min(1).max(999),
    })
    .nullable(),
  at: utcTime,
  code: messageCode,
  values: messageValues,
});

export const heartbeat = z.object({
  at: utcTime,
  startedAt: utcTime,
  name: z.string().min(1).max(100),
  version: z.string().min(1).max(50),
  erp: z.object({
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
  doorbell: openWord('doorbell'),
  journalHead: z.object({ number: counter, hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  /** Age of the newest verified backup; null: none. */
  backupAgeSeconds: counter.nullable(),
});

/** POST /counterfoil/v1/receipts. The holder's fence must be the present one. */
export const receiptsRequest = z.object({
  ...contract,
  confirmationCount: counter,
  fence: counter,
  receipts: z.array(receipt).max(RECEIPTS_PER_CALL),
  journeys: z.array(journey).max(RECEIPTS_PER_CALL),
  steps: z.array(journeyStep).max(RECEIPTS_PER_CALL),
  heartbeat: heartbeat.nullable(),
});

export const receiptsAnswer = z.object({
  ...contract,
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
export type ReceiptsRequest = z.infer<typeof receiptsRequest>;
export type ReceiptsAnswer = z.infer<typeof receiptsAnswer>;
