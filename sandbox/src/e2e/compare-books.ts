import { compareWithShop, inWords } from '../erp/compare-with-shop.ts';
import type { ErpOrder } from '../erp/read-erp-orders.ts';
import type { ShopOrder } from '../store/read-shop-orders.ts';
import type { Journey } from './read-shop.ts';
import type { WholeWay } from './whole-way.ts';

/** What both ends say, and what the shopkeeper sees. Nothing of it comes from the agent. */
export interface Books {
  readonly shop: readonly ShopOrder[];
  readonly erp: readonly ErpOrder[];
  readonly journeys: readonly Journey[];
}

const COUNTED = ['processing', 'on-hold', 'completed'];
const REFERENCE = /^shop-o(\d+)-([A-Z2-7]{6})$/;

/** @returns what is wrong, in words; empty: every order exactly once, to the cent, and shown as what it is */
export function compareBooks(books: Books, meant: WholeWay['meant']): string[] {
  const documents = new Map<number, ErpOrder[]>();
  const wrong: string[] = [];
  for (const document of books.erp) {
    const id = Number(REFERENCE.exec(document.externalReference ?? '')?.[1] ?? 0);
    if (meant.lostByShop.has(document.externalReference ?? '')) continue;
    if (id === 0) wrong.push(`ERP order ${document.id} has the reference ${document.externalReference}`);
    documents.set(id, [...(documents.get(id) ?? []), document]);
  }
  const orders = new Map(books.shop.map((order) => [order.id, order]));
  const journeys = new Map(books.journeys.map((journey) => [journey.orderId, journey]));
  for (const id of new Set([...orders.keys(), ...journeys.keys(), ...documents.keys()])) {
    const order = orders.get(id) ?? null;
    const found = documents.get(id) ?? [];
    const journey = journeys.get(id) ?? null;
    for (const what of judge({ id, order, found, journey }, meant)) wrong.push(`order ${id}: ${what}`);
  }
  return wrong;
}

interface OneOrder {
  readonly id: number;
  /** Null: the shop has it no more. */
  readonly order: ShopOrder | null;
  readonly found: readonly ErpOrder[];
  readonly journey: Journey | null;
}

function* judge(one: OneOrder, meant: WholeWay['meant']): Generator<string> {
  const { id, order, found, journey } = one;
  const held = meant.held.get(id);
  const skipped = meant.skipped.get(id);
  const isCounted = order !== null && COUNTED.includes(order.status);
  const isDelivered =
    held === undefined ? skipped === undefined && isCounted : held.endsWith('_after_delivery');
  const shown = journey ? `${journey.state} ${journey.code}` : 'not shown';

  if (held !== undefined && !(journey?.state === 'held' && journey.code === held))
    yield `is ${shown} instead of held ${held}`;
  else if (skipped !== undefined && !(journey?.state === 'skipped' && journey.code === skipped))
    yield `is ${shown} instead of skipped ${skipped}`;
  else if (held === undefined && skipped === undefined) {
    const wanted = isCounted ? 'delivered' : 'not_paid';
    if (journey?.state !== wanted)
      yield `is ${shown} instead of ${wanted} (shop: ${order?.status ?? 'gone'})`;
  }

  if (!isDelivered) {
    if (found.length > 0) yield `is ${found.length} times in the ERP and should not be there`;
    return;
  }
  const [document] = found;
  if (!document || found.length !== 1) {
    yield `is ${found.length} times in the ERP (shop: ${order?.status ?? 'gone'}, ${shown})`;
    return;
  }
  if (journey?.documentNumber !== document.number)
    yield `is shown as ${journey?.documentNumber}, in the ERP ${document.number}`;
  if (!order) return;
  if (REFERENCE.exec(document.externalReference ?? '')?.[2] !== order.check)
    yield `has the check ${order.check}, in the ERP ${document.externalReference}`;
  const delivered = meant.erpTotals.get(id);
  // What the shop changed since shows in its taxes, too.
  const expected = delivered === undefined ? order : { ...order, total: delivered, taxes: null };
  yield* compareWithShop(expected, found).map((change) => `differs: ${inWords(change)}`);
}
