import type { ErpAdapter, LookUp } from '../../adapters/erp-adapter.ts';
import { ErpError } from '../../adapters/erp-errors.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { ErpGate } from './erp-gate.ts';

/** What the delivery calls of an adapter. */
export type ErpCalls = Pick<
  ErpAdapter,
  | 'findCustomer'
  | 'createCustomer'
  | 'hasCustomer'
  | 'findAddress'
  | 'createAddress'
  | 'hasAddress'
  | 'findOrders'
  | 'createOrder'
  | 'readOrder'
  | 'advanceOrder'
  | 'findProduct'
>;

/** The adapter's calls, with the gate hearing how each of them went. */
export function watchAdapter(adapter: ErpAdapter, gate: ErpGate, surroundings: Surroundings): ErpCalls {
  async function call<T>(name: keyof ErpCalls, work: () => Promise<T>): Promise<T> {
    const began = surroundings.monotonicMs();
    try {
      const result = await work();
      gate.succeeded(surroundings.monotonicMs() - began, name);
      return result;
    } catch (error) {
      if (error instanceof ErpError) gate.failed(error, name);
      throw error;
    }
  }
  /** A look-up that could not tell has failed, too. What only a person can mend, a person is told at once. */
  async function lookUp<T>(name: keyof ErpCalls, work: () => Promise<LookUp<T>>): Promise<LookUp<T>> {
    const began = surroundings.monotonicMs();
    let result: LookUp<T>;
    try {
      result = await work();
    } catch (error) {
      if (!(error instanceof ErpError)) throw error;
      if (error.next === 'hold' || error.next === 'forbidden') {
        gate.failed(error, name);
        throw error;
      }
      result = { answer: 'cannot_tell', because: error };
    }
    if (result.answer !== 'cannot_tell') gate.succeeded(surroundings.monotonicMs() - began, name);
    else if (result.because instanceof ErpError) gate.failed(result.because, name);
    return result;
  }
  return {
    findCustomer: (query) => lookUp('findCustomer', () => adapter.findCustomer(query)),
    createCustomer: (...given) => call('createCustomer', () => adapter.createCustomer(...given)),
    findAddress: (customerId, address) =>
      lookUp('findAddress', () => adapter.findAddress(customerId, address)),
    createAddress: (...given) => call('createAddress', () => adapter.createAddress(...given)),
    hasCustomer: (customerId) => lookUp('hasCustomer', () => adapter.hasCustomer(customerId)),
    hasAddress: (...given) => lookUp('hasAddress', () => adapter.hasAddress(...given)),
    findOrders: (reference) => lookUp('findOrders', () => adapter.findOrders(reference)),
    createOrder: (...given) => call('createOrder', () => adapter.createOrder(...given)),
    readOrder: (id) => call('readOrder', () => adapter.readOrder(id)),
    advanceOrder: (...given) => call('advanceOrder', () => adapter.advanceOrder(...given)),
    findProduct: (code) => call('findProduct', () => adapter.findProduct(code)),
  };
}
