import type { ErpOrderState } from '../../adapters/erp-documents.ts';

const RANKS: readonly ErpOrderState[] = ['draft', 'quoted', 'confirmed', 'processed', 'done'];
const rank = (state: ErpOrderState) => RANKS.indexOf(state);

export function isBefore(state: ErpOrderState, other: ErpOrderState): boolean {
  return rank(state) < rank(other);
}

/** The ERP's states up to the one that is wanted; an ERP that lacks it goes to the last one before. */
export function stepsUpTo(states: readonly ErpOrderState[], target: ErpOrderState): ErpOrderState[] {
  return states.filter((state) => rank(state) <= rank(target));
}

/** The last state to which a document is brought. */
export function lastStep(states: readonly ErpOrderState[], target: ErpOrderState): ErpOrderState {
  return stepsUpTo(states, target).at(-1) ?? target;
}
