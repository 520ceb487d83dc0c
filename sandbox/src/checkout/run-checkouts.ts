import { setTimeout as pause } from 'node:timers/promises';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import type { CheckoutPlan } from './checkout-plan.ts';
import { type Percentiles, percentiles } from './percentiles.ts';
import { placeCheckout } from './place-checkout.ts';
import type { PlacedOrder } from './placed-order.ts';

export interface CheckoutRun {
  count: number;
  /** Checkouts begun per second; null: as fast as `parallel` allows. */
  rate: number | null;
  /** At most this many at once. The shop has five PHP processes. */
  parallel: number;
  plan: (index: number) => Partial<CheckoutPlan>;
  onOrder?: (order: PlacedOrder, index: number) => void;
  /** Aborted, no further checkout begins, those under way are finished, and the run throws. */
  signal?: AbortSignal;
}

export interface CheckoutRunResult {
  placed: PlacedOrder[];
  /** What went wrong, by the number of the shopper. */
  failed: { index: number; message: string }[];
  seconds: number;
  perSecond: number;
  tookMs: Percentiles | null;
}

/**
 * Places many checkouts, never more than `parallel` at once. One that waits for another of its account counts among
 * them.
 */
export async function runCheckouts(
  instance: Pick<SandboxInstance, 'store' | 'paths'>,
  run: CheckoutRun,
): Promise<CheckoutRunResult> {
  const placed: PlacedOrder[] = [];
  const failed: CheckoutRunResult['failed'] = [];
  const began = performance.now();
  let next = 0;

  const shop = async (index: number): Promise<void> => {
    try {
      const order = await placeCheckout(instance, run.plan(index));
      placed.push(order);
      run.onOrder?.(order, index);
    } catch (error) {
      failed.push({ index, message: error instanceof Error ? error.message : String(error) });
    }
  };

  const lane = async (): Promise<void> => {
    while (next < run.count && !run.signal?.aborted) {
      const index = next;
      next += 1;
      const dueIn = run.rate === null ? 0 : (index / run.rate) * 1000 - (performance.now() - began);
      if (dueIn > 0) await pause(dueIn, undefined, { signal: run.signal }).catch(() => undefined);
      if (!run.signal?.aborted) await shop(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(run.parallel, run.count) }, lane));
  run.signal?.throwIfAborted();
  const seconds = (performance.now() - began) / 1000;
  return {
    placed,
    failed,
    seconds: Number(seconds.toFixed(3)),
    perSecond: Number((placed.length / seconds).toFixed(2)),
    tookMs: percentiles(placed.map((order) => order.tookMs)),
  };
}
