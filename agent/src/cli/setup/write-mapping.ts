import type { CatalogueEntry } from '../../adapters/erp-documents.ts';
import { inOneLine } from '../../plain-text.ts';
import type { ProposedMapping, Suggestion } from './propose-mapping.ts';
import { yamlText } from './yaml-text.ts';

/**
 * A proposal as commented YAML: what was chosen, and what else the ERP has.
 * @param version what receipts and wp-admin show
 * @param decimals of the shop's currency
 */
export function writeMapping(proposal: ProposedMapping, version: string, decimals: number): string {
  const { taxes, payment, shipping, fee, rounding, channel, target } = proposal;
  const lines = [
    '# What becomes what. A rule that an order needs and that is missing here holds that order, and says so.',
    `version: ${yamlText(version)}`,
    '',
    "# The shop's SKU is the ERP's product code. Exceptions by SKU, or by the shop's own ids for what has no SKU:",
    'products:',
    '  rule: sku',
    '  exceptions: []       # - { sku: "ABC", product: "ERP-1" }',
    '  shopProducts: []     # - { productId: 12, variationId: 0, product: "ERP-2" }',
    '',
    '# By percentage, and by the country that the order goes to ("*": any). tax: null means no tax code.',
    'taxes:',
    ...taxes.flatMap((tax) => [
      `  - { percent: ${yamlText(tax.percent)}, country: "*", tax: ${code(tax)} }`,
      ...others(tax, '    '),
    ]),
    '',
    '# By WooCommerce\'s payment method (cod, bacs, stripe); "*" is for all others. term: null means without one.',
    'payments:',
    `  - { method: "*", term: ${code(payment)} }`,
    ...others(payment, '    '),
    '',
    '# The article that shipping costs go to; exceptions by method (local_pickup) or one of its instances (flat_rate:3).',
    'shipping:',
    `  product: ${code(shipping)}${missing(shipping, 'orders with shipping costs are held')}`,
    ...others(shipping, '  '),
    '  exceptions: []       # - { method: "local_pickup", product: "PICKUP" }',
    '',
    'fees:',
    `  product: ${code(fee)}${missing(fee, 'orders with fees are held')}`,
    ...others(fee, '  '),
    '',
    "# A cent that the ERP computes otherwise goes to this article, up to the limit, in the order's currency.",
    ...roundingLines(rounding, fiveUnits(decimals)),
    '',
    '# own: each shop account gets its own customer; by_email: the customer with that address is taken.',
    'customers:',
    '  accounts: own',
    '  guests: by_email     # or: collective',
    '  collective: null     # reference or number of the customer that all guests are',
    '',
    'orders:',
    '  # Statuses in which an order goes to the ERP.',
    '  statuses: [processing, on-hold, completed]',
    `  # How far it is brought there: draft, quoted, confirmed or processed.`,
    `  target: ${target}`,
    `  channel: ${code(channel)}`,
    ...others(channel, '  '),
    '  warehouse: null',
  ];
  return `${lines.join('\n')}\n`;
}

function roundingLines(rounding: Suggestion, limit: string): string[] {
  if (rounding.code === null) {
    return [
      'rounding: null         # no article looks like one; orders that differ by a cent are held',
      `# rounding: { product: "ROUNDING", limit: ${yamlText(limit)} }`,
    ];
  }
  return [
    'rounding:',
    `  product: ${code(rounding)}`,
    ...others(rounding, '  '),
    `  limit: ${yamlText(limit)}`,
  ];
}

/** Five of the currency's smallest unit: EUR 0.05, JPY 5, KWD 0.005. */
function fiveUnits(decimals: number): string {
  return decimals === 0 ? '5' : `0.${'5'.padStart(decimals, '0')}`;
}

const code = (suggestion: Suggestion) => yamlText(suggestion.code);

function missing(suggestion: Suggestion, effect: string): string {
  return suggestion.code === null ? `   # nothing in the ERP looks like it: ${effect}` : '';
}

const MOST_SHOWN = 8;
const LONGEST_NAME = 60;

function others({ others: entries }: { others: readonly CatalogueEntry[] }, indent: string): string[] {
  if (entries.length === 0) return [];
  const shown = entries
    .slice(0, MOST_SHOWN)
    .map((entry) => `${yamlText(entry.code)} (${inOneLine(entry.name).slice(0, LONGEST_NAME)})`);
  const more = entries.length > MOST_SHOWN ? `, and ${entries.length - MOST_SHOWN} more` : '';
  return [`${indent}# also there: ${shown.join(', ')}${more}`];
}
