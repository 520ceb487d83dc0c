import type { JourneyRow } from '@counterfoil/shared-types';

/** Why it stands still: its id stood for another order before. */
export const ID_GIVEN_AGAIN = 'binding_of_another_order';

export function isIdGivenAgain({ state, code }: Pick<JourneyRow, 'state' | 'code'>): boolean {
  return state === 'held' && code === ID_GIVEN_AGAIN;
}
