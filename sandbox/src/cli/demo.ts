import { setTimeout as pause } from 'node:timers/promises';
import { Command, Option } from 'commander';
import { generatePlan } from '../checkout/checkout-plan.ts';
import { placeCheckout } from '../checkout/place-checkout.ts';
import { runCheckouts } from '../checkout/run-checkouts.ts';
import { waitForDeliveries } from '../demo/wait-for-deliveries.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { startSandbox } from '../start-sandbox.ts';
import { stopSandbox } from '../stop-sandbox.ts';
import { abortOnSignal } from './abort-on-signal.ts';
import { parsePositive, parseWhole } from './parse-number.ts';
import { addInstanceOptions, printResult, progressToStderr } from './shared-options.ts';

interface DemoOptions {
  name: string;
  baseDir: string;
  json?: true;
  once?: true;
  orders: number;
  every: number;
  erp: 'sandbox' | 'tryton';
  storage: 'hpos' | 'legacy';
  wordpress?: string;
  woocommerce?: string;
  wordpressVersion?: string;
  woocommerceVersion?: string;
}

/** Long enough for 20 orders on a slow machine that does much else; the demo says what is missing when it runs out. */
const DELIVERY_LIMIT_MS = 600_000;
const SETTLE_MS = 3_000;

const program = new Command('demo');
addInstanceOptions(
  program.description('A real shop, an ERP and the connector between them, with customers who buy.'),
  `demo-${process.pid}`,
)
  .option('--once', 'place the orders, wait for them, print the figures read from the ERP, and end')
  .option('--orders <number>', 'with --once: how many', parseWhole('--orders', 1, 10_000), 20)
  .option('--every <seconds>', 'without --once: time between two orders', parsePositive('--every'), 5)
  .addOption(new Option('--erp <kind>', 'which ERP').choices(['sandbox', 'tryton']).default('sandbox'))
  .addOption(
    new Option('--storage <kind>', 'where WooCommerce keeps orders')
      .choices(['hpos', 'legacy'])
      .default('hpos'),
  )
  .option('--wordpress <folder>', 'a WordPress of yours (copied, never changed)')
  .option('--woocommerce <folder>', 'a built WooCommerce of yours (copied, never changed)')
  .option('--wordpress-version <version>', 'this WordPress, from the cache or WordPress.org')
  .option('--woocommerce-version <version>', 'this WooCommerce, likewise')
  .action((options: DemoOptions) => abortOnSignal((signal) => run(options, signal)));

async function run(options: DemoOptions, signal: AbortSignal): Promise<void> {
  const { name, baseDir } = options;
  const instance = await startSandbox({
    name,
    baseDir,
    storage: options.storage,
    erp: options.erp,
    agent: true,
    signal,
    wordpressDir: options.wordpress,
    woocommerceDir: options.woocommerce,
    wordpressVersion: options.wordpressVersion,
    woocommerceVersion: options.woocommerceVersion,
    progress: progressToStderr,
  });
  try {
    if (options.once) await placeOnce(instance, options, signal);
    else await keepPlacing(instance, options, signal);
  } finally {
    progressToStderr('Taking everything down again …');
    await stopSandbox(name, baseDir);
  }
}

async function placeOnce(
  instance: SandboxInstance,
  options: DemoOptions,
  signal: AbortSignal,
): Promise<void> {
  const { erp, store } = instance;
  if (!erp) throw new Error('The demo started without an ERP.');
  progressToStderr(`Placing ${options.orders} orders …`);
  const result = await runCheckouts(instance, {
    count: options.orders,
    rate: 2,
    parallel: 3,
    plan: (index) => generatePlan(1, index),
    signal,
  });
  for (const one of result.failed) progressToStderr(`Checkout ${one.index} failed: ${one.message}`);
  let said = -1;
  const figures = await waitForDeliveries({ store, erp }, result.placed, {
    withinMs: DELIVERY_LIMIT_MS,
    settleMs: SETTLE_MS,
    signal,
    onProgress: ({ delivered, orders }) => {
      if (delivered !== said) progressToStderr(`${delivered} of ${orders} are in the ERP`);
      said = delivered;
    },
  });
  const report = {
    wordpress: store.wordpress,
    woocommerce: store.woocommerce,
    erp: { kind: erp.kind, version: erp.version },
    ...figures,
  };
  printResult(options.json, report, [
    `WordPress ${store.wordpress}, WooCommerce ${store.woocommerce} (${store.storage}), ${erp.kind} ${erp.version}`,
    `${figures.orders} orders placed, ${figures.delivered} in the ERP once, to the cent`,
    `${figures.doubled} doubled, ${figures.missing} missing, ${figures.differing} with another total or VAT`,
    ...(figures.latencyMs === null
      ? []
      : [
          `from checkout to ERP: median ${figures.latencyMs.p50} ms, 99 % within ${figures.latencyMs.p99} ms`,
        ]),
  ]);
  const all = figures.delivered === figures.orders && result.failed.length === 0;
  if (!all) {
    progressToStderr(
      `Not every order arrived. The connector's own view: ${instance.agent?.command ?? 'counterfoil'} status`,
    );
    process.exitCode = 1;
  }
}

/** Until Ctrl-C, which is how it ends well. */
async function keepPlacing(
  instance: SandboxInstance,
  options: DemoOptions,
  signal: AbortSignal,
): Promise<void> {
  const { store, erp } = instance;
  const about = {
    wpAdmin: `${store.url}/wp-admin/admin.php?page=counterfoil`,
    user: store.adminUser,
    password: store.adminPassword,
    erp: erp?.url ?? '',
  };
  printResult(options.json, about, [
    '',
    `  wp-admin   ${about.wpAdmin}`,
    `             log in as ${about.user} with the password ${about.password}`,
    `  shop       ${store.url}/shop/`,
    `  ERP        ${about.erp}${erp?.kind === 'tryton' ? `  (${erp.user} / ${erp.password})` : ''}`,
    '',
    `  An order every ${options.every} s. Ctrl+C ends the demo and leaves nothing behind.`,
    '',
  ]);
  for (let index = 0; !signal.aborted; index += 1) {
    try {
      const order = await placeCheckout(instance, generatePlan(1, index));
      progressToStderr(`order ${order.orderNumber}  ${order.total} ${store.currency}  ${order.status}`);
    } catch (error) {
      progressToStderr(`A checkout failed: ${error instanceof Error ? error.message : String(error)}`);
    }
    await pause(options.every * 1000, undefined, { signal }).catch(() => undefined);
  }
  process.exitCode = 0;
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode ||= 1; // Interrupted, it is 128 + the signal's number already.
}
