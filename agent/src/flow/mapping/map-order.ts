import { formatExternalReference, type Message } from '@counterfoil/shared-types';
import type { ErpCapabilities } from '../../adapters/erp-adapter.ts';
import type { ErpLineDraft, ErpOrderDraft, ErpTotals } from '../../adapters/erp-documents.ts';
import { predictTotals, type TaxedLine } from '../../adapters/predict-totals.ts';
import { Exact, minorDigits, moneyWithCurrency, plainDecimal } from '../../money.ts';
import type { CanonicalLine, CanonicalOrder } from '../canonical/canonical-order.ts';
import type { Mapping } from './mapping-document.ts';
import { type CustomerPlan, resolveCustomer } from './resolve-customer.ts';
import { resolveFee, resolveProduct, resolveShipping } from './resolve-item.ts';
import { resolvePayment } from './resolve-payment.ts';
import { type ResolvedTax, resolveTaxes, untaxed } from './resolve-tax.ts';

/** What mapping needs to know of tenant and ERP. */
export interface MappingContext {
  readonly tenant: string;
  /** The ERP's name on screen. */
  readonly erp: string;
  readonly capabilities: Pick<ErpCapabilities, 'priceDigits' | 'rounding'>;
}

/** The ERP's records that an order points to are found or made by the delivery. */
export type DraftWithoutRecords = Omit<
  ErpOrderDraft,
  'customerId' | 'invoiceAddressId' | 'shippingAddressId'
>;

export interface MappedOrder {
  readonly draft: DraftWithoutRecords;
  readonly customer: CustomerPlan;
  /** What went to the rounding line, decimal text; null: nothing was left over. */
  readonly rounding: string | null;
}

/**
 * The tenant's rules applied to one order: the ERP document, which adds up to the shop's total to the last unit of the
 * currency as that ERP computes, or all its gaps.
 *
 * Quantities stay as they are: a warehouse picks them. None of what has an amount is a gap: one piece at that price
 * would be picked. A line's unit price is its net total ÷ quantity at the ERP's price digits; what that and the ERP's
 * own rounding of taxes leave over goes to one named line, if it is within the mapping's limit.
 */
export function mapOrder(
  order: CanonicalOrder,
  mapping: Mapping,
  context: MappingContext,
): MappedOrder | { readonly gaps: readonly [Message, ...Message[]] } {
  const { document } = mapping;
  const { erp } = context;
  const gaps: Message[] = [];
  const country = order.deliveryAddress.country || order.invoiceAddress.country;

  const lines: MappedLine[] = [];
  const charged = new Map<string, Exact>();
  for (const line of order.lines) {
    const amount = amountOf(line);
    if (new Exact(line.quantity).isZero()) {
      // Nothing of nothing: ERPs refuse such a line, and nobody misses it.
      if (amount === null) continue;
      gaps.push({
        code: 'gap_quantity',
        values: { name: line.name, money: moneyWithCurrency(amount, order.currency) },
      });
    }
    const item =
      line.kind === 'product'
        ? resolveProduct(line, document.products, erp)
        : line.kind === 'shipping'
          ? resolveShipping(line, document.shipping, erp)
          : resolveFee(line, document.fees, erp);
    if (item === null) continue;
    const resolved = resolveTaxes(line.taxes, country, document.taxes, erp);
    gaps.push(...resolved.gaps);
    for (const { code, amount } of resolved.charged) {
      charged.set(code, (charged.get(code) ?? new Exact(0)).plus(amount));
    }
    if ('gap' in item) gaps.push(item.gap);
    else lines.push(mapLine(line, item.product, resolved.taxes, context.capabilities.priceDigits));
  }

  if (order.orderedAt === null) gaps.push({ code: 'gap_date', values: {} });
  const payment = resolvePayment(order, document.payments, erp);
  if ('gap' in payment) gaps.push(payment.gap);
  const customer = resolveCustomer(order, context.tenant, document.customers, erp);
  if ('gap' in customer) gaps.push(customer.gap);

  const balanced =
    gaps.length > 0 ? null : balance(order, lines, mapping, context, untaxed(country, document.taxes));
  if (balanced && 'gap' in balanced) gaps.push(balanced.gap);
  const [first, ...others] = distinct(gaps);
  if (first) return { gaps: [first, ...others] };
  const { orderedAt } = order;
  if (!balanced || 'gap' in balanced || 'gap' in payment || 'gap' in customer || orderedAt === null) {
    throw new Error('an order without gaps was not mapped');
  }

  return {
    customer: customer.plan,
    rounding: balanced.rounding,
    draft: {
      reference: formatExternalReference({
        tenant: context.tenant,
        kind: 'o',
        shopId: order.shopOrderId,
        check: order.check,
      }),
      shopOrderNumber: order.number,
      orderedAt,
      currency: order.currency,
      customer: customer.draft,
      invoiceAddress: order.invoiceAddress,
      shippingAddress: order.deliveryAddress,
      paymentTermCode: payment.term,
      channelCode: document.orders.channel,
      warehouseCode: document.orders.warehouse,
      lines: balanced.lines.map((line) => line.draft),
      totals: balanced.totals,
      taxes: [...charged].map(([code, amount]) => ({ code, amount: plainDecimal(amount) })),
      note: order.note,
    },
  };
}

