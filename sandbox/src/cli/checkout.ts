import { type Command, Option } from 'commander';
import { generatePlan } from '../checkout/checkout-plan.ts';
import { runCheckouts } from '../checkout/run-checkouts.ts';
import { openSandbox } from '../instance/sandbox-instance.ts';
import { SandboxError } from '../sandbox-error.ts';
import { parsePositive, parseWhole } from './parse-number.ts';
import { addInstanceOptions, printResult, progressToStderr } from './shared-options.ts';

interface CheckoutOptions {
  name: string;
  baseDir: string;
  json?: true;
  count: number;
  rate?: number;
  parallel: number;
  seed: number;
  via: 'block' | 'classic' | 'mixed';
  product?: string[];
  coupon?: string;
  payment?: 'cod' | 'bacs' | 'cheque';
  shipping?: 'flat' | 'free' | 'pickup' | 'abroad';
  customer?: string;
}

export function addCheckoutCommand(program: Command): void {
  const command = program
    .command('checkout')
    .description(
      'Place real orders over HTTP, as browsers do: a mix of guests and accounts, products, coupons and payments.',
    );
  addInstanceOptions(command)
    .option('--count <number>', 'how many', parseWhole('--count', 1, 100_000), 1)
    .option(
      '--rate <number>',
      'begun per second (default: as fast as --parallel allows)',
      parsePositive('--rate'),
    )
    .option('--parallel <number>', 'at most so many at once', parseWhole('--parallel', 1, 16), 3)
    .option('--seed <number>', 'another seed, other shoppers', parseWhole('--seed', 0, 999_999), 1)
    .addOption(
      new Option('--via <way>', 'checkout block, classic form, or by turns')
        .choices(['block', 'classic', 'mixed'])
        .default('block'),
    )
    .option('--product <keys...>', 'only these products (keys of store/products.ts)')
    .option('--coupon <code>', 'each with this coupon')
    .addOption(new Option('--payment <method>', 'each paid so').choices(['cod', 'bacs', 'cheque']))
    .addOption(
      new Option('--shipping <rate>', 'each shipped so').choices(['flat', 'free', 'pickup', 'abroad']),
    )
    .option('--customer <login>', 'each by this account')
    .action(async (options: CheckoutOptions) => {
      const instance = openSandbox(options.name, options.baseDir);
      const { payment, coupon, shipping, customer } = options;
      const result = await runCheckouts(instance, {
        count: options.count,
        rate: options.rate ?? null,
        parallel: options.parallel,
        plan: (index) => ({
          ...generatePlan(options.seed, index, options.product),
          via: options.via === 'mixed' ? (index % 2 === 0 ? 'block' : 'classic') : options.via,
          ...(payment === undefined ? {} : { payment }),
          ...(coupon === undefined ? {} : { coupon }),
          ...(shipping === undefined ? {} : { shipping }),
          ...(customer === undefined ? {} : { customer: { login: customer } }),
        }),
        onOrder: (order) =>
          progressToStderr(
            `order ${order.orderNumber}  ${order.total} ${instance.store.currency}  ${order.status}  ${order.tookMs} ms`,
          ),
      });
      const { tookMs } = result;
      printResult(options.json, result, [
        `${result.placed.length} placed, ${result.failed.length} failed in ${result.seconds} s (${result.perSecond}/s)`,
        ...(tookMs
          ? [
              `checkout request: p50 ${tookMs.p50} ms, p90 ${tookMs.p90} ms, p99 ${tookMs.p99} ms, max ${tookMs.max} ms`,
            ]
          : []),
      ]);
      if (result.failed.length > 0) {
        const first = result.failed.slice(0, 5).map((one) => `  shopper ${one.index}: ${one.message}`);
        throw new SandboxError(
          `${result.failed.length} of ${options.count} checkouts failed:\n${first.join('\n')}`,
        );
      }
    });
}
