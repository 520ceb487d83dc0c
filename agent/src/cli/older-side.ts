import { CONTRACT_REVISION } from '@counterfoil/shared-types';

/**
 * Which side is to be updated: names are only ever added to the contract, so who knows fewer of them is the older one.
 * What it does not know it keeps and shows in general words; orders go on.
 * @param shopRevision as the shop said it last; null: it has not said it yet
 * @returns null: both know the same
 */
export function olderSide(shopRevision: number | null): 'plugin' | 'connector' | null {
  if (shopRevision === null || shopRevision === CONTRACT_REVISION) return null;
  return shopRevision < CONTRACT_REVISION ? 'plugin' : 'connector';
}
