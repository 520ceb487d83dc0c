import { type Command, Option } from 'commander';
import { openSandbox } from '../instance/sandbox-instance.ts';
import { SandboxError } from '../sandbox-error.ts';
import {
  armFault,
  disarmFault,
  type Fault,
  listFaults,
  orderThatKillsItsReader,
} from '../store/arm-fault.ts';
import { parseWhole } from './parse-number.ts';
import { addInstanceOptions, printResult } from './shared-options.ts';

interface FaultOptions {
  name: string;
  baseDir: string;
  json?: true;
  hook?: string;
  action: Fault['action'];
  nth: number;
  priority: number;
  request?: string;
  orderId?: number;
  times: number;
  always?: true;
  sleepMs: number;
  unreadable?: number;
  clear?: true;
}

function readFault(options: FaultOptions): Fault | null {
  if (options.unreadable !== undefined) return orderThatKillsItsReader(options.unreadable);
  if (options.hook === undefined) return null;
  return {
    name: options.hook.replace(/[^a-z0-9]+/g, '-').slice(0, 64),
    action: options.action,
    hook: options.hook,
    nth: options.nth,
    priority: options.priority,
    times: options.always ? null : options.times,
    sleepMs: options.sleepMs,
    ...(options.request === undefined ? {} : { request: options.request }),
    ...(options.orderId === undefined ? {} : { orderId: options.orderId }),
  };
}

export function addFaultCommand(program: Command): void {
  const command = program
    .command('fault')
    .description(
      'Break the shop on purpose: kill PHP at a hook of a checkout, make one order unreadable. Without --hook: list.',
    );
  addInstanceOptions(command)
    .option(
      '--hook <hook>',
      'the WordPress action or filter, for example woocommerce_after_order_object_save',
    )
    .addOption(
      new Option('--action <what>', 'what happens there')
        .choices(['kill', 'error', 'exception', 'memory', 'sleep'])
        .default('kill'),
    )
    .option('--nth <number>', 'at which call within one request', parseWhole('--nth', 1, 10_000), 1)
    .option(
      '--priority <number>',
      'when among what else is hooked there',
      parseWhole('--priority', 0, 2_147_483_647),
      10,
    )
    .option('--request <text>', 'only where the address contains this')
    .option('--order-id <id>', 'only for this order', parseWhole('--order-id', 1, Number.MAX_SAFE_INTEGER))
    .option('--times <number>', 'so often, then never again', parseWhole('--times', 1, 1_000), 1)
    .option('--always', 'without an end')
    .option('--sleep-ms <number>', 'for --action sleep', parseWhole('--sleep-ms', 0, 60_000), 1_000)
    .option(
      '--unreadable <id>',
      'reading this order for the agent kills PHP, each time',
      parseWhole('--unreadable', 1, Number.MAX_SAFE_INTEGER),
    )
    .option('--clear', 'disarm every fault')
    .action((options: FaultOptions) => {
      const instance = openSandbox(options.name, options.baseDir);
      const fault = readFault(options);
      if (fault && options.clear) throw new SandboxError('--clear goes alone: it disarms every fault.');
      if (options.clear) for (const one of listFaults(instance)) disarmFault(instance, one.name);
      if (fault) armFault(instance, fault);
      const faults = listFaults(instance);
      const lines = faults.map(
        (one) =>
          `${one.name}: ${one.action} at ${one.hook} #${one.nth ?? 1}, ${one.left ?? 'any number of'} times more`,
      );
      printResult(options.json, { faults }, lines.length > 0 ? lines : ['No fault is armed.']);
    });
}
