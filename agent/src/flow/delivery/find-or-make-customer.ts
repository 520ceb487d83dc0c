import { type Message, parseExternalReference } from '@counterfoil/shared-types';
import type { LookUp } from '../../adapters/erp-adapter.ts';
import type { ErpCustomer, ErpCustomerDraft } from '../../adapters/erp-documents.ts';
import { inTransaction } from '../../database/transaction.ts';
import { type CustomerPlan, normaliseEmail } from '../mapping/resolve-customer.ts';
import { resolveAttempts } from './attempt-table.ts';
import { findBinding, insertBinding } from './binding-table.ts';
import { type DeliveryContext, timestamp } from './delivery-context.ts';
import type { OrdersDocument } from './document-key.ts';
import { makeOnce } from './make-once.ts';
import { OrderHeld, OrderWaits } from './order-turns.ts';

/**
 * The ERP's customer of an order: bound already, found, or made; one lane at a time per reference, so that two first
 * orders of one customer make one.
 * @returns the ERP's id
 */
export async function findOrMakeCustomer(
  context: DeliveryContext,
  of: OrdersDocument,
  plan: CustomerPlan,
  draft: ErpCustomerDraft,
): Promise<string> {
  const { database, tenant, erp, capabilities } = context;
  return context.lockAnchor(`customer ${plan.reference}`, async () => {
    const bound = await findBinding(database, tenant, 'customer', plan.reference);
    if (bound) return bound.erpId;
    const lookUp = async () =>
      choose(context, plan, await erp.findCustomer({ reference: plan.reference, email: plan.email }));
    if (plan.take === 'collective') {
      const found = await lookUp();
      if (found.answer === 'found') return bind(context, of, plan, found.all[0], 'step_customer_found');
      if (found.answer === 'cannot_tell') throw new OrderWaits('doubt', { cause: found.because });
      throw gap({
        code: 'gap_customer_collective',
        values: { erp: context.erpName, reference: plan.reference },
      });
    }
    const anchor = plan.reference;
    // Whoever has the e-mail address is to be taken, and no ERP keeps those unique: then it is asked first.
    const unique = capabilities.uniqueCustomerReference && plan.take === 'own';
    const once = await makeOnce<ErpCustomer>(context, {
      what: 'customer',
      anchor,
      of,
      unique,
      lookUp,
      make: (beforeWrite) => erp.createCustomer(draft, beforeWrite),
    });
    if (once.answer === 'found') return bind(context, of, plan, once.all[0], 'step_customer_found');
    // Read back: what the answer said is believed once the ERP finds it again.
    const seen = await lookUp();
    const same = seen.answer === 'found' ? seen.all.find((customer) => customer.id === once.id) : undefined;
    if (!same) throw new OrderWaits('doubt');
    return bind(context, of, plan, same, 'step_customer_made');
  });
}

/** Of those found, the ones that are this customer by the plan; the best first. */
function choose(
  context: DeliveryContext,
  plan: CustomerPlan,
  found: LookUp<ErpCustomer>,
): LookUp<ErpCustomer> {
  if (found.answer !== 'found') return found;
  const own = found.all.filter((customer) => customer.reference === plan.reference);
  const [first, ...others] = own;
  if (first) {
    if (others.length > 0) throw several(context, own.length);
    return { answer: 'found', all: [first] };
  }
  if (plan.take === 'collective') {
    const numbered = found.all.find((customer) => customer.number === plan.reference);
    return numbered ? { answer: 'found', all: [numbered] } : { answer: 'absent' };
  }
  if (plan.take === 'own') return { answer: 'absent' };
  const sameEmail = found.all.filter(
    (customer) =>
      !isOtherAccount(customer, plan) &&
      customer.emails.some((email) => normaliseEmail(email) === plan.email),
  );
  const [one, ...more] = sameEmail;
  if (!one) return { answer: 'absent' };
  if (more.length > 0) throw several(context, sameEmail.length);
  return { answer: 'found', all: [one] };
}

/**
 * By its reference it is one account of this shop, and the plan is for another: an address that both of them gave does
 * not make them one person, and who had the account's id before was another. A guest is who has the address, whatever
 * account that is.
 */
function isOtherAccount(customer: ErpCustomer, plan: CustomerPlan): boolean {
  const wanted = parseExternalReference(plan.reference);
  const found = parseExternalReference(customer.reference ?? '');
  return (
    wanted?.kind === 'c' &&
    found?.kind === 'c' &&
    found.tenant === wanted.tenant &&
    customer.reference !== plan.reference
  );
}

function several(context: DeliveryContext, count: number): OrderHeld {
  return gap({ code: 'gap_customer_several', values: { erp: context.erpName, count } });
}

function gap(says: Message): OrderHeld {
  return new OrderHeld(says, { gaps: [says] });
}

async function bind(
  context: DeliveryContext,
  of: OrdersDocument,
  plan: CustomerPlan,
  customer: ErpCustomer,
  code: 'step_customer_found' | 'step_customer_made',
): Promise<string> {
  await inTransaction(context.database, async (transaction) => {
    const at = timestamp(context);
    const binding = { erpId: customer.id, erpNumber: customer.number };
    await insertBinding(transaction, context.tenant, 'customer', plan.reference, binding, at);
    await resolveAttempts(transaction, context.tenant, plan.reference, 'bound', at, customer.id);
    const values = { erp: context.erpName, customer: customer.number || customer.id };
    await context.tell.step(transaction, of, { code, values });
  });
  return customer.id;
}
