import type { Message } from '@counterfoil/shared-types';
import type { ErpError } from '../../adapters/erp-errors.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { ErpCalls } from './watch-adapter.ts';

type Call = keyof ErpCalls;

/**
 * Which calls the ERP forbids the connector's user. An ERP that keeps rights on single records doesn't always say
 * whether it means the record or all of its kind; the other orders tell: who is refused twice in a row though another's
 * same call went through in between, is refused alone.
 */
export interface MissingRights {
  refused(call: Call, error: ErpError): void;
  /** @param tookMs a call that began before the right was lost says nothing */
  wentThrough(call: Call, tookMs: number): void;
  /** What the last refusal said; null: nothing is forbidden, as far as is known. */
  says(): Message | null;
  /** Whether this refusal concerns the order alone: then nothing is missing. Asked once for each refusal. */
  isRefusedAlone(orderId: number, error: ErpError): boolean;
  /** Orders that were refused last and wait. */
  waiting(): Pick<ReadonlyMap<number, unknown>, 'has' | 'size'>;
  forget(orderId: number): void;
}

export function createMissingRights(surroundings: Surroundings): MissingRights {
  const missing = new Map<Call, Message>();
  /** When the newest call of a kind that went through began. */
  const lastBegan = new Map<Call, number>();
  /** An error knows its call, not its order; who caught it knows the order. */
  const callOf = new WeakMap<ErpError, Call>();
  const lastRefused = new Map<number, { readonly call: Call; readonly atMs: number }>();

  return {
    refused(call, error) {
      missing.delete(call);
      missing.set(call, error.says);
      callOf.set(error, call);
    },
    wentThrough(call, tookMs) {
      lastBegan.set(call, surroundings.monotonicMs() - tookMs);
      missing.delete(call);
    },
    says: () => [...missing.values()].at(-1) ?? null,
    isRefusedAlone(orderId, error) {
      const call = callOf.get(error);
      if (!call) return false;
      const before = lastRefused.get(orderId);
      lastRefused.set(orderId, { call, atMs: surroundings.monotonicMs() });
      const isAlone =
        before?.call === call && (lastBegan.get(call) ?? Number.NEGATIVE_INFINITY) > before.atMs;
      if (isAlone) missing.delete(call);
      return isAlone;
    },
    waiting: () => lastRefused,
    forget: (orderId) => void lastRefused.delete(orderId),
  };
}
