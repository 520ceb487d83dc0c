import { setTimeout as pause } from 'node:timers/promises';
import { generatePlan } from '../checkout/checkout-plan.ts';
import { percentiles } from '../checkout/percentiles.ts';
import { runCheckouts } from '../checkout/run-checkouts.ts';
import { waitForDeliveries } from '../demo/wait-for-deliveries.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { type Figure, figure } from './figure.ts';
import { haltAgent } from './halt-agent.ts';
import type { ErpCall } from './recording-proxy.ts';
import { routeErpCalls } from './route-erp-calls.ts';

const ORDERS = 80;
/** What one shop on two cores bears beside its ERP and its agent without a queue. */
const CHECKOUTS_PER_SECOND = 0.5;
/** The agent has forgotten its start, and the doorbell works. */
const SETTLE_MS = 10_000;
const DELIVERED_WITHIN_MS = 60_000;

const REFERENCE = /[a-z0-9]{2,8}-o(\d+)-[A-Z2-7]{6}/g;

/** When the first ERP call that carries an order's reference began, by the shop's order id. */
function firstCalls(calls: readonly ErpCall[]): Map<number, number> {
  const first = new Map<number, number>();
  for (const call of calls.toSorted((a, b) => a.at - b.at)) {
    for (const [, orderId] of `${call.path} ${call.body}`.matchAll(REFERENCE)) {
      if (!first.has(Number(orderId))) first.set(Number(orderId), call.at);
    }
  }
  return first;
}

/**
 * From the first byte of the checkout's answer to the first byte of the ERP call that carries the order's reference, of
 * each of 80 real checkouts. Both are read from one clock, in this process.
 */
export async function measureLatency(
  instance: SandboxInstance,
  progress: (line: string) => void,
): Promise<Figure[]> {
  const { erp } = instance;
  if (!erp) throw new Error('The way to the ERP needs an ERP.');
  const proxy = await routeErpCalls(instance);
  try {
    await pause(SETTLE_MS);
    const { placed, failed } = await runCheckouts(instance, {
      count: ORDERS,
      rate: CHECKOUTS_PER_SECOND,
      parallel: 3,
      // Guests: WooCommerce's session of an account outlives its checkout, and two in a row disturb each other.
      plan: (index) => ({ ...generatePlan(11, index), customer: { guest: 1_100_000 + index } }),
      onOrder: (_, index) => {
        if ((index + 1) % 20 === 0) progress(`${index + 1} of ${ORDERS} checkouts on their way to the ERP`);
      },
    });
    if (failed[0]) throw new Error(`${failed.length} checkouts failed, the first: ${failed[0].message}`);
    const judged = await waitForDeliveries({ store: instance.store, erp }, placed, {
      withinMs: DELIVERED_WITHIN_MS,
      settleMs: 0,
    });
    if (judged.delivered < ORDERS) {
      throw new Error(`Not all orders arrived as they were placed: ${JSON.stringify(judged)}`);
    }
    const first = firstCalls(proxy.calls);
    const took = percentiles(
      placed.map((order) => (first.get(order.orderId) ?? Number.POSITIVE_INFINITY) - order.answeredAt),
    );
    if (!took) throw new Error('Nothing was measured.');
    return [
      figure('checkout_to_erp_call_p50', 'ms', took.p50, null, ['<=', 1500]),
      figure('checkout_to_erp_call_p99', 'ms', took.p99, null, ['<=', 4000]),
    ];
  } finally {
    await haltAgent(instance);
    await proxy.close();
  }
}
