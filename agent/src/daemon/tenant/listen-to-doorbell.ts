import {
  afterReading,
  afterUnannouncedEvents,
  type Doorbell,
  hang,
  nextReadingAt,
} from '../../store-api/doorbell-states.ts';
import type { TenantLoops, TenantRunOptions } from './run-tenant.ts';

/** Reads the doorbell at its period and calls `onRing` at each ring. The host's pause holds for it too. */
export function listenToDoorbell(options: TenantRunOptions, onRing: () => void) {
  const { readBell, pace, surroundings, log } = options;
  let bell: Doorbell = hang(readBell === null ? null : 'there', surroundings.monotonicMs());

  function become(next: Doorbell): void {
    if (next.state === 'closed' && bell.state !== 'closed') {
      log.warn(
        { because: next.because },
        'The doorbell is closed for an hour; the shop is asked at intervals',
      );
    }
    if (next.state === 'working' && bell.state === 'closed') log.info('The doorbell works again');
    bell = next;
  }

  return {
    state: (): Doorbell => bell,
    missedRing: () => become(afterUnannouncedEvents(bell, surroundings.monotonicMs())),

    async run(loops: Pick<TenantLoops, 'ended' | 'sleeps' | 'signal' | 'watch'>): Promise<void> {
      if (readBell === null) return;
      while (!loops.ended()) {
        const now = surroundings.monotonicMs();
        const wait = Math.max((nextReadingAt(bell) ?? now) - now, pace.pausedForMs());
        if (wait > 0) {
          await loops.sleeps.bell.sleep(wait);
          continue;
        }
        try {
          const reading = await readBell(loops.signal);
          const after = afterReading(bell, reading, surroundings.monotonicMs(), pace.bellPeriodMs);
          become(after.bell);
          if (after.rang) onRing();
          loops.watch.succeeded('doorbell');
        } catch (error) {
          await loops.sleeps.bell.sleep(loops.watch.failed('doorbell', error));
        }
      }
    },
  };
}
