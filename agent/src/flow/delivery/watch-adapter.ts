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
  async function call<T>(work: () => Promise<T>): Promise<T> {
    const began = surroundings.monotonicMs();
    try {
      const result = await work();
      gate.succeeded(surroundings.monotonicMs() - began);
      return result;
    } catch (error) {
      if (error instanceof ErpError) gate.failed(error);
      throw error;
    }
  }
  /** A look-up that could not tell has failed, too. What only a person can mend, a person is told at once. */
  async function lookUp<T>(work: () => Promise<LookUp<T>>): Promise<LookUp<T>> {
    const began = surroundings.monotonicMs();
    let result: LookUp<T>;
    try {
      result = await work();
    } catch (error) {
      if (!(error instanceof ErpError)) throw error;
      if (error.next === 'hold') {
        gate.failed(error);
        throw error;
      }
      result = { answer: 'cannot_tell', because: error };
    }
    if (result.answer !== 'cannot_tell') gate.succeeded(surroundings.monotonicMs() - began);
    else if (result.because instanceof ErpError) gate.failed(result.because);
    return result;
  }
  return {
    findCustomer: (query) => lookUp(() => adapter.findCustomer(query)),
    createCustomer: (...given) => call(() => adapter.createCustomer(...given)),
    findAddress: (customerId, address) => lookUp(() => adapter.findAddress(customerId, address)),
    createAddress: (...given) => call(() => adapter.createAddress(...given)),
    hasCustomer: (customerId) => lookUp(() => adapter.hasCustomer(customerId)),
    hasAddress: (...given) => lookUp(() => adapter.hasAddress(...given)),
    findOrders: (reference) => lookUp(() => adapter.findOrders(reference)),
    createOrder: (...given) => call(() => adapter.createOrder(...given)),
    readOrder: (id) => call(() => adapter.readOrder(id)),
    advanceOrder: (...given) => call(() => adapter.advanceOrder(...given)),
    findProduct: (code) => call(() => adapter.findProduct(code)),
  };
}
