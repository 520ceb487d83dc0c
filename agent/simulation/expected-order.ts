import type { OrderSnapshot } from '@counterfoil/shared-types';
import type { ExpectedOrder } from '../src/comparing/compare-order.ts';
import { Exact } from '../src/money.ts';
import { SIMPLE_RULES } from './make-snapshot.ts';

/** What the ERP should have of an order, taken from the shop's own state, past the connector's mapping. */
export function expectedOf(order: OrderSnapshot): ExpectedOrder {
  const taxes = order.taxLines.flatMap(({ rateId, percent }) => {
    const code = SIMPLE_RULES.taxes.find((rule) => rule.percent === percent)?.tax;
    if (code == null) return [];
    const charged = [...order.lines, ...order.shippingLines, ...order.feeLines]
      .flatMap((line) => line.taxes)
      .filter((tax) => tax.rateId === rateId);
    const amount = charged.reduce((sum, tax) => sum.plus(tax.total), new Exact(0));
    return [{ code, amount: amount.toFixed() }];
  });
  const { currency, total } = order;
  return { currency, total, taxes, state: 'confirmed', customerId: null, lines: null };
}
