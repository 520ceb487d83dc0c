import type { Heartbeat, Message } from '@counterfoil/shared-types';
import type { ErpAdapter, ErpLogin } from '../../adapters/erp-adapter.ts';
import { ErpError } from '../../adapters/erp-errors.ts';
import type { Surroundings } from '../../surroundings.ts';
import { createMissingRights } from './missing-rights.ts';
import { type RetryKind, retryDelayMs } from './retry-schedule.ts';
import type { ErpCalls } from './watch-adapter.ts';

/**
 * Whether the ERP is to be called at all. What concerns the whole ERP is found out once and not by every order again.
 *
 *   apart ──connect──▶ open ──unreachable, throttled──▶ paused ──time──▶ open
 *     ▲                  │                                 │
 *     └────time──────  shut  ◀──────stop (login refused, unknown database …)
 *
 * A right that is missing pauses it, too. Then it is open to one order at a time, until a call of the kind that was
 * forbidden goes through.
 */
export interface ErpGate {
  /** Connects where that is due. @returns milliseconds to wait before asking again; 0: the ERP may be called */
  enter(): Promise<number>;
  /** 0: open. */
  waitsMs(): number;
  /** Why it waits, or lets in one order at a time; null: it does neither. */
  because(): Message | null;
  /** How many of `all` calls at once it lets through. */
  callsAtOnce(all: number): number;
  succeeded(answerMs: number, call: keyof ErpCalls): void;
  failed(error: ErpError, call: keyof ErpCalls): void;
  /** The order's refusal is a person's and closes nothing; false: everybody waits for the right. */
  isRefusedAlone(orderId: number, error: ErpError): boolean;
  /**
   * Orders that wait for a right. Those that may need none go first: each time one of these would close the gate before
   * them.
   */
  waitingForRight(): Pick<ReadonlyMap<number, unknown>, 'has' | 'size'>;
  forget(orderId: number): void;
  /** Null before the first connection. */
  login(): ErpLogin | null;
  facts(): Omit<Heartbeat['erp'], 'kind' | 'name'>;
}

export function createErpGate(adapter: ErpAdapter, surroundings: Surroundings): ErpGate {
  let login: ErpLogin | null = null;
  let connected = false;
  let connecting: Promise<void> | null = null;
  let failures = 0;
  let because: Message | null = null;
  let openAtMs = Number.NEGATIVE_INFINITY;
  let reachable = true;
  let since = surroundings.now().toISOString();
  let answerMs: number | null = null;
  const rights = createMissingRights(surroundings);
  /** In a row while a right was missing, whatever else went through meanwhile. */
  let forbidden = 0;

  /** One that forbids what every order needs is as far away as one that doesn't answer. */
  function reach(answers: boolean): void {
    const now = answers && rights.says() === null;
    if (now !== reachable) since = surroundings.now().toISOString();
    reachable = now;
  }

  function pause(kind: RetryKind, error: ErpError): void {
    // Several lanes fail at once: only the first failure after a pause counts as one more.
    const now = surroundings.monotonicMs();
    if (now < openAtMs && error.retryAfterMs === null && connected) return;
    const attempt = kind === 'forbidden' ? ++forbidden : ++failures;
    because = error.says;
    openAtMs = Math.max(
      openAtMs,
      now + retryDelayMs(kind, attempt, error.retryAfterMs, surroundings.random()),
    );
  }

  function answered(ms: number): void {
    failures = 0;
    because = null;
    answerMs = Math.min(600_000, Math.round(ms));
    reach(true);
  }

  function failed(error: ErpError): void {
    if (error.next === 'stop') {
      connected = false;
      reach(false);
      pause('stopped', error);
    } else if (error.next === 'forbidden') {
      reach(true);
      pause('forbidden', error);
    } else if (
      error.says.code === 'erp_throttled' ||
      (error.next === 'retry' && error.retryAfterMs !== null)
    ) {
      pause('throttled', error);
    } else if (error.next === 'unknown' || error.says.code === 'erp_unreachable') {
      reach(false);
      pause('unreachable', error);
    } else {
      // It answered, and refused this one call.
      failures = 0;
      reach(true);
    }
  }

  const gate: ErpGate = {
    async enter() {
      const waits = gate.waitsMs();
      if (waits > 0 || connected) return waits;
      connecting ??= connect().finally(() => {
        connecting = null;
      });
      await connecting;
      return gate.waitsMs();
    },
    waitsMs: () => Math.max(0, openAtMs - surroundings.monotonicMs()),
    because: () => (gate.waitsMs() > 0 ? because : null) ?? rights.says(),
    callsAtOnce: (all) => (rights.says() === null ? all : 1),
    succeeded(ms, call) {
      rights.wentThrough(call, ms);
      if (rights.says() === null) forbidden = 0;
      answered(ms);
    },
    failed(error, call) {
      if (error.next === 'forbidden') rights.refused(call, error);
      failed(error);
    },
    isRefusedAlone(orderId, error) {
      if (!rights.isRefusedAlone(orderId, error)) return false;
      if (because === error.says) openAtMs = Number.NEGATIVE_INFINITY;
      reach(true);
      return true;
    },
    waitingForRight: () => rights.waiting(),
    forget: (orderId) => rights.forget(orderId),
    login: () => login,
    facts: () => ({
      version: login?.version ?? '',
      reachable,
      answerMs,
      since,
      ...trouble(),
    }),
  };

  function trouble(): Pick<Heartbeat['erp'], 'code' | 'values'> {
    const says = reachable ? null : (because ?? rights.says());
    return { code: says?.code ?? null, values: says?.values ?? {} };
  }

  async function connect(): Promise<void> {
    const began = surroundings.monotonicMs();
    try {
      login = await adapter.connect();
      connected = true;
      answered(surroundings.monotonicMs() - began);
    } catch (error) {
      if (!(error instanceof ErpError)) throw error;
      failed(error);
      // Whatever the reason, it is not connected: not to be asked again at once.
      if (gate.waitsMs() === 0) pause('unreachable', error);
    }
  }

  return gate;
}
