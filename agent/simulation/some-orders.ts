import type { OrderSnapshot } from '@counterfoil/shared-types';
import { Exact, moneyText } from '../src/money.ts';
import { isAtRest } from './check-rules.ts';
import type { Buyer } from './given-ids.ts';
import { makeLine, makeSnapshot } from './make-snapshot.ts';
import type { Chance } from './seeded-chance.ts';
import type { SeenJourney, SimulatedShop } from './simulated-shop.ts';

/** @param buyer null: somebody who buys only once */
export function someOrder(chance: Chance, id: number, buyer: Buyer | null, placedAt: string): OrderSnapshot {
  const quantity = chance.whole(1, 7);
  const cents = chance.whole(1, 9_999);
  const tax = Math.round(cents * 0.2);
  const sku = chance.happens(0.06)
    ? 'NOT-THERE'
    : chance.happens(0.04)
      ? ''
      : chance.pick(['MUG-BLUE', 'CUP']);
  const money = (amount: number) => `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;
  const line = makeLine({
    sku,
    quantity: String(quantity),
    total: money(cents),
    taxes: [{ rateId: 1, total: money(tax), subtotal: null }],
  });
  const status = chance.happens(0.05)
    ? 'quote-only'
    : chance.pick(['processing', 'on-hold', 'completed'] as const);
  const account = chance.happens(0.5) ? buyer : null;
  return makeSnapshot({
    id,
    number: String(id),
    check: someCheck(chance),
    status,
    customerId: account?.accountId ?? null,
    customerSince: account?.since ?? null,
    email: buyer?.email ?? `buyer-${id}@example.org`,
    createdAt: chance.happens(0.04) ? '2026-11-22T23:59:59.000Z' : placedAt,
    lines: [line],
    total: money(cents + tax + 720),
  });
}

function someCheck(chance: Chance): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return Array.from({ length: 6 }, () => letters.charAt(chance.whole(0, 31))).join('');
}

const CHANGES = [
  'complete',
  'complete',
  'note',
  'edit',
  'cancel',
  'refund',
  'trash',
  'delete',
  'unreadable',
  'readable',
  'send_again',
  'leave_out',
  'leave_as_is',
  'open_screen',
  'address',
  'anonymize',
  'uncancel',
] as const;

type Change = (typeof CHANGES)[number];

/** What people have open, by order: it may be long outdated when they say something of it. */
export type Screens = Map<number, SeenJourney>;

/** After which an order is not to be in the ERP. */
export const UNDOINGS = ['cancel', 'trash', 'delete'] as const;

/**
 * One order that is there changes, or a person asks something of it. @returns what happened; null: there is no order
 * yet
 */
export function changeSomeOrder(
  chance: Chance,
  shop: SimulatedShop,
  screens: Screens,
  kinds: readonly [Change, ...Change[]] = CHANGES,
): string | null {
  const [first, ...others] = shop.orders();
  if (!first) return null;
  const order = chance.pick([first, ...others]);
  const kind = chance.pick(kinds);
  const [line] = order.lines;
  if (kind === 'delete') shop.deleteForGood(order.id);
  else if (kind === 'unreadable') {
    shop.breakReading(order.id, true);
    shop.save(order);
  } else if (kind === 'readable') {
    shop.breakReading(order.id, false);
    shop.save(order);
  } else if (kind === 'open_screen') screens.set(order.id, shop.seen(order.id));
  else if (kind === 'send_again' || kind === 'leave_out' || kind === 'leave_as_is') {
    const screen = screens.get(order.id);
    screens.delete(order.id);
    shop.ask(`counterfoil.command.${kind}`, order.id, 'why not', screen);
  } else if (kind === 'complete') shop.save({ ...order, status: 'completed' });
  else if (kind === 'note') shop.save({ ...order, customerNote: `note ${chance.whole(1, 9)}` });
  else if (kind === 'cancel') shop.save({ ...order, status: 'cancelled' });
  else if (kind === 'uncancel') shop.save({ ...order, status: 'processing' });
  else if (kind === 'trash') shop.save({ ...order, status: 'trash' });
  else if (kind === 'refund') shop.save({ ...order, refundedTotal: '1.00' });
  else if (kind === 'address')
    shop.save({ ...order, billing: { ...order.billing, line1: `${chance.whole(1, 99)} quai` } });
  else if (kind === 'anonymize')
    shop.save({
      ...order,
      anonymized: true,
      email: '',
      billing: { ...order.billing, firstName: '', lastName: '' },
    });
  else if (line) {
    // 10.00 net more at 20 %: the total moves with it.
    const plus = (money: string, more: string) => moneyText(new Exact(money).plus(more), order.currency);
    const taxes = line.taxes.map((tax) => ({ ...tax, total: plus(tax.total, '2.00') }));
    const edited = { ...line, total: plus(line.total, '10.00'), taxes };
    shop.save({ ...order, lines: [edited], total: plus(order.total, '12.00') });
  }
  return `order ${order.id}: ${kind}`;
}

/** Ids that a restored shop gave again: a person says of each order that it is a new one. @returns what they did */
export function sayNewOrders(shop: SimulatedShop): string[] {
  const asked = shop
    .orders()
    .filter(({ id }) => shop.journey(id)?.code === 'binding_of_another_order' && isAtRest(shop, id));
  return asked.map(({ id }) => {
    shop.ask('counterfoil.command.new_order', id, '');
    return `a person says that order ${id} is a new one`;
  });
}

/** Who is told that they spoke of an older state looks again, and sends the order as it is. @returns what they did */
export function lookAgain(shop: SimulatedShop): string[] {
  const asked = shop.orders().filter(({ id }) => {
    const isHeld = shop.journey(id)?.state === 'held' && isAtRest(shop, id);
    return isHeld && shop.steps(id).at(-1)?.code.endsWith('word_outdated');
  });
  return asked.map(({ id }) => {
    shop.ask('counterfoil.command.send_again', id, '');
    return `a person looks at order ${id} again, and sends it`;
  });
}

/** The right is given back: a person presses the button that the page shows beside it. @returns what they did */
export function sendForbiddenAgain(shop: SimulatedShop): string[] {
  const forbidden = shop.orders().filter(({ id }) => shop.journey(id)?.code === 'erp_permission');
  return forbidden.map(({ id }) => {
    shop.ask('counterfoil.command.send_again', id, '');
    return `a person sends order ${id} again`;
  });
}
