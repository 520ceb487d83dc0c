/**
 * Time and chance, as arguments: the agent's logic takes them from here and nowhere else, so that a seeded simulation
 * can run a year of faults in seconds. `daemon/surroundings.ts` is the machine's own.
 */
export interface Surroundings {
  /** The wall clock. It may be wrong and may jump, either way. */
  now(): Date;
  /** Milliseconds since some moment of this process; never goes back. */
  monotonicMs(): number;
  /** A random UUID in lower case. */
  randomUuid(): string;
  /** At least 0, below 1. */
  random(): number;
  /** Resolves after `ms`, at once when the signal is aborted (then or already); never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
