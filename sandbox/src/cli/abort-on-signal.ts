import { SandboxError } from '../sandbox-error.ts';
import { exitCodeOf, onStopSignal } from './stop-signals.ts';

/**
 * Runs `work`; Ctrl-C or another signal that asks to stop aborts its signal, upon which it cleans up after itself and
 * throws.
 */
export async function abortOnSignal<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const abort = new AbortController();
  const stopListening = onStopSignal((signal) => {
    process.stderr.write(`\n${signal}: cleaning up …\n`);
    process.exitCode = exitCodeOf(signal);
    abort.abort(new SandboxError(`Interrupted by ${signal}; nothing of it is left.`));
  });
  try {
    return await work(abort.signal);
  } finally {
    stopListening();
  }
}
