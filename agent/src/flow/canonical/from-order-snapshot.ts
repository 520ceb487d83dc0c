import type { OrderAddress, OrderSnapshot, TaxLine } from '@counterfoil/shared-types';
import { Exact, plainDecimal } from '../../money.ts';
import type { CanonicalAddress, CanonicalLine, CanonicalOrder, CanonicalTax } from './canonical-order.ts';

/**
 * The shop's state of an order in the words of the canonical one. Discounts need no line: the shop's totals have them
 * taken off.
 */
export function fromOrderSnapshot(snapshot: OrderSnapshot): CanonicalOrder {
  const rates = new Map(snapshot.taxLines.map((line) => [line.rateId, line]));
  const lines: CanonicalLine[] = [
    ...snapshot.lines.map((line) => ({
      kind: 'product' as const,
      productId: line.productId,
      variationId: line.variationId,
      sku: line.sku.trim(),
      ...amounts(line.name, line.quantity, line.total, line.taxes, rates),
    })),
    ...snapshot.shippingLines.map((line) => ({
      kind: 'shipping' as const,
      methodId: line.methodId,
      instanceId: line.instanceId,
      ...amounts(line.name, '1', line.total, line.taxes, rates),
    })),
    ...snapshot.feeLines.map((line) => ({
      kind: 'fee' as const,
      ...amounts(line.name, '1', line.total, line.taxes, rates),
    })),
  ];
  return {
    shopOrderId: snapshot.id,
    check: snapshot.check,
    number: snapshot.number,
    status: snapshot.status,
    orderedAt: snapshot.createdAt ?? snapshot.paidAt ?? snapshot.completedAt ?? snapshot.modifiedAt,
    currency: snapshot.currency,
    lines,
    total: plainDecimal(snapshot.total),
    residue: plainDecimal(new Exact(snapshot.total).minus(sum(lines))),
    addsUp: snapshot.addsUp,
    refundedTotal: plainDecimal(snapshot.refundedTotal),
    buyer: {
      account:
        snapshot.customerId === null ? null : { id: snapshot.customerId, since: snapshot.customerSince },
      email: snapshot.email.trim(),
      vatNumber: snapshot.vatNumber.trim(),
    },
    invoiceAddress: address(snapshot.billing),
    deliveryAddress: address(snapshot.shipping ?? snapshot.billing),
    payment: { method: snapshot.paymentMethod, title: snapshot.paymentMethodTitle },
    note: snapshot.customerNote,
    anonymized: snapshot.anonymized,
  };
}

function amounts(
  name: string,
  quantity: string,
  net: string,
  taxes: readonly { rateId: number; total: string }[],
  rates: ReadonlyMap<number, TaxLine>,
) {
  return {
    name,
    quantity: plainDecimal(quantity),
    net: plainDecimal(net),
    taxes: taxes.map(({ rateId, total }): CanonicalTax => {
      const rate = rates.get(rateId);
      const percent = rate?.percent ?? null;
      return {
        percent: percent === null ? null : plainDecimal(percent),
        label: rate?.label || rate?.rateCode || String(rateId),
        amount: plainDecimal(total),
      };
    }),
  };
}

function sum(lines: readonly CanonicalLine[]): Exact {
  return lines.reduce(
    (total, line) => line.taxes.reduce((partial, tax) => partial.plus(tax.amount), total.plus(line.net)),
    new Exact(0),
  );
}

function address(shop: OrderAddress): CanonicalAddress {
  return {
    name: [shop.firstName, shop.lastName]
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .join(' '),
    company: shop.company.trim(),
    line1: shop.line1.trim(),
    line2: shop.line2.trim(),
    postcode: shop.postcode.trim(),
    city: shop.city.trim(),
    state: shop.state.trim(),
    country: shop.country,
    phone: shop.phone.trim(),
  };
}
