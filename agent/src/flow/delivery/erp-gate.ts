import type { Heartbeat, Message } from '@counterfoil/shared-types';
import type { ErpAdapter, ErpStanding } from '../../adapters/erp-adapter.ts';
import { ErpError } from '../../adapters/erp-errors.ts';
import type { Surroundings } from '../../surroundings.ts';
import { type RetryKind, retryDelayMs } from './retry-schedule.ts';

/**
 * Whether the ERP is to be called at all. What concerns the whole ERP is found out once and not by every order again.
 *
 *   apart ──connect──▶ open ──unreachable, throttled──▶ paused ──time──▶ open
 *     ▲                  │                                 │
 *     └────time──────  shut  ◀──────stop (login refused, unknown database …)
 */
export interface ErpGate {
  /** Connects where that is due. @returns milliseconds to wait before asking again; 0: the ERP may be called */
  enter(): Promise<number>;
  /** 0: open. */
  waitsMs(): number;
  /** Why it waits; null: it doesn't. */
  because(): Message | null;
  succeeded(answerMs: number): void;
  failed(error: ErpError): void;
  /** Null before the first connection. */
  standing(): ErpStanding | null;
  facts(): Omit<Heartbeat['erp'], 'kind' | 'name'>;
}

export function createErpGate(adapter: ErpAdapter, surroundings: Surroundings): ErpGate {
  let standing: ErpStanding | null = null;
  let connected = false;
  let connecting: Promise<void> | null = null;
  let failures = 0;
  let because: Message | null = null;
  let openAtMs = Number.NEGATIVE_INFINITY;
  let reachable = true;
  let since = surroundings.now().toISOString();
  let answerMs: number | null = null;

  function reach(now: boolean): void {
    if (now !== reachable) since = surroundings.now().toISOString();
    reachable = now;
  }

  function pause(kind: RetryKind, error: ErpError): void {
    // Several lanes fail at once: only the first failure after a pause counts as one more.
    const now = surroundings.monotonicMs();
    if (now < openAtMs && error.retryAfterMs === null && connected) return;
    failures += 1;
    because = error.says;
    openAtMs = Math.max(
      openAtMs,
      now + retryDelayMs(kind, failures, error.retryAfterMs, surroundings.random()),
    );
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
    because: () => (gate.waitsMs() > 0 ? because : null),
    succeeded(ms) {
      failures = 0;
      because = null;
      answerMs = Math.min(600_000, Math.round(ms));
      reach(true);
    },
    failed(error) {
      if (error.next === 'stop') {
        connected = false;
        reach(false);
        pause('stopped', error);
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
    },
    standing: () => standing,
    facts: () => ({
      version: standing?.version ?? '',
      reachable,
      answerMs,
      since,
      code: reachable ? null : (because?.code ?? null),
    }),
  };

  async function connect(): Promise<void> {
    const began = surroundings.monotonicMs();
    try {
      standing = await adapter.connect();
      connected = true;
      gate.succeeded(surroundings.monotonicMs() - began);
    } catch (error) {
      if (!(error instanceof ErpError)) throw error;
      gate.failed(error);
      // Whatever the reason, it is not connected: not to be asked again at once.
      if (gate.waitsMs() === 0) pause('unreachable', error);
    }
  }

  return gate;
}
