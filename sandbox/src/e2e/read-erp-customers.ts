import { z } from 'zod';
import { logInToTryton } from '../erp/tryton/call-tryton.ts';
import type { WholeWay } from './whole-way.ts';

/** Whom the ERP knows by an e-mail address. */
export interface ErpCustomer {
  /** The reference by which the agent finds it again. */
  readonly reference: string | null;
  /** External references of the orders that are this customer's. */
  readonly orders: readonly string[];
}

/** Read from the ERP itself: every customer with this address, active or not, and what they ordered. */
export function readErpCustomers(way: WholeWay, email: string): Promise<ErpCustomer[]> {
  return way.erp.kind === 'tryton' ? readParties(way, email) : readCustomers(way, email);
}

const parties = z.array(z.object({ id: z.int(), code: z.string().nullable() }));
const sales = z.array(z.object({ party: z.int(), web_id: z.string() }));

async function readParties(way: WholeWay, email: string): Promise<ErpCustomer[]> {
  const call = await logInToTryton(way.erp);
  const domain = [
    ['contact_mechanisms.value', 'ilike', email],
    ['active', 'in', [true, false]],
  ];
  const found = parties.parse(await call('model.party.party.search_read', [domain, 0, null, null, ['code']]));
  const ids = found.map(({ id }) => id);
  const theirs = sales.parse(
    await call('model.sale.sale.search_read', [
      [['party', 'in', ids]],
      0,
      null,
      [['id', 'ASC']],
      ['party', 'web_id'],
    ]),
  );
  return found.map(({ id, code }) => ({
    reference: code,
    orders: theirs.filter((sale) => sale.party === id).map((sale) => sale.web_id),
  }));
}

const customers = z.object({ items: z.array(z.object({ id: z.int(), reference: z.string().nullable() })) });
const orders = z.object({ items: z.array(z.object({ reference: z.string() })) });

async function readCustomers(way: WholeWay, email: string): Promise<ErpCustomer[]> {
  const ask = async (path: string) => {
    const answer = await fetch(`${way.erp.url}${path}`, {
      headers: { authorization: `Bearer ${way.erp.password}` },
    });
    if (!answer.ok) throw new Error(`The practice ERP answered ${path} with ${answer.status}.`);
    return answer.json();
  };
  const found = customers.parse(await ask(`/api/customers?email=${encodeURIComponent(email)}`));
  return Promise.all(
    found.items.map(async ({ id, reference }) => ({
      reference,
      orders: orders.parse(await ask(`/api/orders?customerId=${id}`)).items.map((order) => order.reference),
    })),
  );
}
