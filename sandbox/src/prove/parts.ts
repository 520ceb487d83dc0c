import { demoRuns } from './demo-runs.ts';
import type { Part } from './part.ts';
import { releases } from './releases.ts';
import { simulation } from './simulation.ts';
import { wholeRuns } from './whole-runs.ts';

/** In this order: what tells most in the least time first. */
export const PARTS: readonly Part[] = [
  simulation,
  releases,
  demoRuns('stand-in'),
  demoRuns('real'),
  wholeRuns('stand-in'),
  wholeRuns('real'),
];
