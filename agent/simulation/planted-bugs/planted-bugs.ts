import { BUGS_OF_THE_AGENT } from './bugs-of-the-agent.ts';
import { BUGS_OF_THE_ENDS } from './bugs-of-the-ends.ts';
import type { PlantedBug } from './plant-bug.ts';

export const PLANTED_BUGS: readonly PlantedBug[] = [...BUGS_OF_THE_AGENT, ...BUGS_OF_THE_ENDS];
