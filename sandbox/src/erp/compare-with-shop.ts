import { type Change, compareOrder, type ReadDocument } from '@counterfoil/agent/comparing/compare-order';
import type { ShopOrder } from '../store/read-shop-orders.ts';
import type { ErpOrder } from './read-erp-orders.ts';

/**
 * Prices and customers are not compared here; a tax may differ by what the sandbox's rules let go to the rounding line.
 */
const ACCURACY = { priceDigits: 4, roundingLimit: '0.05' };

/** The ERPs' own words for a state. */
const STATES: Readonly<Record<string, ReadDocument['state']>> = {
  draft: 'draft',
  quotation: 'quoted',
  confirmed: 'confirmed',
  processing: 'processed',
  shipped: 'done',
  done: 'done',
  cancelled: 'cancelled',
};

/** What the shop has of an order. `taxes` null: not to be compared. */
export type InShop = Pick<ShopOrder, 'total' | 'currency'> & { readonly taxes: ShopOrder['taxes'] | null };

/**
 * What differs between an order and all that the ERP has of it, by the connector's own comparer; each side read for
 * itself, past the connector. Taxes are compared by their percentages.
 */
export function compareWithShop(order: InShop, documents: readonly ErpOrder[]): readonly Change[] {
  const expected = {
    total: order.total,
    currency: order.currency,
    taxes: order.taxes?.map(({ percent, amount }) => ({ code: percent, amount })) ?? null,
    state: 'confirmed',
    customerId: null,
    lines: null,
  } as const;
  return compareOrder(expected, documents.map(asRead), ACCURACY);
}

/** `total 12.50 EUR → 12.51 EUR`: the ERP's side → the shop's. */
export function inWords({ what, line, before, after }: Change): string {
  const name = line === null ? what : `${what} ${line}`;
  return `${name} ${before ?? '–'} → ${after ?? '–'}`;
}

function asRead(order: ErpOrder): ReadDocument {
  const state = STATES[order.state];
  if (!state) throw new Error(`ERP order ${order.id} is in the unknown state ${order.state}`);
  return {
    number: order.number ?? '',
    state,
    currency: order.currency,
    customerId: null,
    total: order.total,
    taxes: order.taxes.map(({ percent, amount }) => ({ code: percent, amount })),
    lines: [],
  };
}
