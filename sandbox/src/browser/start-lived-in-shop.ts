import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { generatePlan } from '../checkout/checkout-plan.ts';
import { placeCheckout } from '../checkout/place-checkout.ts';
import { runCheckouts } from '../checkout/run-checkouts.ts';
import { changeOrder, makeOrder } from '../e2e/act-in-shop.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { startSandbox } from '../start-sandbox.ts';
import { stopAllSandboxes } from '../stop-sandbox.ts';
import { makeTestFolder } from '../test-run/test-folder.ts';
import { untilState } from './until-state.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the shops of the browser tests live; all of them go when the tests end. */
    readonly browserShops: string;
  }
}

/** The shop that most browser tests look at, and none changes. */
export const LIVED_IN = 'lived-in';

let baseDir: string;

/**
 * Starts it once for all files of the browser project, with an order in each state that shoppers bring about by
 * themselves.
 */
export async function setup(project: TestProject): Promise<void> {
  baseDir = makeTestFolder('browser');
  project.provide('browserShops', baseDir);
  try {
    const shop = await startSandbox({ baseDir, name: LIVED_IN, erp: 'sandbox', progress: () => {} });
    quietAdmin(shop);
    await liveIn(shop);
  } catch (error) {
    await teardown();
    throw error;
  }
}

export async function teardown(): Promise<void> {
  await stopAllSandboxes(baseDir);
  rmSync(baseDir, { recursive: true, force: true });
}

/** Each page of wp-admin asks the shop only what our screens need (php/quiet-admin.php). */
export function quietAdmin(shop: SandboxInstance): void {
  const name = 'quiet-admin.php';
  cpSync(join(import.meta.dirname, 'php', name), join(shop.store.path, 'wp-content/mu-plugins', name));
}

/**
 * Orders as shoppers and a shopkeeper bring them about: in the ERP, needing a person for want of a SKU, changed after
 * delivery, not paid.
 */
export async function liveIn(shop: SandboxInstance, count = 9): Promise<void> {
  const { placed, failed } = await runCheckouts(shop, {
    count,
    rate: null,
    parallel: 2,
    plan: (index) => generatePlan(17, index),
  });
  if (failed.length > 0) throw new Error(`A shopper was refused: ${failed[0]?.message}`);
  const withoutSku = await placeCheckout(shop, {
    customer: { login: 'zoe' },
    lines: [
      { product: 'gift-box', quantity: 3 },
      { product: 'lamp', quantity: 1 },
    ],
  });
  await makeOrder(shop, { lines: [{ sku: 'CF-MUG', quantity: 2 }], status: 'pending' });
  const cancelled = placed.at(-1)?.orderId ?? 0;
  for (const { orderId } of placed) await untilState(shop, orderId, 'delivered');
  await untilState(shop, withoutSku.orderId, 'held');
  await changeOrder(shop, cancelled, "$order->update_status('cancelled'); return null;");
  await untilState(shop, cancelled, 'held');
}
