import type { Logger } from 'pino';
import type { DeliveryContext } from './delivery-context.ts';
import type { ErpGate } from './erp-gate.ts';
import type { PostponedOrders } from './postponed-orders.ts';

/** What an order's line of work needs beside what each of its steps works with. */
export interface LaneContext extends DeliveryContext {
  readonly gate: ErpGate;
  readonly postponed: PostponedOrders;
  readonly log: Pick<Logger, 'error'>;
  /** When orders count from, UTC. */
  readonly cutover: () => string;
}

/** It went on: the next failure is the first one again. */
export function forget(context: LaneContext, orderId: number): void {
  context.postponed.forget(orderId);
  context.gate.forget(orderId);
}
