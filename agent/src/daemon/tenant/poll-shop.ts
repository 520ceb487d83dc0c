import { type PlannedPoll, planNextPoll } from './poll-schedule.ts';
import type { TenantLoops } from './run-tenant.ts';

/** A third of the lease (90 s): an ERP call of up to a minute still fits into what is left. */
const RENEW_AFTER = 1 / 3;

/** Waits, but renews the lease in time while orders are being delivered. Whether something woke it before its time. */
async function waitForNextPoll(loops: TenantLoops, inMs: number, leaseForMs: number): Promise<boolean> {
  const renewMs = leaseForMs > 0 ? leaseForMs * RENEW_AFTER : inMs;
  for (let left = inMs; left > 0 && !loops.ended(); left -= renewMs) {
    if (await loops.sleeps.poll.sleep(Math.min(left, renewMs))) return true;
    if (loops.delivering && left > renewMs) return true;
  }
  return false;
}

/** Asks the shop for what is due: when the doorbell rings, when a row falls due, and at the latest after a minute. */
export async function pollShop(loops: TenantLoops): Promise<void> {
  const { flow, watch, sleeps, bell, surroundings } = loops;
  let quietPolls = 0;
  let plan: PlannedPoll = { inMs: 0, because: 'more' };
  let woken = true;
  while (!loops.ended()) {
    try {
      const result = await flow.pollOnce(loops.signal);
      watch.succeeded('poll');
      watch.shopAnswered();
      quietPolls = result.received > 0 ? 0 : quietPolls + 1;
      if (result.received > 0 && plan.because === 'safety' && !woken) bell.missedRing();
      watch.standsStill(result.standstill);
      sleeps.deliver.wake();
      sleeps.receipts.wake();
      plan = planNextPoll(result, bell.state().state === 'working', quietPolls);
      woken = await waitForNextPoll(loops, plan.inMs, result.leaseForMs);
    } catch (error) {
      if (loops.ended()) return;
      // No ring shortens this pause: a busy shop that fails would be asked every two seconds.
      await surroundings.sleep(watch.failed('poll', error), loops.signal);
      // What waited meanwhile is no missed ring.
      woken = true;
    }
  }
}
