import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Parts of the paths of what takes longest, the longest first. */
export const LONG = [
  'adapters/tryton/tryton.conformance',
  'e2e/tryton',
  'e2e/practice-hpos',
  'e2e/practice-legacy',
  'e2e/sandbox-shop',
  'adapters/sandbox/sandbox.conformance',
  'agent/simulation/simulation',
];

/**
 * Begins with what takes longest, so that no worker is left alone with it at the end. Vitest itself knows that only
 * from an earlier run; in a fresh checkout it goes by the size of the files, which says little of tests that wait for
 * other processes.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    const placeOf = (file: TestSpecification) =>
      projects.indexOf(file.project.name) * (LONG.length + 1) + placeAmongLong(file.moduleId);
    return sorted.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

function placeAmongLong(path: string): number {
  const place = LONG.findIndex((part) => path.includes(part));
  return place < 0 ? LONG.length : place;
}
