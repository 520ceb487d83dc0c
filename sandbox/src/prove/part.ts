/** What one part of `npm run prove` found out: a table, and what must not be. */
export interface Proof {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** In words, each with where to look; empty: it holds. */
  readonly failures: readonly string[];
}

export interface Sizes {
  /** Of the simulation. */
  readonly seeds: number;
  /** Whole runs of the tests, or of the demo, in a row. */
  readonly runs: number;
  /** In each demo. */
  readonly orders: number;
}

/** One of the repository's commands, run to its end. */
export interface CommandRun {
  readonly exitCode: number;
  readonly output: string;
  readonly seconds: number;
  /** Keeps the whole output. */
  readonly log: string;
}

export interface Workplace {
  readonly sizes: Sizes;
  readonly say: (text: string) => void;
  /** @param command as after `node setup.mjs`; `name` of its log */
  run(name: string, command: readonly string[], env?: Readonly<Record<string, string>>): Promise<CommandRun>;
}

/** Too long for `npm test`; shown when it matters, its last figures in docs/proof.md. */
export interface Part {
  readonly id: string;
  run(place: Workplace): Promise<Proof>;
}
