import type { Logger } from 'pino';
import type { ErpAdapter } from '../adapters/erp-adapter.ts';
import type { AgentDatabase } from '../database/open-database.ts';
import { type AgentTransaction, inTransaction } from '../database/transaction.ts';
import { momentOf } from '../moment.ts';
import { appendToJournal } from '../oversight/journal/journal-table.ts';
import type { StoreClient } from '../store-api/store-client.ts';
import { StoreError } from '../store-api/store-errors.ts';
import type { Surroundings } from '../surroundings.ts';
import { newestUnresolvedSend } from './delivery/attempt-table.ts';
import type { ProductsSeen } from './delivery/check-products.ts';
import { deliverOrder } from './delivery/deliver-order.ts';
import { createErpGate } from './delivery/erp-gate.ts';
import { ordersHeldForGaps } from './delivery/hold-table.ts';
import type { LaneContext } from './delivery/lane-context.ts';
import { createLockAnchor } from './delivery/lock-anchor.ts';
import { newestRules, setRules } from './delivery/mapping-version-table.ts';
import { createPostponedOrders } from './delivery/postponed-orders.ts';
import { createRulesFor } from './delivery/rules-for.ts';
import { createLanes } from './delivery/run-lanes.ts';
import { watchAdapter } from './delivery/watch-adapter.ts';
import { createWritePermit } from './delivery/write-permit.ts';
import type { DaemonFacts, DeliverResult, FlowFacts, OrderFlow, Standstill } from './flow-calls.ts';
import { claimNextOrders } from './inbox/claim-next-event.ts';
import { reopenNewest } from './inbox/inbox-table.ts';
import { createPollOutbox } from './inbox/poll-outbox.ts';
import type { RestoredSideChange } from './inbox/restored-side.ts';
import { ensureTenant, noteReadCount, readTenant, type TenantMemory } from './inbox/tenant-table.ts';
import { handOverLease } from './lease/hand-over-lease.ts';
import { createLease } from './lease/lease.ts';
import type { Mapping } from './mapping/mapping-document.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { acceptRestoredShop } from './receipts/accept-restored-shop.ts';
import { orderFigures } from './receipts/heartbeat-facts.ts';
import { createSendReceipts } from './receipts/send-receipts.ts';
import { tellAccepted } from './receipts/tell-accepted.ts';
import { tellReceipts } from './receipts/tell-receipts.ts';
import { forgetFinished } from './retention/forget-finished.ts';
import { reduceOrders } from './retention/reduce-orders.ts';

/** One shop bound to one ERP company, as the flow needs to know it. */
export interface TenantSettings {
  /** `[a-z0-9]{2,8}`; part of every external reference. */
  readonly id: string;
  /** The ERP's name on screen: Tryton. */
  readonly erpName: string;
  /** How long an order's data stays here after its delivery; then digests. Default 30. */
  readonly keepOrderDataDays?: number;
}

export interface OrderFlowOptions {
  readonly tenant: TenantSettings;
  readonly database: AgentDatabase;
  readonly store: Pick<StoreClient, 'fetchEvents' | 'sendReceipts'>;
  /** Not connected yet; the flow connects it, and again after a `stop`. */
  readonly adapter: ErpAdapter;
  /** The rules as the configuration has them. */
  readonly mapping: Mapping;
  readonly surroundings: Surroundings;
  readonly log: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
}

export type * from './flow-calls.ts';

const KEEP_ORDER_DATA_DAYS = 30;

/**
 * Puts the hops together, in the order in which an order goes through them:
 *
 *   poll-outbox       the shop's events and states are kept, and said to be kept              inbox/
 *   tell-accepted     the journey's first lines                                               receipts/
 *   claim-next-event  whose turn it is                                                        inbox/
 *   deliver-order     decide, map, look up, intent, create, look up, bring it further         canonical/, mapping/,
 *                     and answer                                                              delivery/
 *   send-receipts     what became of it, back to the shop                                     receipts/
 *   reduce-orders     its data goes, a year later how it came about (forget-finished)         retention/
 *
 * The lease (lease/) says whether this process may write at all.
 */
