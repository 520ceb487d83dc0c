import type { TenantLoops } from './run-tenant.ts';

/**
 * Heartbeats are this far apart: with the safety poll an idle minute has two requests, whichever minute one looks at.
 */
const HEARTBEAT_MS = 65_000;
/** Two calls are at least this far apart, so that the receipts of a busy time travel together. */
const APART_MS = 2_000;

/**
 * Tells the shop what became of its events: soon after they were worked on, while a long delivery runs too, and once a
 * minute anyway.
 */
export async function sendReceipts(loops: TenantLoops): Promise<void> {
  const { flow, watch, sleeps, surroundings } = loops;
  let heartbeatAt = Number.NEGATIVE_INFINITY;
  // The first heartbeat goes after the first poll, which brings the lease that receipts need.
  await sleeps.receipts.sleep(Number.POSITIVE_INFINITY);
  while (!loops.ended()) {
    const now = surroundings.monotonicMs();
    const heartbeat = loops.heartbeatDue || now - heartbeatAt >= HEARTBEAT_MS;
    loops.heartbeatDue = false;
    try {
      const facts = heartbeat ? { ...loops.facts(), doorbell: loops.bell.state().state } : null;
      const sent = await flow.sendReceiptsOnce(facts, loops.signal);
      watch.succeeded('receipts');
      if (heartbeat) heartbeatAt = now;
      const asked = heartbeat || sent.receipts + sent.journeys + sent.steps > 0;
      if (asked) watch.shopAnswered();
      if (sent.more) continue;
      if (asked) await surroundings.sleep(APART_MS, loops.signal);
      const untilHeartbeat = heartbeatAt + HEARTBEAT_MS - surroundings.monotonicMs();
      if (!loops.ended()) await sleeps.receipts.sleep(loops.delivering ? APART_MS : untilHeartbeat);
    } catch (error) {
      if (loops.ended()) return;
      loops.heartbeatDue ||= heartbeat;
      await surroundings.sleep(watch.failed('receipts', error), loops.signal);
    }
  }
}
