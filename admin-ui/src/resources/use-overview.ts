import type { OverviewAnswer } from '@counterfoil/shared-types';
import { type Resource, useResource } from './use-resource.ts';

/** New figures every 15 s while the page is looked at. */
export function useOverview(): Resource<OverviewAnswer> {
  return useResource<OverviewAnswer>('overview', 15_000);
}
