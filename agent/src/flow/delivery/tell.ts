import type { ErpDocument, Known, Message } from '@counterfoil/shared-types';
import type { AgentTransaction } from '../../database/transaction.ts';
import type { KeptEvent } from '../inbox/inbox-table.ts';
import type { OrderKey, OrdersDocument } from './document-key.ts';

/**
 * What the delivery has to say about an order, written in the transaction that does what it says. The receipts' hop is
 * behind it.
 */
export interface Tell {
  /** One line of the order's journey, about one of its documents. */
  step(transaction: AgentTransaction, about: OrdersDocument, message: Message): Promise<void>;
  /** Lines told before name the order's customer no longer, told again or not. */
  forgetPerson(transaction: AgentTransaction, order: OrderKey): Promise<void>;
  /**
   * Where the order stands now; its check is empty where it is not known which order it is. What is left out stays as
   * it was.
   * @returns the journey's version that tells it
   */
  stands(transaction: AgentTransaction, order: OrderKey, standing: OrderStanding): Promise<number>;
  /** What became of these events, oldest first: the newest gets the answer, the ones before it were superseded. */
  answer(
    transaction: AgentTransaction,
    orderId: number,
    events: readonly KeptEvent[],
    answer: {
      readonly outcome: 'delivered' | 'unchanged' | 'held' | 'skipped';
      readonly message: Message;
    },
  ): Promise<void>;
}

export interface OrderStanding {
  readonly state: Known<'journeyState'>;
  readonly message: Message;
  /** All that the ERP has or had of it. */
  readonly documents?: readonly ErpDocument[];
  readonly total?: string;
  readonly currency?: string;
}
