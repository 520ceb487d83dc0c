import { setTimeout as pause } from 'node:timers/promises';
import type { PlacedOrder } from '../checkout/placed-order.ts';
import { type ErpOrder, readErpOrders } from '../erp/read-erp-orders.ts';
import type { StartedErp } from '../erp/start-erp.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { readShopOrders } from '../store/read-shop-orders.ts';
import { type DeliveryFigures, judgeDeliveries } from './judge-deliveries.ts';

async function readAll(erp: StartedErp): Promise<ErpOrder[]> {
  const orders: ErpOrder[] = [];
  for await (const order of readErpOrders(erp)) orders.push(order);
  return orders;
}

/**
 * Reads the ERP every second until it has every placed order, or until the time is up; then the figures are what they
 * are. Once all are there it waits `settleMs` and reads again: a doubled order would come a moment later.
 */
export async function waitForDeliveries(
  { store, erp }: Pick<SandboxInstance, 'store'> & { readonly erp: StartedErp },
  placed: readonly PlacedOrder[],
  options: {
    withinMs: number;
    settleMs: number;
    onProgress?: (figures: DeliveryFigures) => void;
    signal?: AbortSignal;
  },
): Promise<DeliveryFigures> {
  const inShop = await readShopOrders({ store });
  const end = performance.now() + options.withinMs;
  const wait = async (ms: number) => {
    await pause(ms, undefined, { signal: options.signal }).catch(() => undefined);
    options.signal?.throwIfAborted();
  };
  for (;;) {
    const figures = judgeDeliveries(placed, inShop, await readAll(erp));
    options.onProgress?.(figures);
    const settled = figures.delivered + figures.differing + figures.doubled === figures.orders;
    if (settled || performance.now() > end) break;
    await wait(1000);
  }
  await wait(options.settleMs);
  return judgeDeliveries(placed, inShop, await readAll(erp));
}
