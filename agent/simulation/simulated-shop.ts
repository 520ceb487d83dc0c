import {
  CONTRACT_REVISION,
  CONTRACT_VERSION,
  type Event,
  type EventType,
  eventsAnswer,
  eventsRequest,
  type Journey,
  type JourneyStep,
  LEASE_MS,
  type OrderSnapshot,
  receiptsAnswer,
  receiptsRequest,
} from '@counterfoil/shared-types';
import type { FetchedEvents } from '../src/store-api/read-events-answer.ts';
import type { StoreClient } from '../src/store-api/store-client.ts';
import { StoreError } from '../src/store-api/store-errors.ts';
import type { Chance } from './seeded-chance.ts';
import { newShopState, type Row } from './shop-state.ts';
import { type VirtualTime, worldTime } from './virtual-time.ts';

/** A shop as the contract promises it, in memory: every message is checked against its schema, both ways. */
export interface SimulatedShop {
  readonly store: Pick<StoreClient, 'fetchEvents' | 'sendReceipts'>;
  /** Saves an order, and writes its row. */
  save(order: OrderSnapshot): void;
  order(orderId: number): OrderSnapshot | undefined;
  orders(): readonly OrderSnapshot[];
  /** When it last changed in its money, was called off or stood again, or was deleted. */
  changedAt(orderId: number): string;
  deleteForGood(orderId: number): void;
  /** Reading it kills PHP from now on, or no more. */
  breakReading(orderId: number, broken: boolean): void;
  /** @param seen as a screen showed the journey when somebody opened it; left out: as it stands now */
  ask(
    type: Extract<EventType, `counterfoil.command.${string}`>,
    orderId: number,
    note?: string,
    seen?: SeenJourney,
  ): void;
  /** What a screen shows now. */
  seen(orderId: number): SeenJourney;
  /** The journey as a screen showed it once; a backup takes nothing of this back. */
  shown(orderId: number, version: number): Journey | undefined;
  stopOrders(stopped: boolean): void;
  /** So many of the requests that write a row take up to 10 s more: later rows are seen before theirs. */
  slowRequests: number;
  journey(orderId: number): Journey | undefined;
  /** Of orders that the shop lost. */
  onlyInErp(): readonly Journey[];
  /** In the order in which they came. */
  steps(orderId: number): readonly JourneyStep[];
  /** Those that are forgotten too. */
  rowsOf(orderId: number): readonly Readonly<Row>[];
  /** A month passes for the outbox alone: rows go of which nothing more is expected. */
  forgetSettled(): void;
  backUp(): void;
  /** Back to the last backup. */
  restore(): void;
  lease(): { readonly holder: string; readonly expiresAtMs: number };
  /** Another agent takes the lease, as a copy of this one would. */
  takeLease(holder: string): void;
}

export type SeenJourney = NonNullable<Event['data']['command']>['seen'];

const SLOWEST_REQUEST_MS = 10_000;

function matters({ status, total, refundedTotal }: OrderSnapshot): string {
  return [status === 'completed' ? 'processing' : status, total, refundedTotal].join(' ');
}

