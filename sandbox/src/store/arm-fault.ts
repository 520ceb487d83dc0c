import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstancePaths } from '../instance/instance-paths.ts';
import { SandboxError } from '../sandbox-error.ts';

/** How a request of the shop is broken on purpose. `sandbox/php/shop/counterfoil-sandbox/faults.php` carries it out. */
export interface Fault {
  /** Its file's name; a second fault of the same name replaces the first. */
  name: string;
  /**
   * `kill`: the PHP process is killed (SIGKILL), nothing runs after. `error`, `exception`: thrown from inside the hook.
   * `memory`: PHP's fatal error when memory is used up. `sleep`: the request stands still for `sleepMs`.
   */
  action: 'kill' | 'error' | 'exception' | 'memory' | 'sleep';
  /** The action or filter at which it strikes. */
  hook: string;
  /** At which call of the hook within one request, counted from 1. */
  nth?: number;
  /**
   * WordPress's priority. The default 10 comes before what plugins hook with 10, because the sandbox's plugin is loaded
   * first.
   */
  priority?: number;
  /** Only in requests whose address contains this text. */
  request?: string;
  /** Only calls of the hook that are about this order (an order object or its id among the arguments). */
  orderId?: number;
  /** After so many strikes it is over; null: never. */
  times?: number | null;
  sleepMs?: number;
}

const MOST_TIMES = 1_000;

/** Puts a fault in place; the next request meets it. */
export function armFault(instance: { paths: InstancePaths }, fault: Fault): void {
  if (!/^[a-z0-9-]{1,64}$/.test(fault.name)) {
    throw new SandboxError(`Fault name ${JSON.stringify(fault.name)}: use 1 to 64 of a-z, 0-9 and "-".`);
  }
  const times = fault.times === undefined ? 1 : fault.times;
  if (times !== null && !(Number.isInteger(times) && times >= 1 && times <= MOST_TIMES)) {
    throw new SandboxError(`times ${times}: a whole number from 1 to ${MOST_TIMES}, or null for always.`);
  }
  disarmFault(instance, fault.name);
  const file = join(instance.paths.faults, `${fault.name}.json`);
  for (let ticket = 1; ticket <= (times ?? 0); ticket += 1) writeFileSync(`${file}.${ticket}`, '');
  const whole = { nth: 1, priority: 10, request: null, orderId: null, sleepMs: 0, ...fault, times };
  writeFileSync(file, `${JSON.stringify(whole)}\n`);
}

/** A fault by which reading one order for the agent kills PHP: each time, until it is disarmed. */
export function orderThatKillsItsReader(orderId: number): Fault {
  // WooCommerce asks this filter for each order that it makes an object of, on both storages, with the id as third
  // argument.
  const hook = 'woocommerce_order_class';
  return {
    name: `unreadable-${orderId}`,
    action: 'kill',
    hook,
    orderId,
    request: 'counterfoil/v1/events',
    times: null,
  };
}

export function disarmFault(instance: { paths: InstancePaths }, name: string): void {
  for (const file of readdirSync(instance.paths.faults)) {
    if (file === `${name}.json` || file.startsWith(`${name}.json.`))
      rmSync(join(instance.paths.faults, file), { force: true });
  }
}

/** What is armed still, with the strikes that are left (null: no limit). */
export function listFaults(instance: { paths: InstancePaths }): (Fault & { left: number | null })[] {
  const files = readdirSync(instance.paths.faults);
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const fault = JSON.parse(readFileSync(join(instance.paths.faults, file), 'utf8')) as Fault;
      const left = fault.times === null ? null : files.filter((one) => one.startsWith(`${file}.`)).length;
      return { ...fault, left };
    });
}
