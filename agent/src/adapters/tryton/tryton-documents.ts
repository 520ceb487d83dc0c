import { Decimal } from 'decimal.js';
import { z } from 'zod';
import type { ErpRounding } from '../erp-adapter.ts';
import type { ErpOrder, ErpOrderDraft, ErpOrderState, ErpTax } from '../erp-documents.ts';
import { ErpError } from '../erp-errors.ts';
import { predictTaxes, predictTotals } from '../predict-totals.ts';
import { cannot, TRYTON } from './tryton-errors.ts';
import type { TrytonRecords } from './tryton-records.ts';
import { type TrytonSetup, trytonRounding } from './tryton-series.ts';
import { dateValue, decimalValue, float, numeric, recordId, text } from './tryton-values.ts';

const STATES = {
  draft: 'draft',
  quotation: 'quoted',
  confirmed: 'confirmed',
  processing: 'processed',
  done: 'done',
  cancelled: 'cancelled',
} as const satisfies Record<string, ErpOrderState>;

export const orderRow = z.object({
  id: recordId,
  number: text,
  reference: text,
  description: text,
  web_id: text.optional(),
  state: z.enum(['draft', 'quotation', 'confirmed', 'processing', 'done', 'cancelled']),
  party: recordId,
  'currency.': z.object({ code: z.string(), digits: z.int().nonnegative() }),
  untaxed_amount: numeric,
  tax_amount: numeric,
  total_amount: numeric,
  lines: z.array(recordId),
  'lines.': z.array(
    z.object({
      id: recordId,
      type: z.string(),
      description: text,
      quantity: float.nullable(),
      unit_price: numeric,
      'product.': z.object({ code: text }).nullable(),
      'taxes.': z.array(z.object({ name: text, type: z.string(), rate: numeric })),
    }),
  ),
});

type OrderRow = z.infer<typeof orderRow>;

/** What is read of a sale, its lines with it: one call. */
export function orderFields(setup: TrytonSetup): string[] {
  return [
    ...['number', 'reference', 'description', 'state', 'party', 'currency.code', 'currency.digits'],
    ...['untaxed_amount', 'tax_amount', 'total_amount', 'lines'],
    ...['type', 'description', 'quantity', 'unit_price', 'product.code'].map((name) => `lines.${name}`),
    ...['name', 'type', 'rate'].map((name) => `lines.taxes.${name}`),
    ...(setup.hasWebId ? ['web_id'] : []),
  ];
}

/**
 * Tax by tax. A sale has only their sum: what each comes to is computed as Tryton does, and told only where that is the
 * sum. Null: it is not (a percentage that was changed since, a tax of a fixed amount or made of others).
 */
function taxesOf(found: OrderRow, rounding: ErpRounding): readonly ErpTax[] | null {
  const lines = found['lines.'].filter((line) => line.type === 'line');
  if (lines.some((line) => line['taxes.'].some((tax) => tax.type !== 'percentage' || tax.rate === ''))) {
    return null;
  }
  const taxed = lines.map((line) => ({
    quantity: line.quantity ?? '0',
    unitPrice: line.unit_price || '0',
    taxes: line['taxes.'].map((tax) => ({
      code: tax.name,
      percent: new Decimal(tax.rate).times(100).toFixed(),
    })),
  }));
  const { digits } = found['currency.'];
  const { tax } = predictTotals(taxed, rounding, digits);
  return new Decimal(found.tax_amount || 0).equals(tax) ? predictTaxes(taxed, rounding, digits) : null;
}

