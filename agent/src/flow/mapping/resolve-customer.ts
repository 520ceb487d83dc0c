import { createHash } from 'node:crypto';
import { formatExternalReference, type Message } from '@counterfoil/shared-types';
import type { ErpCustomerDraft } from '../../adapters/erp-documents.ts';
import { base32 } from '../../base32.ts';
import type { CanonicalOrder } from '../canonical/canonical-order.ts';
import type { MappingDocument } from './mapping-document.ts';

/**
 * How the order's customer is found in the ERP:
 * - `own` by our reference, else made
 * - `own_or_email` by our reference, else the one customer with this e-mail address that is not another account's, else
 *   made
 * - `collective` by the reference or number that the mapping names; never made
 */
export interface CustomerPlan {
  readonly take: 'own' | 'own_or_email' | 'collective';
  /** What to look for: our reference, or the collective customer's reference or number. */
  readonly reference: string;
  /** Empty: don't look by it. */
  readonly email: string;
}

export interface ResolvedCustomer {
  readonly plan: CustomerPlan;
  /** Who bought, also with a collective customer. */
  readonly draft: ErpCustomerDraft;
}

export function resolveCustomer(
  order: CanonicalOrder,
  tenant: string,
  rules: MappingDocument['customers'],
  erp: string,
): ResolvedCustomer | { readonly gap: Message } {
  const { account, email } = order.buyer;
  const normalised = normaliseEmail(email);
  if (account !== null) {
    const check = digest(account.since ?? '', ACCOUNT_CHECK);
    const reference = formatExternalReference({ tenant, kind: 'c', shopId: account.id, check });
    const byEmail = rules.accounts === 'by_email' && normalised !== '';
    return {
      plan: { take: byEmail ? 'own_or_email' : 'own', reference, email: byEmail ? normalised : '' },
      draft: customerDraft(order, reference),
    };
  }
  // Guests without an address (orders made by hand) have nothing else to be told apart by than their order.
  const reference =
    normalised === '' ? `${tenant}-n${order.shopOrderId}` : `${tenant}-g${digest(normalised, GUEST_KEY)}`;
  const draft = customerDraft(order, reference);
  if (rules.collective !== null && (rules.guests === 'collective' || normalised === '')) {
    return { plan: { take: 'collective', reference: rules.collective, email: '' }, draft };
  }
  if (normalised === '') {
    return { gap: { code: 'gap_customer_without_email', values: { erp } } };
  }
  return { plan: { take: 'own_or_email', reference, email: normalised }, draft };
}

export function normaliseEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

/** 10 characters (50 bits): that any two of a million guests share one has a chance of 1 in 2,000. */
const GUEST_KEY = 10;
/** 30 bits, enough between the few persons who ever have one account id after another. */
const ACCOUNT_CHECK = 6;

/** The first base32 characters of a text's SHA-256. */
function digest(text: string, characters: number): string {
  return base32(createHash('sha256').update(text).digest().subarray(0, 10)).slice(0, characters);
}

function customerDraft(order: CanonicalOrder, reference: string): ErpCustomerDraft {
  const { invoiceAddress, deliveryAddress, buyer } = order;
  return {
    reference,
    // An ERP wants a name, a shop does not: whatever stands for one, down to the order's number.
    name:
      [
        invoiceAddress.name,
        invoiceAddress.company,
        deliveryAddress.name,
        deliveryAddress.company,
        buyer.email,
      ].find((name) => name !== '') ?? `#${order.number}`,
    company: invoiceAddress.company,
    email: buyer.email,
    phone: invoiceAddress.phone,
    vatNumber: buyer.vatNumber,
    language: '',
    address: invoiceAddress,
  };
}
