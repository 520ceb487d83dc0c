import { Command } from 'commander';
import { measureCheckout } from '../bench/measure-checkout.ts';
import { measureIdle } from '../bench/measure-idle.ts';
import { startSandbox } from '../start-sandbox.ts';
import { stopSandbox } from '../stop-sandbox.ts';
import { abortOnSignal } from './abort-on-signal.ts';
import { parseWhole } from './parse-number.ts';
import { addInstanceOptions, printResult, progressToStderr } from './shared-options.ts';

interface BenchOptions {
  name: string;
  baseDir: string;
  json?: true;
  pairs: number;
}

const program = new Command('bench');
addInstanceOptions(
  program.description(
    'Measures on real WooCommerce what Counterfoil costs; both sides of a ratio in one run.',
  ),
)
  .option(
    '--pairs <number>',
    'pairs of checkouts with and without the plugin',
    parseWhole('--pairs', 1, 10_000),
    200,
  )
  .setOptionValue('name', `bench-${process.pid}`)
  .action(run);

async function run(options: BenchOptions): Promise<void> {
  const { name, baseDir } = options;
  const instance = await abortOnSignal((signal) =>
    startSandbox({
      name,
      baseDir,
      erp: 'sandbox',
      agent: true,
      debug: false,
      signal,
      progress: progressToStderr,
    }),
  );
  try {
    progressToStderr('An idle minute …');
    const idle = await measureIdle(instance);
    const figures = [...idle, ...(await measureCheckout(instance, options.pairs, progressToStderr))];
    printResult(
      options.json,
      { figures },
      figures.map(
        (one) =>
          `${one.holds ? 'holds' : 'FAILS'}  ${one.name}  ${one.measured}${one.against === null ? '' : ` ÷ ${one.against}`} ${one.unit}  ${one.bound}`,
      ),
    );
    if (figures.some((one) => !one.holds)) process.exitCode = 1;
  } finally {
    await stopSandbox(name, baseDir);
  }
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
