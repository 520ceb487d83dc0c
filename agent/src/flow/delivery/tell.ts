import type { ErpDocument, Known, Message } from '@counterfoil/shared-types';
import type { AgentDatabase } from '../../database/open-database.ts';
import type { AgentTransaction } from '../../database/transaction.ts';
import type { KeptEvent } from '../inbox/inbox-table.ts';

/**
 * What the delivery has to say about an order, written in the transaction that does what it says. The receipts' hop is behind it.
 */
export interface Tell {
  /** One line of the order's journey. */
  step(transaction: AgentTransaction, orderId: number, message: Message): Promise<void>;
  /** Lines told before name the order's customer no longer, told again or not. */
  forgetPerson(transaction: AgentTransaction, orderId: number): Promise<void>;
  /** Where the order stands now. What is left out stays as it was. */
  stands(transaction: AgentTransaction, orderId: number, standing: OrderStanding): Promise<void>;
  /** The check of the order of which it was said last where it stands; null: none was, or which one it is was not known. */
  checkTold(database: AgentDatabase, orderId: number): Promise<string | null>;
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
  readonly check?: string | null;
  readonly document?: ErpDocument | null;
  readonly total?: string;
  readonly currency?: string;
}
