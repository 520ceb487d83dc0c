import type { Logger } from 'pino';
import type { Surroundings } from '../surroundings.ts';

/**
 * Does something again and again, `everyMs` after its end. A failure is said, once until it works again, and ends
 * nothing.
 */
export function repeat(
  name: string,
  work: () => Promise<unknown>,
  everyMs: number,
  surroundings: Pick<Surroundings, 'sleep'>,
  log: Pick<Logger, 'error' | 'info'>,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = (async () => {
    let failing = false;
    while (!stopping.signal.aborted) {
      await surroundings.sleep(everyMs, stopping.signal);
      if (stopping.signal.aborted) return;
      try {
        await work();
        if (failing) log.info({ work: name }, 'This works again');
        failing = false;
      } catch (error) {
        if (!failing) log.error({ work: name, err: error }, 'This failed; it is tried again');
        failing = true;
      }
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
