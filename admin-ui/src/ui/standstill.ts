import type { OverviewAnswer, ScreenWord } from '@counterfoil/shared-types';
import { createContext, useContext } from 'react';
import { say } from './say.ts';

/**
 * Why nothing moves at the moment; null: it does. What is asked for then waits, which is said wherever somebody asks.
 */
export const Standstill = createContext<'stopped' | 'silent' | null>(null);

export function standstillOf(
  overview: Pick<OverviewAnswer, 'ordersStopped' | 'connectorSilent'> | null,
): 'stopped' | 'silent' | null {
  if (overview === null) return null;
  if (overview.ordersStopped !== null) return 'stopped';
  return overview.connectorSilent ? 'silent' : null;
}

const ASKED = { stopped: 'screen_asked_stopped', silent: 'screen_asked_silent' } as const satisfies Record<
  string,
  ScreenWord
>;

/** That it was asked, and when it is taken up. */
export function useAskedText(): string {
  const standstill = useContext(Standstill);
  return say(standstill === null ? 'screen_asked' : ASKED[standstill]);
}
