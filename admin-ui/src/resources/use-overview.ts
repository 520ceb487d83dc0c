import type { OverviewAnswer } from '@counterfoil/shared-types';
import { SOON } from './use-journeys.ts';
import { type Resource, useResource } from './use-resource.ts';

/** New figures every 15 s while the page is looked at; sooner while the connector is about to answer something. */
export function useOverview(): Resource<OverviewAnswer> {
  return useResource<OverviewAnswer>('overview', (answer) =>
    answer?.held.rows.some((row) => row.asked) ? SOON : 15_000,
  );
}
