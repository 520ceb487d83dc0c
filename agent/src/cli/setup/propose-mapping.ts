import type { ErpAdapter } from '../../adapters/erp-adapter.ts';
import type { CatalogueEntry, CatalogueKind, ErpOrderState } from '../../adapters/erp-documents.ts';
import { plain } from '../../flow/mapping/mapping-document.ts';

/** The ERP's own lists, as far as rules are about them. A list that the ERP does not have is empty. */
export type ErpLists = Readonly<
  Record<'tax' | 'payment_term' | 'product' | 'channel', readonly CatalogueEntry[]>
>;

/** One thing to match, what is suggested for it (null: nothing fits), and what else there is. */
export interface Suggestion {
  readonly code: string | null;
  readonly others: readonly CatalogueEntry[];
}

export interface ProposedMapping {
  readonly taxes: readonly ({ readonly percent: string } & Suggestion)[];
  readonly payment: Suggestion;
  readonly shipping: Suggestion;
  readonly fee: Suggestion;
  readonly rounding: Suggestion;
  readonly channel: Suggestion;
  readonly target: Exclude<ErpOrderState, 'cancelled' | 'done'>;
}

/** A shipping, fee or rounding product is looked for among so many; beyond, its owner names it. */
const MOST_PRODUCTS = 5_000;

export async function readErpLists(adapter: ErpAdapter): Promise<ErpLists> {
  const read = async (kind: CatalogueKind) => {
    const entries: CatalogueEntry[] = [];
    if (!adapter.capabilities.lists.includes(kind)) return entries;
    let page: string | null = null;
    do {
      const found = await adapter.readCatalogue(kind, page);
      entries.push(...found.entries.filter((entry) => entry.active));
      page = found.next;
    } while (page !== null && entries.length < MOST_PRODUCTS);
    return entries;
  };
  return {
    tax: await read('tax'),
    payment_term: await read('payment_term'),
    product: await read('product'),
    channel: await read('channel'),
  };
}

const NAMES = {
  shipping:
    /shipping|shipment|delivery|freight|carriage|postage|versand|porto|livraison|frais de port|env[ií]o|spedizione|verzend/i,
  fee: /\bfees?\b|surcharge|gebühr|zuschlag|frais|recargo|commissione|toeslag/i,
  rounding: /round|rundung|arrondi|redondeo|arrotond|afrond/i,
  atOnce: /immediate|at once|cash|prepa|sofort|vorkasse|comptant|contado|contanti|contant|\b0\b/i,
};

/** What fits by the ERP's own lists. Every suggestion is shown to the owner before anything goes by it. */
export function proposeMapping(lists: ErpLists, states: readonly ErpOrderState[]): ProposedMapping {
  const { product, payment_term: terms, channel } = lists;
  const byName = (pattern: RegExp, entries: readonly CatalogueEntry[]): Suggestion => {
    const fits = entries.filter(({ code, name }) => pattern.test(code) || pattern.test(name));
    return { code: fits[0]?.code ?? null, others: fits.slice(1) };
  };
  const atOnce = byName(NAMES.atOnce, terms);
  return {
    taxes: proposeTaxes(lists.tax),
    payment: { ...atOnce, others: terms.filter(({ code }) => code !== atOnce.code) },
    shipping: byName(NAMES.shipping, product),
    fee: byName(NAMES.fee, product),
    rounding: byName(NAMES.rounding, product),
    channel: { code: channel[0]?.code ?? null, others: channel.slice(1) },
    target: (['confirmed', 'quoted', 'draft'] as const).find((state) => states.includes(state)) ?? 'draft',
  };
}

/** One rule for each percentage that the ERP's taxes have, highest first; and for 0 % always one. */
function proposeTaxes(taxes: readonly CatalogueEntry[]): ProposedMapping['taxes'] {
  const byPercent = new Map<string, CatalogueEntry[]>();
  for (const tax of taxes) {
    if (tax.percent === null || tax.percent.startsWith('-')) continue;
    const percent = plain(tax.percent);
    byPercent.set(percent, [...(byPercent.get(percent) ?? []), tax]);
  }
  if (!byPercent.has('0')) byPercent.set('0', []);
  return [...byPercent]
    .sort(([a], [b]) => Number(b) - Number(a))
    .map(([percent, [first, ...others]]) => ({ percent, code: first?.code ?? null, others }));
}