export function createSimulatedShop(time: VirtualTime, chance: Chance, cutover: string): SimulatedShop {
  let state = newShopState();
  let backup = structuredClone(state);
  let stopped = false;
  const shown = new Map<string, Journey>();

  function write(
    type: EventType,
    orderId: number,
    command: Event['data']['command'],
    reason: Event['data']['reason'] = command ? 'person' : 'order_saved',
  ): void {
    const isSlow = shop.slowRequests > 0 && chance.happens(shop.slowRequests);
    state.rows.push({
      event: {
        specversion: '1.0',
        id: chance.uuid(),
        source: '/counterfoil/00000000-0000-4000-8000-000000000001',
        type,
        subject: `order/${orderId}`,
        time: worldTime(time),
        data: {
          orderId,
          reason,
          command,
          orderNumber: state.orders.get(orderId)?.number ?? null,
        },
      },
      state: 'waiting',
      keptCount: null,
      timesOffered: 0,
      visibleAtMs: time.nowMs() + (isSlow ? chance.whole(1, SLOWEST_REQUEST_MS) : 0),
      receipt: null,
    });
  }

  function checkAgent(confirmationCount: number, operation: string): void {
    const highest = state.highestConfirmationCount;
    const isBehind = confirmationCount < highest;
    for (const row of state.rows) {
      const isUnconfirmed = row.keptCount === null && row.receipt !== null;
      const isSince = isBehind && (isUnconfirmed || (row.keptCount ?? 0) > confirmationCount);
      if (row.state === 'kept' || isSince) {
        row.state = 'waiting';
        row.keptCount = null;
        row.receipt = null;
        row.event.data.reason = 'offered_again';
      }
    }
    if (!isBehind) return;
    // What is said from now on counts, whatever its version.
    for (const [orderId, journey] of state.journeys) state.journeys.set(orderId, { ...journey, version: 0 });
    throw new StoreError('retry', 'agent_behind', operation, {
      status: 409,
      serverTime: worldTime(time),
      highestConfirmationCount: highest,
    });
  }

  /** The agent knows newer states than we do, back from a backup. */
  function offerWhatWasOffered(): void {
    const offered = [...state.forgotten, ...state.rows].filter((row) => row.timesOffered > 0);
    for (const orderId of new Set(offered.map((row) => row.event.data.orderId))) {
      if (state.orders.has(orderId)) write('counterfoil.order.changed', orderId, null, 'sweep');
    }
  }

  function noteAgent(confirmationCount: number, isHolder: boolean): void {
    if (!isHolder) return;
    state.highestConfirmationCount = Math.max(state.highestConfirmationCount, confirmationCount);
  }

  function refuseOutdated(holder: string, fence: number | null): void {
    const { lease } = state;
    if (fence !== null && fence < lease.fence && lease.holder !== holder) {
      throw new StoreError('stop', 'fence_outdated', 'events', { status: 409 });
    }
  }

  function hold(holder: string, fence: number | null): void {
    const { lease } = state;
    const free = lease.released || lease.expiresAtMs <= time.nowMs();
    if (lease.holder !== holder && !free) return;
    const isSame = lease.holder === holder && lease.fence >= (fence ?? 0);
    state.lease = {
      holder,
      clean: lease.holder === holder ? lease.clean : lease.released,
      fence: isSame ? lease.fence : Math.max(lease.fence, fence ?? 0) + 1,
      released: false,
      expiresAtMs: time.nowMs() + LEASE_MS,
    };
  }

  function offer(limit: number): Pick<FetchedEvents, 'events' | 'orders' | 'waitingCount' | 'nextDueInMs'> {
    const waiting = state.rows.filter(
      (row) => row.state === 'waiting' && (!stopped || row.event.data.command !== null),
    );
    const inMs = waiting.map((row) => Math.ceil(row.visibleAtMs - time.nowMs())).filter((ms) => ms > 0);
    const due = waiting
      .filter((row) => row.visibleAtMs <= time.nowMs())
      .sort((a, b) => Number(b.event.data.command !== null) - Number(a.event.data.command !== null));
    const page = due.slice(0, limit);
    const readNumber = page.length > 0 ? ++state.readNumber : state.readNumber;
    const orders = new Map<number, OrderSnapshot>();
    const events = page.map((row): Event => {
      const { orderId } = row.event.data;
      const order = state.orders.get(orderId);
      const readable = order !== undefined && !state.unreadable.has(orderId);
      if (readable) {
        orders.set(orderId, { ...order, readNumber });
        state.checks.set(orderId, order.check);
      }
      const event: Event = {
        ...row.event,
        data: {
          ...row.event.data,
          timesOffered: row.timesOffered,
          state: !order ? 'gone' : readable ? 'readable' : 'unreadable',
        },
      };
      row.timesOffered += 1;
      return event;
    });
    return {
      events,
      orders: [...orders.values()],
      waitingCount: due.length - page.length,
      nextDueInMs: inMs.length > 0 ? Math.min(...inMs) : null,
    };
  }

  const store: SimulatedShop['store'] = {
    async fetchEvents(request) {
      const asked = eventsRequest.parse(structuredClone(request));
      state.readCount += 1;
      if (asked.highestReadNumber > state.readNumber) offerWhatWasOffered();
      state.readNumber = Math.max(state.readNumber, asked.highestReadNumber);
      refuseOutdated(asked.lease.holder, asked.lease.fence);
      if (asked.lease.want === 'hold') hold(asked.lease.holder, asked.lease.fence);
      let granted = !state.lease.released && state.lease.holder === asked.lease.holder;
      if (granted && asked.lease.fence !== state.lease.fence) checkAgent(asked.confirmationCount, 'events');
      noteAgent(asked.confirmationCount, granted);
      const keptUnknown: string[] = [];
      let keptCount = 0;
      for (const id of granted ? asked.kept : []) {
        const row = state.rows.find((one) => one.event.id === id);
        if (!row) keptUnknown.push(id);
        else row.keptCount ??= asked.confirmationCount;
        if (row?.state === 'waiting') {
          row.state = 'kept';
          keptCount += 1;
        }
      }
      if (granted && asked.lease.want === 'release') {
        state.lease = { ...state.lease, released: true, expiresAtMs: time.nowMs() };
        granted = false;
      }
      const page = granted
        ? offer(asked.limit)
        : { events: [], orders: [], waitingCount: 0, nextDueInMs: null };
      const answer = {
        contractVersion: CONTRACT_VERSION,
        contractRevision: CONTRACT_REVISION,
        readCount: state.readCount,
        serverTime: worldTime(time),
        lease: {
          granted,
          fence: state.lease.fence,
          expiresInMs: granted ? LEASE_MS : 0,
          cleanHandOver: state.lease.clean,
        },
        keptCount,
        keptUnknown,
        ...page,
        ordersStopped: stopped,
        cutover,
      };
      return { ...eventsAnswer.parse(structuredClone(answer)), invalidOrders: [] };
    },

    async sendReceipts(request) {
      const sent = receiptsRequest.parse(structuredClone(request));
      state.readCount += 1;
      if (sent.fence < state.lease.fence) {
        throw new StoreError('stop', 'fence_outdated', 'receipts', { status: 409 });
      }
      if (sent.fence > state.lease.fence) {
        throw new StoreError('slow_down', 'lease_elsewhere', 'receipts', { status: 409 });
      }
      noteAgent(sent.confirmationCount, true);
      const settled: string[] = [];
      const unknown: string[] = [];
      for (const receipt of sent.receipts) {
        const row = state.rows.find((one) => one.event.id === receipt.eventId);
        if (!row) {
          unknown.push(receipt.eventId);
          continue;
        }
        settled.push(receipt.eventId);
        if (row.receipt && row.receipt.version >= receipt.version) continue;
        row.receipt = receipt;
        row.state = 'settled';
      }
      for (const journey of sent.journeys) {
        if (journey.state === 'only_in_erp') {
          state.onlyInErp.set(`${journey.orderId} ${journey.check}`, journey);
          continue;
        }
        const known = state.journeys.get(journey.orderId);
        const check = state.checks.get(journey.orderId) ?? journey.check;
        // Of another order that had this id before.
        if (journey.check !== null && journey.check !== check) continue;
        if (check !== null) state.checks.set(journey.orderId, check);
        if (!known || known.version < journey.version) {
          state.journeys.set(journey.orderId, journey);
          shown.set(`${journey.orderId} ${journey.version}`, journey);
        }
      }
      for (const step of sent.steps) state.steps.set(step.id, step);
      const answer = {
        contractVersion: CONTRACT_VERSION,
        contractRevision: CONTRACT_REVISION,
        readCount: state.readCount,
        serverTime: worldTime(time),
        settled,
        unknown,
      };
      return receiptsAnswer.parse(answer);
    },
  };

  const shop: SimulatedShop = {
    store,
    slowRequests: 0,
    save(order) {
      const before = state.orders.get(order.id);
      if (!before || matters(before) !== matters(order)) state.changedAt.set(order.id, worldTime(time));
      state.orders.set(order.id, order);
      state.onlyInErp.delete(`${order.id} ${order.check}`);
      write('counterfoil.order.changed', order.id, null);
    },
    order: (orderId) => state.orders.get(orderId),
    changedAt: (orderId) => state.changedAt.get(orderId) ?? '',
    orders: () => [...state.orders.values()],
    deleteForGood(orderId) {
      state.orders.delete(orderId);
      state.changedAt.set(orderId, worldTime(time));
      write('counterfoil.order.deleted', orderId, null);
    },
    breakReading(orderId, broken) {
      if (broken) state.unreadable.add(orderId);
      else state.unreadable.delete(orderId);
    },
    ask: (type, orderId, note = '', seen = shop.seen(orderId)) =>
      write(type, orderId, { userId: 7, note, seen }),
    seen(orderId) {
      const journey = state.journeys.get(orderId);
      return journey ? { code: journey.code, version: journey.version } : null;
    },
    shown: (orderId, version) => shown.get(`${orderId} ${version}`),
    stopOrders(now) {
      stopped = now;
    },
    journey: (orderId) => state.journeys.get(orderId),
    onlyInErp: () => [...state.onlyInErp.values()],
    steps: (orderId) => [...state.steps.values()].filter((step) => step.orderId === orderId),
    rowsOf: (orderId) =>
      [...state.forgotten, ...state.rows].filter((row) => row.event.data.orderId === orderId),
    forgetSettled() {
      const isOver = (row: Row) =>
        row.state === 'settled' && row.keptCount !== null && row.receipt?.outcome !== 'held';
      state.forgotten.push(...state.rows.filter(isOver));
      state.rows = state.rows.filter((row) => !isOver(row));
    },
    backUp() {
      backup = structuredClone(state);
    },
    restore() {
      state = structuredClone(backup);
    },
    lease: () => state.lease,
    takeLease(holder) {
      state.lease = {
        holder,
        clean: false,
        fence: state.lease.fence + 1,
        released: false,
        expiresAtMs: time.nowMs() + LEASE_MS,
      };
    },
  };
  return shop;
}
