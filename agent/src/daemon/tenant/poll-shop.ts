import { type PlannedPoll, planNextPoll } from './poll-schedule.ts';
import type { TenantLoops } from './run-tenant.ts';

/** Asks the shop for what is due: when the doorbell rings, when a row falls due, and at the latest after a minute. */
export async function pollShop(loops: TenantLoops): Promise<void> {
  const { flow, standing, sleeps, bell, surroundings } = loops;
  let quietPolls = 0;
  let plan: PlannedPoll = { inMs: 0, because: 'more' };
  let woken = true;
  while (!loops.ended()) {
    try {
      const result = await flow.pollOnce(loops.signal);
      standing.succeeded('poll');
      standing.shopAnswered();
      quietPolls = result.received > 0 ? 0 : quietPolls + 1;
      if (result.received > 0 && plan.because === 'safety' && !woken) bell.missedRing();
      standing.standsStill(result.standstill);
      sleeps.deliver.wake();
      sleeps.receipts.wake();
      plan = planNextPoll(result, bell.state().state === 'working', quietPolls);
      if (!loops.ended()) woken = await sleeps.poll.sleep(plan.inMs);
    } catch (error) {
      if (loops.ended()) return;
      // No ring shortens this pause: a busy shop that fails would be asked every two seconds.
      await surroundings.sleep(standing.failed('poll', error), loops.signal);
      // What waited meanwhile is no missed ring.
      woken = true;
    }
  }
}
