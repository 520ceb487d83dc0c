import { z } from 'zod';
import { event } from './event.ts';
import { contract, counter, utcTime, uuid } from './identity.ts';
import { openWord } from './open-word.ts';
import { orderSnapshot } from './order-snapshot.ts';

/** At most this many ids are confirmed, and this many events offered, in one call. */
export const EVENTS_PER_CALL = 400;

/**
 * For how long the shop grants the lease: longer than the minute between two polls of an idle connector, so that nobody
 * finds it run out in between.
 */
export const LEASE_MS = 90_000;

export const leaseRequest = z.object({
  /** One process of the agent: made new at each start. */
  holder: uuid,
  /**
   * Take or keep the lease, or hand it over cleanly (at a graceful stop). Who hands over what it doesn't hold moves
   * nothing and learns how the shop stands.
   */
  want: openWord('leaseWant'),
  /** The fence this process was granted; null before the first grant. */
  fence: counter.nullable(),
});

export const lease = z.object({
  granted: z.boolean(),
  /** Rises with each new holder. A request with an older fence is refused. Of the present holder, also when refused. */
  fence: counter,
  /** Milliseconds from the answer until it runs out; 0 when not granted. */
  expiresInMs: z.int().min(0).max(600000),
  /**
   * True when the holder before handed it over cleanly (or there was none): no write of an earlier process can be under
   * way.
   */
  cleanHandOver: z.boolean(),
});

/** POST /counterfoil/v1/events. First the ids kept since the last call, then the oldest rows not yet kept. */
export const eventsRequest = z.object({
  ...contract,
  /**
   * A counter in the agent's database: +1 for each event it keeps, never lowered (not when old events are pruned),
   * lifted to `highestConfirmationCount` after `agent_behind`. The shop stores it with each row that this request
   * confirms.
   */
  confirmationCount: counter,
  kept: z.array(uuid).max(EVENTS_PER_CALL),
  lease: leaseRequest,
  limit: z.int().min(0).max(EVENTS_PER_CALL),
  /** Highest read number the agent has kept; after a restore of the shop its counter is lifted above it. */
  highestReadNumber: counter,
});

export const eventsAnswer = z.object({
  ...contract,
  readCount: counter,
  serverTime: utcTime,
  lease,
  /** How many of `kept` were new confirmations. */
  keptCount: counter,
  /** Ids in `kept` that the shop does not know (it came back from a backup). */
  keptUnknown: z.array(uuid).max(EVENTS_PER_CALL),
  events: z.array(event).max(EVENTS_PER_CALL),
  orders: z.array(orderSnapshot).max(EVENTS_PER_CALL),
  /** Rows still waiting that are due now, beside those in this answer. */
  waitingCount: counter,
  /** Milliseconds until the next row is due; null: none waits. */
  nextDueInMs: z.int().min(0).max(86400000).nullable(),
  /** A person stopped this flow in the shop: only commands are offered. */
  ordersStopped: z.boolean(),
  /** When orders count from; null: not started. */
  cutover: utcTime.nullable(),
});

export type EventsRequest = z.infer<typeof eventsRequest>;
export type EventsAnswer = z.infer<typeof eventsAnswer>;
export type Lease = z.infer<typeof lease>;
