import { CONTRACT_REVISION } from '@counterfoil/shared-types';
import { expect, it } from 'vitest';
import { olderSide } from './older-side.ts';

it.each([
  ['the plugin, which knows fewer names', CONTRACT_REVISION - 1, 'plugin'],
  ['the connector, where the plugin knows more', CONTRACT_REVISION + 1, 'connector'],
  ['neither where both know the same', CONTRACT_REVISION, null],
  ['neither before the shop said what it knows', null, null],
] as const)('the side to be updated is %s', (_case, shopRevision, side) => {
  expect(olderSide(shopRevision)).toBe(side);
});
