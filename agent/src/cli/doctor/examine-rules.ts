import type { ErpAdapter } from '../../adapters/erp-adapter.ts';
import type { CatalogueEntry, CatalogueKind } from '../../adapters/erp-documents.ts';
import { type MappingDocument, plain } from '../../flow/mapping/mapping-document.ts';
import { type Finding, findingsOf } from './finding.ts';

/** So many single products are looked up; who has more exceptions sees gaps as holds. */
const MOST_PRODUCTS = 200;

/** Compares the rules with the ERP's own lists: what a rule names must be there, and mean what the rule says. */
export async function examineRules(
  tenant: string,
  mapping: MappingDocument,
  adapter: ErpAdapter,
): Promise<Finding[]> {
  const list = (kind: CatalogueKind) => readList(adapter, kind);
  const findings = [
    ...taxFindings(tenant, mapping, await list('tax')),
    ...nameFindings(
      tenant,
      'payment term',
      mapping.payments.map(({ term }) => term),
      await list('payment_term'),
    ),
    ...nameFindings(tenant, 'channel', [mapping.orders.channel], await list('channel')),
    ...nameFindings(tenant, 'warehouse', [mapping.orders.warehouse], await list('warehouse')),
    ...(await productFindings(tenant, mapping, adapter)),
    ...(await customerFindings(tenant, mapping, adapter)),
    ...missingFindings(tenant, mapping, adapter),
  ];
  const { ok } = findingsOf({ tenant, area: 'rules' });
  const wrong = findings.filter(({ state }) => state === 'wrong').length;
  return wrong === 0
    ? [ok('rules', `"${mapping.version}": all that they name is in the ERP`), ...findings]
    : findings;
}

/** Null: the ERP has no such list, so nothing can be compared. */
async function readList(
  adapter: ErpAdapter,
  kind: CatalogueKind,
): Promise<Map<string, CatalogueEntry> | null> {
  if (!adapter.capabilities.lists.includes(kind)) return null;
  const entries = new Map<string, CatalogueEntry>();
  let page: string | null = null;
  do {
    const found = await adapter.readCatalogue(kind, page);
    for (const entry of found.entries) entries.set(entry.code, entry);
    page = found.next;
  } while (page !== null);
  return entries;
}

function taxFindings(
  tenant: string,
  mapping: MappingDocument,
  taxes: Map<string, CatalogueEntry> | null,
): Finding[] {
  if (!taxes) return [];
  const { wrong } = findingsOf({ tenant, area: 'rules' });
  return mapping.taxes.flatMap(({ percent, tax }) => {
    if (tax === null) return [];
    const entry = taxes.get(tax);
    if (!entry) return [absent(tenant, 'tax', tax, taxes)];
    if (entry.percent === null || plain(entry.percent) === plain(percent)) return [];
    const detail = `"${tax}" is ${plain(entry.percent)} % in the ERP, the rule says ${percent} %`;
    return [wrong('tax', detail, 'Orders with it would not add up and be held: name the right tax.')];
  });
}

function nameFindings(
  tenant: string,
  what: string,
  codes: readonly (string | null)[],
  known: Map<string, CatalogueEntry> | null,
): Finding[] {
  if (!known) return [];
  return [...new Set(codes)].flatMap((code) =>
    code === null || known.get(code)?.active ? [] : [absent(tenant, what, code, known)],
  );
}

function absent(tenant: string, what: string, code: string, known: Map<string, CatalogueEntry>): Finding {
  const { wrong } = findingsOf({ tenant, area: 'rules' });
  const some = [...known.values()].filter(({ active }) => active).slice(0, 10);
  const there = some.map((entry) => `"${entry.code}"`).join(', ');
  return wrong(
    what,
    `"${code}" is not in the ERP, or not active`,
    `It has: ${there === '' ? 'none' : there}`,
  );
}

async function productFindings(
  tenant: string,
  mapping: MappingDocument,
  adapter: ErpAdapter,
): Promise<Finding[]> {
  const { wrong, note } = findingsOf({ tenant, area: 'rules' });
  const codes = [
    mapping.shipping.product,
    mapping.fees.product,
    mapping.rounding?.product ?? null,
    ...mapping.shipping.exceptions.map(({ product }) => product),
    ...mapping.products.exceptions.map(({ product }) => product),
    ...mapping.products.shopProducts.map(({ product }) => product),
  ];
  const unique = [...new Set(codes.filter((code) => code !== null))];
  const findings: Finding[] = [];
  for (const code of unique.slice(0, MOST_PRODUCTS)) {
    const product = await adapter.findProduct(code);
    if (product?.active) continue;
    const detail = product
      ? `"${code}" can't be sold in the ERP (any more)`
      : `no article in the ERP has the code "${code}"`;
    findings.push(
      wrong('article', detail, 'Make or activate it in the ERP, or name another one in the rules.'),
    );
  }
  if (unique.length > MOST_PRODUCTS) {
    findings.push(note('articles', `${unique.length - MOST_PRODUCTS} more were not looked at`, ''));
  }
  return findings;
}

async function customerFindings(
  tenant: string,
  mapping: MappingDocument,
  adapter: ErpAdapter,
): Promise<Finding[]> {
  const { collective, guests } = mapping.customers;
  if (guests !== 'collective' || collective === null || adapter.capabilities.customers !== 'records')
    return [];
  const found = await adapter.findCustomer({ reference: collective, email: '' });
  if (found.answer === 'found') return [];
  const { wrong } = findingsOf({ tenant, area: 'rules' });
  return [
    wrong('customer', `no customer in the ERP is "${collective}"`, 'Name the one that all guests are.'),
  ];
}

/** Rules that are not there hold orders: worth knowing before the first one. */
function missingFindings(tenant: string, mapping: MappingDocument, adapter: ErpAdapter): Finding[] {
  const { note, wrong } = findingsOf({ tenant, area: 'rules' });
  const { orderStates } = adapter.capabilities;
  const target = mapping.orders.target;
  return [
    ...(orderStates.includes(target)
      ? []
      : [wrong('target', `the ERP has no state "${target}"`, `It has: ${orderStates.join(', ')}`)]),
    ...(mapping.taxes.length > 0 ? [] : [note('tax', 'no rules', 'Every order with tax is held.')]),
    ...(mapping.payments.length > 0 ? [] : [note('payment', 'no rules', 'Every order is held.')]),
    ...(mapping.shipping.product
      ? []
      : [note('shipping', 'no article', 'Orders with shipping costs are held.')]),
    ...(mapping.fees.product ? [] : [note('fees', 'no article', 'Orders with fees are held.')]),
    ...(mapping.rounding ? [] : [note('rounding', 'no article', 'Orders that differ by a cent are held.')]),
  ];
}
