import type { DeliverResult } from '../../flow/order-flow.ts';
import type { TenantLoops } from './run-tenant.ts';

/** A lease that is too short even when new (a clock that jumps): asked for again at this pace, not in a circle. */
const LEASE_AGAIN_MS = 5_000;

/** Works on what is due whenever a poll brought something, an order's pause is over, or the ERP may be asked again. */
export async function deliverOrders(loops: TenantLoops): Promise<void> {
  const { flow, watch, sleeps, surroundings } = loops;
  let leasesTooShort = 0;
  // There is nothing to work on, and no lease, before the first poll.
  let woken = await sleeps.deliver.sleep(Number.POSITIVE_INFINITY);
  while (!loops.ended()) {
    loops.delivering = true;
    sleeps.receipts.wake();
    try {
      const result = await flow.deliverDue(loops.signal);
      loops.delivering = false;
      watch.succeeded('delivery');
      sleeps.receipts.wake();
      // When polls failed the lease may have run out; what falls due then asks for it, and goes on after that poll.
      const ranOut = result.standstill?.because === 'no_lease' && !woken;
      if (!ranOut) watch.standsStill(result.standstill);
      leasesTooShort = result.needsLease ? leasesTooShort + 1 : 0;
      if (leasesTooShort > 1) await surroundings.sleep(LEASE_AGAIN_MS, loops.signal);
      if (result.needsLease || ranOut) sleeps.poll.wake();
      if (!loops.ended()) woken = await sleeps.deliver.sleep(pauseAfterDelivery(result));
    } catch (error) {
      loops.delivering = false;
      if (loops.ended()) return;
      await surroundings.sleep(watch.failed('delivery', error), loops.signal);
      woken = false;
    }
  }
}

/**
 * Each poll wakes it; this is for what falls due in between. While nothing may be written, an order that is due makes
 * no difference.
 */
function pauseAfterDelivery({ nextDueInMs, needsLease, standstill }: DeliverResult): number {
  if (standstill?.because === 'erp_waits' && standstill.forMs > 0) return standstill.forMs;
  const standsStill = standstill !== null && standstill.because !== 'erp_waits';
  const waitsForPoll = needsLease || standsStill || nextDueInMs === null;
  return waitsForPoll ? Number.POSITIVE_INFINITY : nextDueInMs;
}
