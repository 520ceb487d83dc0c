import type { ErpRounding } from '../src/adapters/erp-adapter.ts';
import type {
  ErpAddress,
  ErpCustomer,
  ErpCustomerDraft,
  ErpOrder,
  ErpOrderDraft,
  ErpOrderState,
} from '../src/adapters/erp-documents.ts';
import { ErpError } from '../src/adapters/erp-errors.ts';
import { predictTaxes, predictTotals } from '../src/adapters/predict-totals.ts';

interface Customer extends ErpCustomer {
  readonly addresses: { readonly id: string; readonly address: ErpAddress }[];
}

/** What stands in the simulated ERP, what it takes and refuses, and what its people do to it. */
export interface ErpBooks {
  orders(): readonly ErpOrder[];
  customers(): readonly Customer[];
  /** The addresses of a customer; none of one that is not there. */
  addresses(customerId: string): Customer['addresses'];
  hasProduct(code: string): boolean;
  enterOrder(draft: ErpOrderDraft): { id: string };
  enterCustomer(draft: ErpCustomerDraft): ErpCustomer;
  enterAddress(customerId: string, address: ErpAddress): { id: string };
  /** Brings an order to a state, never back. */
  advance(id: string, to: ErpOrderState): void;
  /** It takes no order of today. */
  periodClosed: boolean;
  addProduct(code: string): void;
  removeProduct(code: string): void;
  removeCustomer(id: string): void;
  removeAddress(id: string): void;
  /** What bookkeeping does: another number, another e-mail address. */
  renameCustomer(
    id: string,
    changes: { readonly reference?: string; readonly emails?: readonly string[] },
  ): void;
  /** A person deletes a draft. */
  removeOrder(id: string): void;
  /** A person copies an order, reference and all. */
  copyOrder(id: string): void;
  /** A person changes an order by hand. */
  edit(id: string, change: (order: ErpOrder) => ErpOrder): void;
}

const RATES: Readonly<Record<string, string>> = { VAT20: '20', VAT10: '10', VAT55: '5.5' };
const STATES: readonly ErpOrderState[] = ['draft', 'confirmed', 'processed', 'done'];

const taken = (operation: string) =>
  new ErpError(
    'done',
    { code: 'erp_refused', values: { erp: 'Sim', reason: 'the reference is taken' } },
    operation,
  );
const refused = (operation: string, reason: string) =>
  new ErpError('hold', { code: 'erp_refused', values: { erp: 'Sim', reason } }, operation);

/** @param unique whether it refuses a second record of the same reference */
export function createErpBooks(unique: boolean, rounding: ErpRounding): ErpBooks {
  const orders: ErpOrder[] = [];
  const customers: Customer[] = [];
  const products = new Set(['MUG-BLUE', 'CUP', 'SHIPPING', 'FEE', 'ROUNDING']);
  let number = 0;
  let customerNumber = 0;

  const books: ErpBooks = {
    orders: () => orders,
    customers: () => customers,
    addresses: (customerId) => customers.find((customer) => customer.id === customerId)?.addresses ?? [],
    hasProduct: (code) => products.has(code),
    enterOrder(draft) {
      if (unique && orders.some((order) => order.reference === draft.reference)) throw taken('order.create');
      if (books.periodClosed) throw refused('order.create', 'the period is closed');
      const customer = customers.find((one) => one.id === draft.customerId);
      if (!customer) throw refused('order.create', 'unknown customer');
      for (const id of [draft.invoiceAddressId, draft.shippingAddressId]) {
        if (id !== null && !customer.addresses.some((address) => address.id === id))
          throw refused('order.create', 'unknown address');
      }
      for (const line of draft.lines) {
        if (!products.has(line.productCode))
          throw refused('order.create', `unknown product ${line.productCode}`);
      }
      number += 1;
      const lines = draft.lines.map(({ kind: _, ...line }) => line);
      const taxed = lines.map((line) => ({
        ...line,
        taxes: line.taxCodes.map((code) => ({ code, percent: RATES[code] ?? '0' })),
      }));
      orders.push({
        id: `o${number}`,
        number: `S${String(number).padStart(5, '0')}`,
        reference: draft.reference,
        shopOrderNumber: draft.shopOrderNumber,
        state: 'draft',
        currency: draft.currency,
        customerId: draft.customerId,
        lines,
        url: null,
        ...predictTotals(taxed, rounding, 2),
        taxes: predictTaxes(taxed, rounding, 2),
      });
      return { id: `o${number}` };
    },
    enterCustomer(draft) {
      if (unique && customers.some((customer) => customer.reference === draft.reference)) {
        throw taken('customer.create');
      }
      customerNumber += 1;
      const id = `c${customerNumber}`;
      const customer = {
        id,
        number: id.toUpperCase(),
        reference: draft.reference,
        emails: [draft.email],
        addresses: [],
      };
      customers.push(customer);
      return customer;
    },
    enterAddress(customerId, address) {
      const customer = customers.find((one) => one.id === customerId);
      if (!customer) throw refused('address.create', 'unknown customer');
      const id = `${customerId}a${customer.addresses.length + 1}`;
      customer.addresses.push({ id, address });
      return { id };
    },
    advance(id, to) {
      books.edit(id, (order) =>
        order.state !== 'cancelled' && STATES.indexOf(to) > STATES.indexOf(order.state)
          ? { ...order, state: to }
          : order,
      );
    },
    periodClosed: false,
    addProduct: (code) => void products.add(code),
    removeProduct: (code) => void products.delete(code),
    removeCustomer(id) {
      const index = customers.findIndex((customer) => customer.id === id);
      if (index >= 0) customers.splice(index, 1);
    },
    removeAddress(id) {
      for (const { addresses } of customers) {
        const index = addresses.findIndex((address) => address.id === id);
        if (index >= 0) addresses.splice(index, 1);
      }
    },
    renameCustomer(id, changes) {
      const index = customers.findIndex((customer) => customer.id === id);
      const customer = customers[index];
      if (customer) customers[index] = { ...customer, ...changes };
    },
    removeOrder(id) {
      const index = orders.findIndex((order) => order.id === id);
      if (index >= 0) orders.splice(index, 1);
    },
    copyOrder(id) {
      const order = orders.find((one) => one.id === id);
      if (order) orders.push({ ...order, id: `${id}-copy` });
    },
    edit(id, change) {
      const index = orders.findIndex((order) => order.id === id);
      const order = orders[index];
      if (order) orders[index] = change(order);
    },
  };
  return books;
}
