import type { ErpAdapter } from '../../adapters/erp-adapter.ts';
import type { CatalogueEntry, CatalogueKind } from '../../adapters/erp-documents.ts';
import { type MappingDocument, plain } from '../../flow/mapping/mapping-document.ts';
import { type Said, saying } from '../saying.ts';
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
      saying('what_payment_term'),
      mapping.payments.map(({ term }) => term),
      await list('payment_term'),
    ),
    ...nameFindings(tenant, saying('what_channel'), [mapping.orders.channel], await list('channel')),
    ...nameFindings(tenant, saying('what_warehouse'), [mapping.orders.warehouse], await list('warehouse')),
    ...(await productFindings(tenant, mapping, adapter)),
    ...(await customerFindings(tenant, mapping, adapter)),
    ...missingFindings(tenant, mapping, adapter),
  ];
  const { ok } = findingsOf({ tenant, area: 'rules' });
  const wrong = findings.filter(({ state }) => state === 'wrong').length;
  return wrong === 0
    ? [ok(saying('what_rules'), saying('rules_all_there', { rules: mapping.version })), ...findings]
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
    if (!entry) return [absent(tenant, saying('what_tax'), tax, taxes)];
    if (entry.percent === null || plain(entry.percent) === plain(percent)) return [];
    const detail = saying('tax_percent', { tax, inErp: plain(entry.percent), inRule: percent });
    return [wrong(saying('what_tax'), detail, saying('tax_percent_mend'))];
  });
}

function nameFindings(
  tenant: string,
  what: Said,
  codes: readonly (string | null)[],
  known: Map<string, CatalogueEntry> | null,
): Finding[] {
  if (!known) return [];
  return [...new Set(codes)].flatMap((code) =>
    code === null || known.get(code)?.active ? [] : [absent(tenant, what, code, known)],
  );
}

function absent(tenant: string, what: Said, code: string, known: Map<string, CatalogueEntry>): Finding {
  const { wrong } = findingsOf({ tenant, area: 'rules' });
  const some = [...known.values()].filter(({ active }) => active).slice(0, 10);
  const there = some.map((entry) => `"${entry.code}"`).join(', ');
  return wrong(
    what,
    saying('code_absent', { code }),
    there === '' ? saying('code_absent_none') : saying('code_absent_mend', { codes: there }),
  );
}

async function productFindings(
  tenant: string,
  mapping: MappingDocument,
  adapter: ErpAdapter,
): Promise<Finding[]> {
  const { wrong, note } = findingsOf({ tenant, area: 'rules' });
  const places = productPlaces(mapping);
  const findings: Finding[] = [];
  for (const [code, named] of [...places].slice(0, MOST_PRODUCTS)) {
    const product = await adapter.findProduct(code);
    if (product?.active) continue;
    const detail = saying(product ? 'article_inactive' : 'article_unknown', {
      code,
      place: named.join(', '),
    });
    findings.push(wrong(saying('what_article'), detail, saying('article_mend')));
  }
  if (places.size > MOST_PRODUCTS) {
    const count = places.size - MOST_PRODUCTS;
    findings.push(note(saying('what_articles'), saying('articles_more', { count }), ''));
  }
  return findings;
}

/** Each article that the rules name, with the paths of the rules that do. */
function productPlaces({ shipping, fees, rounding, products }: MappingDocument): Map<string, string[]> {
  const named: [string | null, string][] = [
    [shipping.product, 'shipping.product'],
    [fees.product, 'fees.product'],
    [rounding?.product ?? null, 'rounding.product'],
    ...eachOf(shipping.exceptions, 'shipping.exceptions'),
    ...eachOf(products.exceptions, 'products.exceptions'),
    ...eachOf(products.shopProducts, 'products.shopProducts'),
  ];
  const places = new Map<string, string[]>();
  for (const [code, path] of named) {
    if (code !== null) places.set(code, [...(places.get(code) ?? []), `mapping.${path}`]);
  }
  return places;
}

function eachOf(rules: readonly { readonly product: string }[], path: string): [string, string][] {
  return rules.map(({ product }, index) => [product, `${path}[${index}].product`]);
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
    wrong(
      saying('what_customer'),
      saying('customer_absent', { customer: collective }),
      saying('customer_mend'),
    ),
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
      : [
          wrong(
            saying('what_target'),
            saying('target_absent', { target }),
            saying('target_mend', { states: orderStates.join(', ') }),
          ),
        ]),
    ...(mapping.taxes.length > 0
      ? []
      : [note(saying('what_tax'), saying('no_rules'), saying('tax_rules_mend'))]),
    ...(mapping.payments.length > 0
      ? []
      : [note(saying('what_payment'), saying('no_rules'), saying('payment_rules_mend'))]),
    ...(mapping.shipping.product
      ? []
      : [note(saying('what_shipping'), saying('no_article'), saying('shipping_mend'))]),
    ...(mapping.fees.product ? [] : [note(saying('what_fees'), saying('no_article'), saying('fees_mend'))]),
    ...(mapping.rounding
      ? []
      : [note(saying('what_rounding'), saying('no_article'), saying('rounding_mend'))]),
  ];
}
