import { SandboxError } from '../sandbox-error.ts';

/**
 * Runs `start`; Ctrl-C or SIGTERM meanwhile aborts its signal, upon which it cleans up after itself and throws. A second Ctrl-C ends the
 * process at once.
 */
export async function abortOnSignal<Result>(
  start: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const abort = new AbortController();
  const interrupt = (signal: NodeJS.Signals) => {
    process.stderr.write(`\n${signal}: cleaning up …\n`);
    process.exitCode = signal === 'SIGINT' ? 130 : 143;
    abort.abort(new SandboxError(`Interrupted by ${signal}; nothing of it is left.`));
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  try {
    return await start(abort.signal);
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
