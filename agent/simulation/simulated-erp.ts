import type { BeforeWrite, ErpAdapter, ErpCapabilities, LookUp } from '../src/adapters/erp-adapter.ts';
import type {
  CatalogueEntry,
  ErpAddress,
  ErpCustomer,
  ErpCustomerDraft,
  ErpOrder,
  ErpOrderDraft,
  ErpOrderState,
} from '../src/adapters/erp-documents.ts';
import { ErpError } from '../src/adapters/erp-errors.ts';
import { predictTotals } from '../src/adapters/predict-totals.ts';
import type { Chance } from './seeded-chance.ts';
import type { VirtualTime } from './virtual-time.ts';

/** How often what goes wrong, at each call. */
export interface ErpFaults {
  /** A write is done, its answer never comes. */
  lostAnswer: number;
  /** A write is cut off, and becomes visible only later, up to the longest commit. */
  lateCommit: number;
  /** A write is cut off before it arrived. */
  lostRequest: number;
  /** Asked to wait; nothing done. */
  throttled: number;
  /** Something was locked; nothing done. */
  conflict: number;
  /** A read gets no answer. */
  lostRead: number;
  /** A transition answers well and does nothing. */
  lazyTransition: number;
  /** What the adapter asks before a write is answered only just within the time limit, several times in a row. */
  slowReads: number;
  /** The connector's user may not do this; nothing done. */
  forbidden: number;
}

export const NO_FAULTS: ErpFaults = {
  lostAnswer: 0,
  lateCommit: 0,
  lostRequest: 0,
  throttled: 0,
  conflict: 0,
  lostRead: 0,
  lazyTransition: 0,
  slowReads: 0,
  forbidden: 0,
};

export interface ErpTraits {
  readonly unique: boolean;
  readonly addresses: 'records' | 'on_order';
  readonly parallelCalls: number;
  readonly longestCommitMs: number;
}

interface Customer extends ErpCustomer {
  readonly addresses: { readonly id: string; readonly address: ErpAddress }[];
}

