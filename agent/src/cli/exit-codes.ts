/**
 * What the command line ends with. Documented in docs/command-line.md; scripts rely on it, so a number never changes
 * its meaning.
 */
export const EXIT = {
  ok: 0,
  /** The command did its work and found something that needs a person (`status`, `doctor`). */
  needsYou: 1,
  /** The command line was not understood. */
  usage: 64,
  /** What was asked for is not there: an order, a tenant. */
  notFound: 66,
  /** The shop or the ERP did not answer, or refused. */
  unavailable: 69,
  /** A defect of Counterfoil. */
  defect: 70,
  /** A file can't be written, or is there already. */
  cannotWrite: 73,
  /** Another Counterfoil process works in the same state directory. */
  locked: 75,
  /** The configuration or a secret is wrong, or the database is not ours. */
  config: 78,
  /** Ended by a person (Ctrl-C) before it was done. */
  interrupted: 130,
  /** Whoever read the output has closed it (`| head`): 128 + SIGPIPE, as a shell says of a Unix tool. */
  nobodyReads: 141,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
