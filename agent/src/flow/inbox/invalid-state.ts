import type { Reason } from '@counterfoil/shared-types';

/** What can't be right in a state of an order that the shop sent. */
export interface InvalidState {
  /** Path inside the state: `lines[2].total`. */
  readonly field: string;
  readonly reason: Reason;
}

export const STATE_MISSING: InvalidState = {
  field: 'orders',
  reason: { code: 'reason_state_missing', values: {} },
};