/** Net with its taxes, which may make up for each other; null: nothing at all. */
function amountOf(line: CanonicalLine): Exact | null {
  const parts = [line.net, ...line.taxes.map((tax) => tax.amount)].map((part) => new Exact(part));
  return parts.every((part) => part.isZero()) ? null : parts.reduce((sum, part) => sum.plus(part));
}

interface MappedLine {
  readonly draft: ErpLineDraft;
  readonly taxed: TaxedLine;
}

function mapLine(
  line: CanonicalLine,
  productCode: string,
  taxes: readonly ResolvedTax[],
  priceDigits: number,
): MappedLine {
  const quantity = new Exact(line.quantity);
  const price = quantity.isZero() ? new Exact(0) : new Exact(line.net).div(quantity);
  return erpLine(
    line.kind,
    productCode,
    line.name,
    line.quantity,
    plainDecimal(price.toDecimalPlaces(priceDigits)),
    taxes,
  );
}

function erpLine(
  kind: ErpLineDraft['kind'],
  productCode: string,
  description: string,
  quantity: string,
  unitPrice: string,
  taxes: readonly ResolvedTax[],
): MappedLine {
  return {
    draft: { kind, productCode, description, quantity, unitPrice, taxCodes: taxes.map((tax) => tax.code) },
    taxed: { quantity, unitPrice, taxes },
  };
}

/** Adds the rounding line where the ERP would not come to the shop's total by itself. */
function balance(
  order: CanonicalOrder,
  lines: readonly MappedLine[],
  mapping: Mapping,
  context: MappingContext,
  noTax: readonly ResolvedTax[],
):
  | { readonly lines: readonly MappedLine[]; readonly totals: ErpTotals; readonly rounding: string | null }
  | { readonly gap: Message } {
  const digits = minorDigits(order.currency);
  const predict = (all: readonly MappedLine[]) =>
    predictTotals(
      all.map((line) => line.taxed),
      context.capabilities.rounding,
      digits,
    );
  const totals = predict(lines);
  const residue = new Exact(order.total).minus(totals.total);
  if (residue.isZero()) return { lines, totals, rounding: null };

  const gap: Message = {
    code: 'gap_rounding',
    values: { money: moneyWithCurrency(residue, order.currency), erp: context.erp },
  };
  const rule = mapping.document.rounding;
  const unitPrice = plainDecimal(residue);
  // A residue finer than the ERP's prices or the currency's smallest unit can't be said in a document.
  const canBeSaid = residue.decimalPlaces() <= Math.min(digits, context.capabilities.priceDigits);
  if (rule === null || !canBeSaid || residue.abs().greaterThan(rule.limit)) return { gap };
  const all = [...lines, erpLine('rounding', rule.product, rule.product, '1', unitPrice, noTax)];
  const balanced = predict(all);
  return new Exact(balanced.total).equals(order.total)
    ? { lines: all, totals: balanced, rounding: unitPrice }
    : { gap };
}

function distinct(gaps: readonly Message[]): Message[] {
  return [...new Map(gaps.map((gap) => [JSON.stringify(gap), gap])).values()];
}
