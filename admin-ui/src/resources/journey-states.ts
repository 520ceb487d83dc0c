export type { JourneyRow, JourneysAnswer } from '@counterfoil/shared-types';

import type { JourneyState } from '@counterfoil/shared-types';

/** Written out here, so that the bundle does not carry the schemas they come from. */
export const journeyStates: readonly JourneyState[] = [
  'held',
  'broken',
  'in_doubt',
  'waiting',
  'working',
  'delivered',
  'not_paid',
  'skipped',
];
