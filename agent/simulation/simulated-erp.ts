import { withReplacements } from '@counterfoil/shared-types';
import type { BeforeWrite, ErpAdapter, ErpCapabilities, LookUp } from '../src/adapters/erp-adapter.ts';
import type { CatalogueEntry, ErpOrderState } from '../src/adapters/erp-documents.ts';
import { ErpError } from '../src/adapters/erp-errors.ts';
import { createErpBooks, type ErpBooks } from './erp-books.ts';
import { type ErpFaults, NO_FAULTS } from './erp-faults.ts';
import type { Chance } from './seeded-chance.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface ErpTraits {
  readonly unique: boolean;
  readonly addresses: 'records' | 'on_order';
  readonly parallelCalls: number;
  readonly longestCommitMs: number;
}

/** What a test looks at, and what all connections to one ERP share. */
export interface SimulatedErp extends ErpBooks {
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
  /** What the connector's user may not do: `order.create`; asked with the reference, too, of the one order. */
  forbids: (operation: string, reference?: string) => boolean;
  /** Calls of each kind so far, those that failed too. */
  readonly calls: ReadonlyMap<string, number>;
  /** Most calls that were under way at one moment. */
  mostAtOnce(): number;
}

const CALL_TIMEOUT_MS = 20_000;
/** Together they take longer than a lease lasts. */
const MOST_SLOW_READS = 5;

export function createSimulatedErp(time: VirtualTime, chance: Chance, traits: ErpTraits): SimulatedErp {
  const calls = new Map<string, number>();
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

  const books = createErpBooks(traits.unique, capabilities.rounding);
  const erp: SimulatedErp = Object.assign(books, {
    faults: NO_FAULTS,
    failOnce: (operation, fault) => void failOnce.set(operation, fault),
    onCall: () => {},
    down: false,
    locked: false,
    forbids: () => false,
    calls,
    mostAtOnce: () => most,
    connect,
  } satisfies Omit<SimulatedErp, keyof ErpBooks>);

  const unreachable = (next: 'retry' | 'unknown', operation: string) =>
    new ErpError(next, { code: 'erp_unreachable', values: { erp: 'Sim', reason: 'no answer' } }, operation);

  const forbidden = (operation: string) =>
    new ErpError(
      'forbidden',
      { code: 'erp_right_missing', values: { erp: 'Sim', right: operation, reason: 'not for you' } },
      operation,
    );

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
      // Connecting asks for no right; an adapter that needs one for it says `stop`.
      if (operation !== 'connect' && (erp.forbids(operation) || goesWrong(operation, 'forbidden'))) {
        throw forbidden(operation);
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
    const isSlowest = failOnce.get(operation) === 'slowReads';
    if (goesWrong(operation, 'slowReads')) {
      let reads = isSlowest ? MOST_SLOW_READS : chance.whole(1, MOST_SLOW_READS);
      for (; reads > 0; reads--) await time.sleep(CALL_TIMEOUT_MS - 1_000);
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
        if (error instanceof ErpError && error.next !== 'hold' && error.next !== 'forbidden')
          return { answer: 'cannot_tell', because: error };
        throw error;
      },
    );

  function commitTransition(id: string, to: ErpOrderState): void {
    if (goesWrong('order.advance', 'lazyTransition')) return;
    books.advance(id, to);
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
          books
            .customers()
            .filter(
              (customer) =>
                customer.reference === reference ||
                customer.number === reference ||
                (email !== '' && customer.emails.some((one) => one.toLowerCase() === email.toLowerCase())),
            ),
        ),
      createCustomer: (draft, beforeWrite) =>
        write('customer.create', beforeWrite, () => books.enterCustomer(draft)),
      hasCustomer: (customerId) =>
        lookUp('customer.read', () => books.customers().filter((customer) => customer.id === customerId)),
      hasAddress: (customerId, addressId) =>
        lookUp('address.read', () => books.addresses(customerId).filter((one) => one.id === addressId)),
      findAddress: (customerId, address) =>
        lookUp('address.find', () =>
          books
            .addresses(customerId)
            .filter((one) => JSON.stringify(one.address) === JSON.stringify(address)),
        ),
      createAddress: (customerId, address, beforeWrite) =>
        write('address.create', beforeWrite, () => books.enterAddress(customerId, address)),
      findOrders: (reference) =>
        lookUp('order.find', () => {
          const references = withReplacements(reference);
          return books.orders().filter((order) => references.includes(order.reference));
        }),
      previewOrder: async (draft) => draft,
      createOrder: (draft, beforeWrite) =>
        write('order.create', beforeWrite, () => {
          if (erp.forbids('order.create', draft.reference)) throw forbidden('order.create');
          return books.enterOrder(draft);
        }),
      readOrder: (id) => read('order.read', () => books.orders().find((order) => order.id === id) ?? null),
      advanceOrder: (id, to, _draft, beforeWrite) =>
        write('order.advance', beforeWrite, () => commitTransition(id, to)),
      amendOrder: () => Promise.reject(new Error('not declared')),
      readCatalogue: async () => ({ entries: [], next: null }),
      findProduct: (code) =>
        read('product.find', (): CatalogueEntry | null =>
          books.hasProduct(code) ? { code, name: code, percent: null, active: true } : null,
        ),
      examine: async () => [],
      close: async () => {},
    };
  }

  return erp;
}
