import type { Message } from '@counterfoil/shared-types';
import type { ErpTax } from '../../adapters/erp-documents.ts';
import type { CanonicalTax } from '../canonical/canonical-order.ts';
import { type MappingDocument, plain } from './mapping-document.ts';

/** A tax of the ERP with the percentage that its rule states. */
export interface ResolvedTax {
  readonly code: string;
  readonly percent: string;
}

/**
 * The ERP's taxes of one line; a line without tax is taxed with 0 %, for which a rule may name a code or say `tax:
 * null`. `charged`: what the shop took for each of them.
 * @param country where the order goes; the rule that names it wins over `*`
 */
export function resolveTaxes(
  taxes: readonly CanonicalTax[],
  country: string,
  rules: MappingDocument['taxes'],
  erp: string,
): {
  readonly taxes: readonly ResolvedTax[];
  readonly charged: readonly ErpTax[];
  readonly gaps: readonly Message[];
} {
  const resolved = new Map<string, ResolvedTax>();
  const charged: ErpTax[] = [];
  const gaps: Message[] = [];
  for (const tax of taxes.length > 0 ? taxes : [NO_TAX]) {
    if (tax.percent === null) {
      gaps.push({ code: 'gap_tax_unknown_percent', values: { label: tax.label } });
      continue;
    }
    const rule = ruleFor(tax.percent, country, rules);
    if (!rule) gaps.push({ code: 'gap_tax', values: { percent: tax.percent, country: country || '*', erp } });
    else if (rule.tax !== null) {
      resolved.set(rule.tax, { code: rule.tax, percent: plain(rule.percent) });
      charged.push({ code: rule.tax, amount: tax.amount });
    }
  }
  return { taxes: [...resolved.values()], charged, gaps };
}

/** The taxes of a line that has none, as far as a rule for 0 % names a code; no rule is no gap here. */
export function untaxed(country: string, rules: MappingDocument['taxes']): readonly ResolvedTax[] {
  const rule = ruleFor('0', country, rules);
  return rule?.tax == null ? [] : [{ code: rule.tax, percent: '0' }];
}

const NO_TAX: CanonicalTax = { percent: '0', label: '', amount: '0' };

function ruleFor(percent: string, country: string, rules: MappingDocument['taxes']) {
  const same = rules.filter((rule) => plain(rule.percent) === percent);
  return same.find((rule) => rule.country === country) ?? same.find((rule) => rule.country === '*');
}