/** What a test looks at, and what all connections to one ERP share. */
export interface SimulatedErp {
  /** A connection, as one process of the agent opens it. */
  connect(): ErpAdapter;
  faults: ErpFaults;
  /** The next call of this kind goes wrong in this way: `order.create`, `order.advance` … */
  failOnce(operation: string, fault: keyof ErpFaults): void;
  /** Called with each call as it arrives: what happens meanwhile elsewhere. */
  onCall: (operation: string) => void;
  /** Nothing answers. */
  down: boolean;
  /** Every login is refused. */
  locked: boolean;
  /** It takes no order of today. */
  periodClosed: boolean;
  orders(): readonly ErpOrder[];
  customers(): readonly Customer[];
  /** Calls of each kind so far, those that failed too. */
  readonly calls: ReadonlyMap<string, number>;
  /** Most calls that were under way at one moment. */
  mostAtOnce(): number;
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
const CALL_TIMEOUT_MS = 20_000;

export function createSimulatedErp(time: VirtualTime, chance: Chance, traits: ErpTraits): SimulatedErp {
  const orders: ErpOrder[] = [];
  const customers: Customer[] = [];
  const products = new Set(['MUG-BLUE', 'CUP', 'SHIPPING', 'FEE', 'ROUNDING']);
  const calls = new Map<string, number>();
  let number = 0;
  let customerNumber = 0;
  const failOnce = new Map<string, keyof ErpFaults>();
  let underWay = 0;
  let most = 0;

  function goesWrong(operation: string, fault: keyof ErpFaults): boolean {
    if (failOnce.get(operation) === fault) return failOnce.delete(operation);
    return chance.happens(erp.faults[fault]);
  }

  const capabilities: ErpCapabilities = {
    uniqueOrderReference: traits.unique,
    uniqueCustomerReference: traits.unique,
    customers: 'records',
    addresses: traits.addresses,
    longestCommitMs: traits.longestCommitMs,
    callTimeoutMs: CALL_TIMEOUT_MS,
    parallelCalls: traits.parallelCalls,
    priceDigits: 4,
    rounding: { tax: 'line', taxBase: 'rounded', ties: 'half_up', negativesApart: false },
    orderStates: ['draft', 'confirmed', 'processed'],
    firstLastingState: 'confirmed',
    amendDraft: false,
    lists: ['product'],
  };

  const erp: SimulatedErp = {
    faults: NO_FAULTS,
    failOnce: (operation, fault) => void failOnce.set(operation, fault),
    onCall: () => {},
    down: false,
    locked: false,
    periodClosed: false,
    orders: () => orders,
    customers: () => customers,
    calls,
    mostAtOnce: () => most,
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
    connect,
  };

  const unreachable = (next: 'retry' | 'unknown', operation: string) =>
    new ErpError(next, { code: 'erp_unreachable', values: { erp: 'Sim', reason: 'no answer' } }, operation);

  async function call<T>(operation: string, work: () => Promise<T>): Promise<T> {
    calls.set(operation, (calls.get(operation) ?? 0) + 1);
    erp.onCall(operation);
    underWay += 1;
    most = Math.max(most, underWay);
    try {
      await time.sleep(chance.whole(5, 60));
      if (erp.down) throw unreachable('retry', operation);
      if (goesWrong(operation, 'throttled')) {
        const says = { code: 'erp_throttled', values: { erp: 'Sim', seconds: 3 } } as const;
        throw new ErpError('retry', says, operation, { retryAfterMs: 3_000 });
      }
      if (goesWrong(operation, 'conflict')) {
        const says = { code: 'erp_refused', values: { erp: 'Sim', reason: 'locked' } } as const;
        throw new ErpError('retry', says, operation);
      }
      if (goesWrong(operation, 'forbidden')) {
        const says = { code: 'erp_permission', values: { erp: 'Sim', reason: operation } } as const;
        throw new ErpError('hold', says, operation);
      }
      return await work();
    } finally {
      underWay -= 1;
    }
  }

  /** `commit` is done at once, later or never; whoever sent it learns of it or not. */
  async function write<T>(
    operation: string,
    beforeWrite: BeforeWrite | undefined,
    commit: () => T,
  ): Promise<T> {
    if (goesWrong(operation, 'slowReads')) {
      for (let reads = chance.whole(1, 5); reads > 0; reads--) await time.sleep(CALL_TIMEOUT_MS - 1_000);
    }
    await beforeWrite?.();
    return call(operation, async () => {
      if (goesWrong(operation, 'lostRequest')) {
        await time.sleep(chance.whole(0, CALL_TIMEOUT_MS));
        throw unreachable('unknown', operation);
      }
      if (goesWrong(operation, 'lateCommit')) {
        const lateMs = chance.whole(0, traits.longestCommitMs);
        void time.sleep(lateMs).then(() => {
          try {
            commit();
          } catch (error) {
            // Refused where nobody hears it.
            if (!(error instanceof ErpError)) throw error;
          }
        });
        await time.sleep(Math.min(lateMs, chance.whole(0, CALL_TIMEOUT_MS)));
        throw unreachable('unknown', operation);
      }
      const result = commit();
      if (goesWrong(operation, 'lostAnswer')) {
        await time.sleep(chance.whole(0, CALL_TIMEOUT_MS));
        throw unreachable('unknown', operation);
      }
      return result;
    });
  }

  const read = <T>(operation: string, work: () => T): Promise<T> =>
    call(operation, async () => {
      if (goesWrong(operation, 'lostRead')) throw unreachable('retry', operation);
      return work();
    });

  const lookUp = <T>(operation: string, work: () => readonly T[]): Promise<LookUp<T>> =>
    read(operation, work).then(
      ([first, ...others]): LookUp<T> =>
        first === undefined ? { answer: 'absent' } : { answer: 'found', all: [first, ...others] },
      (error: unknown): LookUp<T> => {
        if (error instanceof ErpError && error.next !== 'hold')
          return { answer: 'cannot_tell', because: error };
        throw error;
      },
    );

  const taken = (operation: string) =>
    new ErpError(
      'done',
      { code: 'erp_refused', values: { erp: 'Sim', reason: 'the reference is taken' } },
      operation,
    );
  const refused = (operation: string, reason: string) =>
    new ErpError('hold', { code: 'erp_refused', values: { erp: 'Sim', reason } }, operation);

  function commitOrder(draft: ErpOrderDraft): { id: string } {
    if (traits.unique && orders.some((order) => order.reference === draft.reference))
      throw taken('order.create');
    if (erp.periodClosed) throw refused('order.create', 'the period is closed');
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
      ...predictTotals(
        lines.map((line) => ({
          ...line,
          taxes: line.taxCodes.map((code) => ({ code, percent: RATES[code] ?? '0' })),
        })),
        capabilities.rounding,
        2,
      ),
    });
    return { id: `o${number}` };
  }

  function commitCustomer(draft: ErpCustomerDraft): ErpCustomer {
    if (traits.unique && customers.some((customer) => customer.reference === draft.reference)) {
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
  }

  function commitTransition(id: string, to: ErpOrderState): void {
    if (goesWrong('order.advance', 'lazyTransition')) return;
    erp.edit(id, (order) =>
      STATES.indexOf(to) > STATES.indexOf(order.state) ? { ...order, state: to } : order,
    );
  }

  function connect(): ErpAdapter {
    return {
      kind: 'simulated',
      capabilities,
      connect: () =>
        call('connect', async () => {
          if (erp.locked) {
            throw new ErpError('stop', { code: 'erp_login_refused', values: { erp: 'Sim' } }, 'connect');
          }
          return {
            product: 'Simulated ERP',
            version: '1',
            company: 'Practice',
            currency: 'EUR',
            apiEnds: null,
            answerMs: 5,
          };
        }),
      findCustomer: ({ reference, email }) =>
        lookUp('customer.find', () =>
          customers.filter(
            (customer) =>
              customer.reference === reference ||
              customer.number === reference ||
              (email !== '' && customer.emails.some((one) => one.toLowerCase() === email.toLowerCase())),
          ),
        ),
      createCustomer: (draft, beforeWrite) =>
        write('customer.create', beforeWrite, () => commitCustomer(draft)),
      hasCustomer: (customerId) =>
        lookUp('customer.read', () => customers.filter((customer) => customer.id === customerId)),
      hasAddress: (customerId, addressId) =>
        lookUp('address.read', () =>
          (customers.find((customer) => customer.id === customerId)?.addresses ?? []).filter(
            (one) => one.id === addressId,
          ),
        ),
      findAddress: (customerId, address) =>
        lookUp('address.find', () =>
          (customers.find((customer) => customer.id === customerId)?.addresses ?? []).filter(
            (one) => JSON.stringify(one.address) === JSON.stringify(address),
          ),
        ),
      createAddress: (customerId, address, beforeWrite) =>
        write('address.create', beforeWrite, () => {
          const customer = customers.find((one) => one.id === customerId);
          if (!customer) throw refused('address.create', 'unknown customer');
          const id = `${customerId}a${customer.addresses.length + 1}`;
          customer.addresses.push({ id, address });
          return { id };
        }),
      findOrders: (reference) =>
        lookUp('order.find', () => orders.filter((order) => order.reference === reference)),
      previewOrder: async (draft) => draft,
      createOrder: (draft, beforeWrite) => write('order.create', beforeWrite, () => commitOrder(draft)),
      readOrder: (id) => read('order.read', () => orders.find((order) => order.id === id) ?? null),
      advanceOrder: (id, to, _draft, beforeWrite) =>
        write('order.advance', beforeWrite, () => commitTransition(id, to)),
      amendOrder: () => Promise.reject(new Error('not declared')),
      readCatalogue: async () => ({ entries: [], next: null }),
      findProduct: (code) =>
        read('product.find', (): CatalogueEntry | null =>
          products.has(code) ? { code, name: code, percent: null, active: true } : null,
        ),
      examine: async () => [],
      close: async () => {},
    };
  }

  return erp;
}
