import { Command } from 'commander';
import type { Figure } from '../bench/figure.ts';
import { measureCheckout } from '../bench/measure-checkout.ts';
import { measureDeliveries } from '../bench/measure-deliveries.ts';
import { measureEvents } from '../bench/measure-events.ts';
import { measureIdle } from '../bench/measure-idle.ts';
import { measureLatency } from '../bench/measure-latency.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
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
  only: readonly PartName[];
}

interface Part {
  readonly erp: 'sandbox' | 'tryton';
  measure(instance: SandboxInstance, options: BenchOptions): Promise<Figure[]>;
}

/**
 * In this order, those of one ERP in one shop: first what wants a shop and an agent that are at rest, last what stops
 * the agent.
 */
const PARTS = {
  idle: { erp: 'sandbox', measure: measureIdle },
  latency: { erp: 'sandbox', measure: (instance) => measureLatency(instance, progressToStderr) },
  checkout: {
    erp: 'sandbox',
    measure: (instance, { pairs }) => measureCheckout(instance, pairs, progressToStderr),
  },
  events: { erp: 'sandbox', measure: (instance) => measureEvents(instance, progressToStderr) },
  deliveries: { erp: 'tryton', measure: (instance) => measureDeliveries(instance, progressToStderr) },
} as const satisfies Record<string, Part>;

type PartName = keyof typeof PARTS;
const names = Object.keys(PARTS) as PartName[];

function parseParts(text: string): PartName[] {
  const asked = text.split(',').map((name) => name.trim());
  for (const name of asked) {
    if (!(name in PARTS)) throw new Error(`--only ${name}: there are ${names.join(', ')}.`);
  }
  return names.filter((name) => asked.includes(name));
}

const program = new Command('bench');
addInstanceOptions(
  program.description(
    'Measures on real WooCommerce what Counterfoil costs and how fast it is; both sides of a ratio in one run.',
  ),
  `bench-${process.pid}`,
)
  .option(
    '--pairs <number>',
    'pairs of checkouts with and without the plugin',
    parseWhole('--pairs', 1, 10_000),
    200,
  )
  .option('--only <parts>', `only these, by comma: ${names.join(', ')}`, parseParts, names)
  .action((options: BenchOptions) => abortOnSignal((signal) => run(options, signal)));

async function run(options: BenchOptions, signal: AbortSignal): Promise<void> {
  const figures: Figure[] = [];
  for (const erp of ['sandbox', 'tryton'] as const) {
    const parts = options.only.filter((name) => PARTS[name].erp === erp);
    if (parts.length > 0) figures.push(...(await measureIn(erp, parts, options, signal)));
  }
  printResult(options.json, { figures }, figures.map(lineOf));
  if (figures.some((one) => !one.holds)) process.exitCode = 1;
}

/** Measures some parts in a shop of their own, one after the other. */
async function measureIn(
  erp: Part['erp'],
  parts: readonly PartName[],
  options: BenchOptions,
  signal: AbortSignal,
): Promise<Figure[]> {
  const { baseDir } = options;
  const name = `${options.name}-${erp}`;
  const instance = await startSandbox({
    name,
    baseDir,
    erp,
    agent: true,
    debug: false,
    signal,
    progress: progressToStderr,
  });
  const figures: Figure[] = [];
  try {
    for (const part of parts) {
      signal.throwIfAborted();
      progressToStderr(`— ${part}`);
      const began = performance.now();
      const measured = await unlessAborted(signal, PARTS[part].measure(instance, options));
      for (const one of measured) progressToStderr(lineOf(one));
      progressToStderr(`— ${part} took ${Math.round((performance.now() - began) / 1000)} s`);
      figures.push(...measured);
    }
  } finally {
    await stopSandbox(name, baseDir);
  }
  return figures;
}

/** A measurement that is broken off is left to itself; the process ends once its shop is taken down. */
function unlessAborted<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    work.then(resolve, reject);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function lineOf(one: Figure): string {
  const against = one.against === null ? '' : ` ÷ ${one.against}`;
  return `${one.holds ? 'holds' : 'FAILS'}  ${one.name}  ${one.measured}${against} ${one.unit}  ${one.bound}`;
}

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode ||= 1; // Interrupted, it is 128 + the signal's number already.
  process.exit();
}
