import type { Message } from '@counterfoil/shared-types';
import type { ErpOrderState } from '../../adapters/erp-documents.ts';
import type { CanonicalOrder } from '../canonical/canonical-order.ts';
import type { OrderContent } from '../canonical/order-content.ts';
import type { InvalidState } from '../inbox/invalid-state.ts';
import type { DeliveryState } from './delivery-states.ts';
import type { PersonsWord } from './persons-word.ts';

/** What is known of one order at the moment it is decided. */
export interface OrderFacts {
  readonly presence: 'present' | 'gone' | 'unreadable' | 'invalid';
  /** The newest state that came; null: none. */
  readonly order: CanonicalOrder | null;
  readonly invalid: InvalidState | null;
  readonly word: PersonsWord | null;
  readonly delivery: DeliveryFacts | null;
  /** Another order had its id before, and the ERP has or may have it; null: none. */
  readonly former: { readonly documentNumber: string; readonly isDoubtful: boolean } | null;
  /** What the open hold says, if there is one. */
  readonly heldFor: Message | null;
  /** Of the order, by which the ERP can be asked for it; null: not known. */
  readonly check: string | null;
  /** The ERP may have it without our knowing, and we have not looked since. */
  readonly mayBeThere: boolean;
}

export interface DeliveryFacts {
  readonly state: DeliveryState;
  readonly content: OrderContent | null;
  readonly leftOut: boolean;
  /** A person said that it is an order of its own, though its id stood for another one. */
  readonly newOrder: boolean;
  /** Of the ERP's document, as it was read back last. */
  readonly documentNumber: string;
  readonly documentState: ErpOrderState | null;
  /** The last answer; null: none since the state changed. */
  readonly said: Message | null;
  readonly adopted: boolean;
}

export interface OrderRules {
  readonly erp: string;
  /** UTC. */
  readonly cutover: string;
  readonly statuses: readonly string[];
  /** The last state to which the document is brought. */
  readonly lastStep: ErpOrderState;
}

export function isHeldFor({ heldFor }: Pick<OrderFacts, 'heldFor'>, codes: readonly string[]): boolean {
  return heldFor !== null && codes.includes(heldFor.code);
}
