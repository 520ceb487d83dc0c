import type { Message } from '@counterfoil/shared-types';
import { Exact } from '../../money.ts';
import type { FeeLine, ProductLine, ShippingLine } from '../canonical/canonical-order.ts';
import type { MappingDocument } from './mapping-document.ts';

/** The ERP's product code of a line, the gap where no rule says one, or null where the line needs none. */
export type ResolvedItem = { readonly product: string } | { readonly gap: Message } | null;

/** The shop's own ids first (they are there when a SKU is not), then exceptions by SKU, then the SKU itself. */
export function resolveProduct(
  line: ProductLine,
  rules: MappingDocument['products'],
  erp: string,
): NonNullable<ResolvedItem> {
  const byId =
    rules.shopProducts.find(
      (rule) => rule.productId === line.productId && rule.variationId === line.variationId,
    ) ??
    // A rule for the product itself speaks for its variations that have neither a rule nor a SKU of their own.
    (line.sku === ''
      ? rules.shopProducts.find((rule) => rule.productId === line.productId && rule.variationId === 0)
      : undefined);
  if (byId && line.productId !== 0) return { product: byId.product };
  if (line.sku === '') return { gap: { code: 'gap_product_without_sku', values: { name: line.name, erp } } };
  return { product: rules.exceptions.find((rule) => rule.sku === line.sku)?.product ?? line.sku };
}

/** One instance of a method (`flat_rate:3`) before the method. A way of shipping that is free needs no product. */
export function resolveShipping(
  line: ShippingLine,
  rules: MappingDocument['shipping'],
  erp: string,
): ResolvedItem {
  const exception =
    rules.exceptions.find((rule) => rule.method === `${line.methodId}:${line.instanceId}`) ??
    rules.exceptions.find((rule) => rule.method === line.methodId);
  const product = exception?.product ?? rules.product;
  if (product !== null) return { product };
  if (isFree(line)) return null;
  return { gap: { code: 'gap_shipping', values: { method: line.methodId, title: line.name, erp } } };
}

export function resolveFee(line: FeeLine, rules: MappingDocument['fees'], erp: string): ResolvedItem {
  if (rules.product !== null) return { product: rules.product };
  if (isFree(line)) return null;
  return { gap: { code: 'gap_fee', values: { name: line.name, erp } } };
}

function isFree(line: ShippingLine | FeeLine): boolean {
  return new Exact(line.net).isZero() && line.taxes.every((tax) => new Exact(tax.amount).isZero());
}
