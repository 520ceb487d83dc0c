import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchAgent } from '../agent/start-agent.ts';
import { generatePlan } from '../checkout/checkout-plan.ts';
import { placeCheckout } from '../checkout/place-checkout.ts';
import type { PlacedOrder } from '../checkout/placed-order.ts';
import { runCheckouts } from '../checkout/run-checkouts.ts';
import { waitForDeliveries } from '../demo/wait-for-deliveries.ts';
import { startServer, stopServer } from '../erp/start-erp.ts';
import { readInstanceRecord } from '../instance/instance-record.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { waitUntil } from '../instance/wait-until.ts';
import { startSandbox } from '../start-sandbox.ts';
import { stopAllSandboxes } from '../stop-sandbox.ts';
import { armFault, disarmFault, orderThatKillsItsReader } from '../store/arm-fault.ts';
import { runInWordPress } from '../store/run-in-wordpress.ts';

let baseDir: string;
let shop: SandboxInstance;
const placed: PlacedOrder[] = [];

beforeAll(async () => {
  baseDir = mkdtempSync('/var/tmp/counterfoil-once-');
  chmodSync(baseDir, 0o711);
  shop = await startSandbox({ baseDir, name: 'once', erp: 'sandbox', agent: true, progress: () => {} });
});
afterAll(async () => {
  await stopAllSandboxes(baseDir);
  rmSync(baseDir, { recursive: true, force: true });
});

/** The ERP has every order of this file once, with the shop's total. */
async function expectAllOnce(): Promise<void> {
  if (!shop.erp) throw new Error('no ERP');
  const figures = await waitForDeliveries(shop.erp, placed, { withinMs: 120_000, settleMs: 2_000 });
  expect(figures).toMatchObject({
    orders: placed.length,
    delivered: placed.length,
    doubled: 0,
    missing: 0,
    totalsDiffer: 0,
  });
}

const stateOf = (orderId: number) =>
  runInWordPress<string | null>(
    shop,
    { code: 'return \\Counterfoil\\Oversight\\ListJourneys::ofThisSite()->one($args["id"])?->state->value;' },
    { id: orderId },
  );

async function restartAgentAfterKill(): Promise<void> {
  const record = readInstanceRecord(baseDir, 'once');
  if (!record?.agent?.pid) throw new Error('no agent');
  process.kill(record.agent.pid, 'SIGKILL');
  record.processes = record.processes.filter((one) => one.pid !== record.agent?.pid);
  await launchAgent(baseDir, record, shop.paths, record.agent);
}

describe('every order is in the ERP exactly once', () => {
  test('when the agent is killed twice while orders flow', async () => {
    const run = runCheckouts(shop, {
      count: 10,
      rate: null,
      parallel: 2,
      plan: (index) => generatePlan(3, index),
    });
    await waitUntil(() => false, 3_000);
    await restartAgentAfterKill();
    await waitUntil(() => false, 2_000);
    await restartAgentAfterKill();
    const result = await run;
    expect(result.failed).toEqual([]);
    placed.push(...result.placed);
    await expectAllOnce();
  });

  test('when the ERP is down while orders are placed', async () => {
    if (!shop.erp) throw new Error('no ERP');
    await stopServer(shop.erp, 'kill');
    for (const index of [1, 2, 3]) placed.push(await placeCheckout(shop, generatePlan(4, index)));
    await startServer(shop.erp);
    await expectAllOnce();
  });

  test('when PHP is killed in a checkout, for every order that came to be', async () => {
    armFault(shop, {
      name: 'die',
      action: 'kill',
      hook: 'woocommerce_order_status_changed',
      request: 'wc/store/v1/checkout',
    });
    await placeCheckout(shop, { customer: { guest: 901 } }).catch(() => undefined);
    const orders = await runInWordPress<{ id: number; number: string; total: string; status: string }[]>(
      shop,
      {
        code: 'return array_map(fn($o) => ["id" => $o->get_id(), "number" => $o->get_order_number(), "total" => $o->get_total(), "status" => $o->get_status()], wc_get_orders(["limit" => 3, "orderby" => "id", "order" => "DESC"]));',
      },
    );
    for (const order of orders) {
      if (!['processing', 'on-hold', 'completed'].includes(order.status)) continue;
      if (placed.some((one) => one.orderId === order.id)) continue;
      placed.push({
        orderId: order.id,
        orderNumber: order.number,
        total: order.total,
        status: order.status,
        answeredAt: Date.now(),
        tookMs: 0,
      });
    }
    placed.push(await placeCheckout(shop, { customer: { guest: 902 } }));
    await expectAllOnce();
  });

  test('also when reading one order kills PHP: the others go on, that one is held, and goes once it is mended', async () => {
    const record = readInstanceRecord(baseDir, 'once');
    const bad = await runInWordPress<number>(shop, {
      code: '$o = wc_create_order(); $o->add_product(wc_get_product(wc_get_product_id_by_sku("CF-PEN")), 2); $o->set_address(["first_name" => "Zoë", "last_name" => "Martin", "country" => "FR", "city" => "Paris", "postcode" => "75002", "address_1" => "1 rue", "email" => "zoe@example.test"], "billing"); $o->calculate_totals(); $o->save(); return $o->get_id();',
    });
    expect(record?.agent).not.toBeNull();
    const fault = orderThatKillsItsReader(bad);
    armFault(shop, fault);
    await runInWordPress(
      shop,
      { code: 'wc_get_order($args["id"])->update_status("processing"); return 1;' },
      { id: bad },
    );
    placed.push(await placeCheckout(shop, { customer: { guest: 903 } }));
    await expectAllOnce();
    expect(await waitUntil(async () => (await stateOf(bad)) === 'held', 90_000, 1_000)).toBe(true);
    disarmFault(shop, fault.name);
    await runInWordPress(
      shop,
      { code: 'return \\Counterfoil\\Oversight\\AskConnector::sendAgain($args["id"], 1);' },
      { id: bad },
    );
    const total = await runInWordPress<string>(
      shop,
      { code: 'return wc_get_order($args["id"])->get_total();' },
      { id: bad },
    );
    placed.push({
      orderId: bad,
      orderNumber: String(bad),
      total,
      status: 'processing',
      answeredAt: Date.now(),
      tookMs: 0,
    });
    await expectAllOnce();
  });

  test('and a refund after delivery is held and visible, never dropped', async () => {
    const order = placed[0];
    if (!order) throw new Error('nothing was placed');
    await runInWordPress(
      shop,
      {
        code: 'wc_create_refund(["order_id" => $args["id"], "amount" => "1.00", "reason" => "test"]); return 1;',
      },
      { id: order.orderId },
    );
    expect(await waitUntil(async () => (await stateOf(order.orderId)) === 'held', 60_000, 1_000)).toBe(true);
  });
});
