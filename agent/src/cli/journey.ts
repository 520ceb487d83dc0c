import type { Message } from '@counterfoil/shared-types';
import { findConfig } from '../daemon/config/config-places.ts';
import { readConfig } from '../daemon/config/read-config.ts';
import { type StepTold, stepsOf } from '../flow/receipts/read-journeys.ts';
import { chooseTenants } from './choose-tenants.ts';
import { CommandFailure } from './command-failure.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { nameDocument } from './name-documents.ts';
import { openBooks } from './open-books.ts';
import { findById, findByNumber, type OrderInBooks } from './read-books.ts';
import type { Sayings } from './say.ts';
import { saying } from './saying.ts';
import { printResult, type Terminal } from './terminal.ts';
import { howLong, localTime } from './write-times.ts';

interface FoundOrder extends OrderInBooks {
  readonly tenant: string;
  readonly steps: readonly StepTold[];
}

/**
 * Where an order is and everything that happened to it. `#123` is the shop's id, everything else the number that it
 * shows.
 */
export async function journey(
  terminal: Terminal,
  options: { config?: string; tenant?: string },
  order: string,
): Promise<ExitCode> {
  const config = readConfig(findConfig(options.config, terminal.environment));
  const tenants = chooseTenants(config, options.tenant);
  const books = await openBooks(config, terminal);
  try {
    const found: FoundOrder[] = [];
    const byId = /^#(\d{1,16})$/.exec(order)?.[1];
    for (const { id: tenant } of tenants) {
      const orders = byId
        ? await findById(books.database, tenant, Number(byId))
        : await findByNumber(books.database, tenant, order);
      for (const one of orders) {
        const named = (says: Message) => nameDocument(says, one.documents, terminal.sayings);
        const steps = await stepsOf(books.database, tenant, one);
        found.push({
          ...{ tenant, ...one, says: named(one.says) },
          steps: steps.map((step) => ({ ...step, says: named(step.says) })),
        });
      }
    }
    if (found.length === 0) throw notFound(order, tenants.length);
    const { sayings } = terminal;
    const lines = found.flatMap((one) => ['', ...describe(one, sayings)]);
    printResult(terminal, { orders: found.map((one) => inWords(one, sayings)) }, lines.slice(1));
    return EXIT.ok;
  } finally {
    await books.close();
  }
}

function notFound(order: string, shops: number): CommandFailure {
  const said =
    shops === 1
      ? saying('order_unknown', { order })
      : saying('order_unknown_anywhere', { order, count: shops });
  return new CommandFailure(EXIT.notFound, 'order_unknown', said, saying('order_unknown_out'));
}

/** The order as JSON, each code with its sentence beside it. */
function inWords(order: FoundOrder, sayings: Sayings): object {
  return {
    ...order,
    text: sayings.message(order.says),
    whatToDo: whatToDo(order, sayings),
    steps: order.steps.map((step) => ({ ...step, text: sayings.message(step.says) })),
  };
}

/** Of what waits for a person, and of what never goes by itself; null: there is nothing to do. */
function whatToDo({ state, says }: FoundOrder, sayings: Sayings): string | null {
  const isForPerson = needsYou(state) || says.code === 'before_cutover';
  return isForPerson ? sayings.whatToDo(says) : null;
}

function needsYou(state: FoundOrder['state']): boolean {
  return state === 'held' || state === 'broken';
}

function describe(order: FoundOrder, sayings: Sayings): string[] {
  const name = sayings.screen('screen_order_number', { number: order.number ?? `#${order.orderId}` });
  const money = order.total === null ? '' : ` · ${order.total} ${order.currency ?? ''}`;
  const todo = whatToDo(order, sayings);
  let before: number | null = null;
  return [
    `${name}${money} · ${order.tenant}`,
    sayings.said(
      saying('order_since', { sentence: sayings.message(order.says), time: localTime(order.since) }),
    ),
    ...(todo === null ? [] : [`${sayings.screen('screen_todo')} ${todo}`]),
    ...(needsYou(order.state) ? [sayings.said(saying('order_decide'))] : []),
    '',
    ...(order.steps.length === 0 ? [`  ${sayings.said(saying('steps_forgotten'))}`] : []),
    ...order.steps.map(({ at, says }) => {
      const now = Date.parse(at);
      const gap = before === null ? '' : `   + ${gapOf(now - before, sayings)}`;
      before = now;
      return `  ${localTime(at)}   ${sayings.message(says)}${gap}`;
    }),
  ];
}

function gapOf(ms: number, sayings: Sayings): string {
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  return ms < 10_000 ? `${(ms / 1000).toLocaleString(sayings.language, digits)} s` : howLong(ms, sayings);
}
