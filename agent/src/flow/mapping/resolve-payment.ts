import type { Message } from '@counterfoil/shared-types';
import { Exact } from '../../money.ts';
import type { CanonicalOrder } from '../canonical/canonical-order.ts';
import type { MappingDocument } from './mapping-document.ts';

/**
 * The ERP's payment term; null where the rule says none, or where an order that costs nothing was not paid by any
 * method.
 */
export function resolvePayment(
  order: Pick<CanonicalOrder, 'payment' | 'total'>,
  rules: MappingDocument['payments'],
  erp: string,
): { readonly term: string | null } | { readonly gap: Message } {
  const { method, title } = order.payment;
  const rule = rules.find((one) => one.method === method) ?? rules.find((one) => one.method === '*');
  if (rule) return { term: rule.term };
  if (method === '' && new Exact(order.total).isZero()) return { term: null };
  return { gap: { code: 'gap_payment', values: { method, title: title || method, erp } } };
}
