import { CHANGES_AT_MOST, type Change } from '@counterfoil/shared-types';

/** As many as a message can carry: of the whole order first, of its lines as far as they go. */
export function firstChanges(changes: readonly Change[]): readonly Change[] {
  if (changes.length <= CHANGES_AT_MOST) return changes;
  const whole = changes.filter(({ line }) => line === null);
  return [...whole, ...changes.filter(({ line }) => line !== null)].slice(0, CHANGES_AT_MOST);
}