export function createOrderFlow(options: OrderFlowOptions): OrderFlow {
  const { database, store, adapter, mapping, surroundings, log } = options;
  const tenant = options.tenant.id;
  const startedAt = momentOf(surroundings);
  const lease = createLease(surroundings);
  const gate = createErpGate(adapter, surroundings);
  const postponed = createPostponedOrders(surroundings);
  const lanes = createLanes();
  const productsSeen: ProductsSeen = new Map();
  const lockAnchor = createLockAnchor();
  const tell = tellReceipts(tenant, surroundings, () => lease.fence() ?? 0);
  const stopping = new AbortController();
  /** What the database says of the tenant, as of the last poll. */
  let memory: TenantMemory | null = null;

  const onRestoredSide = async (transaction: AgentTransaction, change: RestoredSideChange) => {
    await appendToJournal(transaction, surroundings, tenant, {
      kind: 'restored_side',
      orderId: null,
      facts: { ...change },
    });
    log.warn({ tenant, ...change }, 'which side came back from a backup changed');
  };
  const poll = createPollOutbox({
    tenant,
    database,
    store,
    lease,
    surroundings,
    onRestoredSide,
    onAccepted: (transaction, accepted) =>
      tellAccepted(transaction, { tenant, surroundings, fence: lease.fence() ?? 0 }, accepted),
  });
  const send = createSendReceipts({ tenant, database, store, lease, surroundings, onRestoredSide });

  function standstill(): Standstill | null {
    if (lease.isLost()) return { because: 'lease_lost' };
    if (stopping.signal.aborted) return { because: 'stopping' };
    if (!memory || lease.remainingMs() === 0) return { because: 'no_lease' };
    if (memory.restoredSide !== 'none')
      return { because: `${memory.restoredSide}_restored`, seen: memory.seen, now: memory.now };
    if (memory.ordersStopped) return { because: 'orders_stopped' };
    if (memory.cutover === null) return { because: 'not_started' };
    const says = gate.because();
    return says && { because: 'erp_waits', says, forMs: gate.waitsMs() };
  }
  /** Whether orders may be begun. */
  const mayBegin = () => {
    const stands = standstill();
    return stands === null || (stands.because === 'erp_waits' && stands.forMs === 0);
  };
  /** Whether anything but the lease and the ERP itself stands against a write. */
  const mayWrite = () => {
    const stands = standstill();
    return stands === null || stands.because === 'erp_waits' || stands.because === 'no_lease';
  };

  const pollOnce = oneAtATime(async (signal?: AbortSignal) => {
    await prepare();
    try {
      const polled = await poll(signal);
      lanes.wake();
      return polled;
    } finally {
      memory = await readTenant(database, tenant);
    }
  });

  /**
   * Once: the tenant's row is there with the configured rules, and what was held for gaps under others is tried under
   * these.
   */
  let prepared: Promise<void> | null = null;
  function prepare(): Promise<void> {
    prepared ??= inTransaction(database, async (transaction) => {
      await ensureTenant(transaction, tenant);
      const known = await newestRules(transaction, tenant);
      if (known?.hash === mapping.hash && known.version === mapping.document.version) return;
      if (known !== null && known.hash !== mapping.hash) {
        await reopenNewest(transaction, tenant, await ordersHeldForGaps(transaction, tenant));
      }
      const set = { at: surroundings.now().toISOString(), by: 'configuration' };
      await setRules(transaction, tenant, mapping, set);
    }).catch((error: unknown) => {
      // A disk that is full now is not full for ever.
      prepared = null;
      throw error;
    });
    return prepared;
  }

  /** Only after the gate let us in: capabilities are known once it is connected. */
  let context: LaneContext | null = null;
  function laneContext(): LaneContext {
    context ??= {
      tenant,
      erpName: options.tenant.erpName,
      database,
      erp: watchAdapter(adapter, gate, surroundings),
      capabilities: adapter.capabilities,
      rulesFor: createRulesFor(database, tenant),
      surroundings,
      process: { id: lease.holder, startedAt },
      permit: createWritePermit({
        lease,
        callTimeoutMs: adapter.capabilities.callTimeoutMs,
        longestCommitMs: adapter.capabilities.longestCommitMs,
        mayWrite,
        renewLease: async () => {
          await pollOnce(stopping.signal).catch((error: unknown) => {
            // The shop did not answer: the lease is as short as before, and the daemon's own poll says why.
            if (!(error instanceof StoreError)) throw error;
          });
        },
      }),
      tell,
      lockAnchor,
      productsSeen,
      gate,
      postponed,
      log,
      cutover: () => memory?.cutover ?? '',
    };
    return context;
  }

  async function claim(limit: number): Promise<number[]> {
    const forbidden = gate.waitingForRight();
    const claimOf = (most: number, isTurn: (orderId: number) => boolean) =>
      claimNextOrders(
        database,
        tenant,
        most,
        (orderId) => isTurn(orderId) && !lanes.has(orderId) && postponed.isDue(orderId),
      );
    const claimed = await claimOf(limit, (orderId) => !forbidden.has(orderId));
    if (claimed.length === limit || forbidden.size === 0) return claimed;
    return [...claimed, ...(await claimOf(limit - claimed.length, (orderId) => forbidden.has(orderId)))];
  }

  const deliverDue = oneAtATime(async (signal: AbortSignal): Promise<DeliverResult> => {
    await prepare();
    memory ??= await readTenant(database, tenant);
    let worked = 0;
    let needsLease = false;
    if (mayBegin() && (await gate.enter()) === 0) {
      const lane = laneContext();
      const goesOn = () => !signal.aborted && !needsLease && mayBegin();
      worked = await lanes.run({
        count: () => gate.callsAtOnce(adapter.capabilities.parallelCalls),
        goesOn,
        claim,
        async work(orderId) {
          if ((await deliverOrder(lane, orderId)) === 'stands') needsLease = true;
        },
      });
    }
    const stands = standstill();
    return {
      worked,
      // While the ERP waits, nothing is due before it.
      nextDueInMs: gate.waitsMs() || postponed.nextDueInMs(),
      needsLease: needsLease && (stands === null || stands.because === 'no_lease'),
      standstill: stands,
    };
  });

  /**
   * Before the ERP was ever reached nothing was sent to it by us, and how long a write of others may take is not known.
   */
  const longestCommitMs = () =>
    gate.login() ? adapter.capabilities.longestCommitMs : Number.POSITIVE_INFINITY;

  async function handOver(): Promise<boolean> {
    const readCount = await handOverLease(
      { tenant, store, lease, surroundings, log },
      {
        longestCommitMs: longestCommitMs(),
        lastSend: await newestUnresolvedSend(database, tenant, lease.holder),
        ...(await readTenant(database, tenant)),
      },
    );
    if (readCount === null) return false;
    await inTransaction(database, (transaction) => noteReadCount(transaction, tenant, readCount));
    return true;
  }

  const facts = async (): Promise<FlowFacts> => ({
    at: surroundings.now().toISOString(),
    ...(await orderFigures(database, tenant, surroundings)),
    erp: { kind: adapter.kind, name: options.tenant.erpName, ...gate.facts() },
    mappingVersion: (await newestRules(database, tenant))?.version ?? '',
  });

  return {
    async pollOnce(signal) {
      const polled = await pollOnce(signal);
      return { ...polled, leaseForMs: lease.remainingMs(), standstill: standstill() };
    },
    deliverDue,
    sendReceiptsOnce: oneAtATime(async (heartbeat: DaemonFacts | null, signal?: AbortSignal) => {
      await prepare();
      return send(heartbeat && { ...(await facts()), ...heartbeat }, signal);
    }),
    facts,
    standstill,
    async acceptRestoredShop(person) {
      const accepted = await acceptRestoredShop({ tenant, database, surroundings }, person);
      memory = await readTenant(database, tenant);
      return accepted;
    },
    retainOnce: () =>
      reduceOrders(
        { tenant, database, surroundings },
        options.tenant.keepOrderDataDays ?? KEEP_ORDER_DATA_DAYS,
      ),
    forgetOnce: () => forgetFinished({ tenant, database, surroundings }),
    async stop() {
      stopping.abort();
      // Lanes see it before their next write and leave their orders as they are.
      await deliverDue(stopping.signal);
      return { handedOver: await handOver() };
    },
  };
}
