import { RECORD_ID } from './wide-record-ids.ts';

/** Makes of a recorded call the same call about records that are not there yet. */
export interface Substitution {
  /** With the new names, and the new ids as far as they were learnt. */
  apply(text: string): string;
  /**
   * The record ids of two answers to the same call, place by place. @throws where they don't stand in the same places
   */
  learn(recorded: string, answered: string): void;
}

/** @param names each with what stands for it from now on */
export function createSubstitution(names: readonly (readonly [from: string, to: string])[]): Substitution {
  const ids = new Map<string, string>();
  return {
    apply(text) {
      const renamed = names.reduce((so, [from, to]) => so.replaceAll(from, to), text);
      return renamed.replace(RECORD_ID, (id) => ids.get(id) ?? id);
    },
    learn(recorded, answered) {
      const before = recorded.match(RECORD_ID) ?? [];
      const after = answered.match(RECORD_ID) ?? [];
      if (before.length !== after.length) {
        throw new Error(`Instead of ${recorded.slice(0, 300)} the ERP answered ${answered.slice(0, 300)}`);
      }
      for (const [place, id] of before.entries()) ids.set(id, after[place] as string);
    },
  };
}
