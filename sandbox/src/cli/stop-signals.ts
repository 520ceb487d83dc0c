import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** SIGPIPE: whoever read our output has gone. Node ignores that signal and reports it as an error of the stream. */
export type StopSignal = (typeof SIGNALS)[number] | 'SIGPIPE';

/** One Ctrl-C arrives up to three times: from the terminal, from npm and from setup.mjs. */
const SAME_WISH_MS = 500;

/**
 * Calls `stop` with the first signal that asks to stop. A later second Ctrl-C or SIGTERM ends the process at once; a
 * closed terminal never does: shells send its SIGHUP twice.
 * @param lookAt The command that shows what may run on after such an end.
 * @returns a function that ends the listening
 */
export function onStopSignal(
  stop: (signal: StopSignal) => void,
  lookAt = 'npm run -s sandbox -- status',
): () => void {
  let askedAt: number | null = null;
  const listener = (signal: StopSignal) => {
    if (askedAt === null) {
      askedAt = performance.now();
      stop(signal);
      return;
    }
    if (signal === 'SIGHUP' || signal === 'SIGPIPE' || performance.now() - askedAt < SAME_WISH_MS) return;
    process.stderr.write(`Ended at once. What may still run: ${lookAt}\n`);
    process.exit(exitCodeOf(signal));
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  // These stay: what is said while clearing up has no reader either.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
      listener('SIGPIPE');
    });
  }
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}

export const exitCodeOf = (signal: StopSignal) => 128 + constants.signals[signal];