/** @param webClient where Tryton's web client shows this database, null: there is none */
export function orderOf(found: OrderRow, setup: TrytonSetup, webClient: string | null): ErpOrder {
  const digits = found['currency.'].digits;
  const money = (amount: string) => new Decimal(amount || 0).toFixed(digits);
  const hasKey = (found.web_id ?? '') !== '';
  return {
    id: String(found.id),
    number: found.number,
    reference: hasKey ? (found.web_id ?? '') : found.reference,
    shopOrderNumber: hasKey ? found.reference : found.description,
    state: STATES[found.state],
    currency: found['currency.'].code,
    customerId: String(found.party),
    untaxed: money(found.untaxed_amount),
    tax: money(found.tax_amount),
    total: money(found.total_amount),
    lines: found['lines.']
      .filter((line) => line.type === 'line')
      .map((line) => ({
        productCode: line['product.']?.code ?? '',
        description: line.description,
        quantity: line.quantity ?? '0',
        unitPrice: line.unit_price || '0',
        taxCodes: line['taxes.'].map((tax) => tax.name),
      })),
    taxes: taxesOf(found, trytonRounding(setup)),
    url: webClient && `${webClient}/model/sale.sale/${found.id}`,
  };
}

/**
 * Where the two numbers of an order go. With a web shop: `web_id` (unique in the database) holds the reference,
 * `reference` what the shop displays, by which people search. Without: `reference` must hold the reference, because
 * only it can be searched, and the displayed number stands in the description.
 */
async function keyValues(draft: ErpOrderDraft, setup: TrytonSetup, records: TrytonRecords) {
  const { reference, shopOrderNumber } = draft;
  if (setup.webShops.length === 0) {
    if (draft.channelCode !== null) await records.webShop(draft.channelCode);
    return { reference, description: shopOrderNumber };
  }
  const name = draft.channelCode ?? onlyWebShop(setup.webShops);
  return { web_id: reference, web_shop: await records.webShop(name), reference: shopOrderNumber };
}

function onlyWebShop(names: readonly string[]): string {
  const [name, ...more] = names;
  if (name !== undefined && more.length === 0) return name;
  throw cannot(
    { operation: 'model.sale.sale.create' },
    { code: 'reason_several_web_shops', values: { names: names.join(', ') } },
  );
}

async function lineValues(draft: ErpOrderDraft, records: TrytonRecords) {
  const products = await records.products(draft.lines.map((line) => line.productCode));
  const values = [];
  for (const line of draft.lines) {
    const product = products.get(line.productCode);
    if (!product) {
      const says = {
        code: 'gap_product',
        values: { sku: line.productCode, name: line.description, erp: TRYTON },
      } as const;
      throw new ErpError('hold', says, 'model.product.product.search_read');
    }
    const taxes = [];
    for (const code of line.taxCodes) taxes.push(await records.tax(code));
    values.push({
      type: 'line',
      product: product.id,
      unit: product.unit,
      quantity: Number(line.quantity),
      unit_price: decimalValue(line.unitPrice),
      taxes: [['add', taxes]],
      description: line.description,
    });
  }
  return values;
}

/**
 * The values of `sale.sale.create`. Creating runs no on-change: addresses, unit, price and taxes all have to be sent.
 */
export async function saleValues(draft: ErpOrderDraft, setup: TrytonSetup, records: TrytonRecords) {
  return {
    company: setup.company,
    party: Number(draft.customerId),
    invoice_address: Number(draft.invoiceAddressId),
    shipment_address: Number(draft.shippingAddressId),
    currency: await records.currency(draft.currency),
    ...(draft.paymentTermCode === null
      ? {}
      : { payment_term: await records.paymentTerm(draft.paymentTermCode) }),
    ...(draft.warehouseCode === null ? {} : { warehouse: await records.warehouse(draft.warehouseCode) }),
    sale_date: dateValue(draft.orderedAt, setup.timeZone),
    comment: commentOf(draft),
    ...(await keyValues(draft, setup, records)),
    lines: [['create', await lineValues(draft, records)] as const],
  };
}

/**
 * The carrier's phone has no place in Tryton's addresses; where it isn't the customer's own, it goes into the comment.
 */
function commentOf(draft: ErpOrderDraft): string {
  const phone = draft.shippingAddress.phone.trim();
  const known = phone === '' || phone === draft.customer.phone.trim();
  return [draft.note.trim(), known ? '' : `☎ ${phone}`].filter((one) => one !== '').join('\n');
}
