import { schedule } from 'node-cron';
import type { Logger } from 'pino';
import type { Surroundings } from '../surroundings.ts';

/** One step of the night: what it is called in the log, and what it does. */
export interface NightlyStep {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

export interface NightlyResult {
  readonly at: string;
  /** Names of the steps that failed; the log says why. */
  readonly failed: readonly string[];
}

export interface Nights {
  /** Runs the steps now; the run under way, if there is one. */
  run(): Promise<NightlyResult>;
  last(): NightlyResult | null;
  stop(): Promise<void>;
}

/** A machine that is off or asleep at night does the night's work by day: an hour's grace beyond a day. */
const OVERDUE_MS = 25 * 60 * 60_000;
const FIRST_LOOK_MS = 60_000;
const LOOK_MS = 30 * 60_000;

/**
 * Runs the steps every night at `time` (HH:MM, local), one after the other, and when the newest backup is older than a
 * day. A step that fails is said and stops none of the others.
 */
export function createNights(options: {
  time: string;
  steps: readonly NightlyStep[];
  newestBackupAt: () => Date | null;
  surroundings: Pick<Surroundings, 'now' | 'sleep'>;
  log: Pick<Logger, 'info' | 'error'>;
}): Nights {
  const { steps, surroundings, log } = options;
  const stopping = new AbortController();
  let last = null as NightlyResult | null;
  let running: Promise<NightlyResult> | null = null;

  async function runSteps(): Promise<NightlyResult> {
    const failed: string[] = [];
    for (const { name, run } of steps) {
      if (stopping.signal.aborted) break;
      try {
        log.info({ step: name, result: await run() }, 'Nightly step done');
      } catch (error) {
        failed.push(name);
        log.error({ step: name, err: error }, 'Nightly step failed; it runs again tomorrow');
      }
    }
    last = { at: surroundings.now().toISOString(), failed };
    return last;
  }

  function run(): Promise<NightlyResult> {
    running ??= runSteps().finally(() => {
      running = null;
    });
    return running;
  }

  const [hour, minute] = options.time.split(':').map(Number);
  const task = schedule(`${minute} ${hour} * * *`, async () => void (await run()));
  const overdue = (async () => {
    for (let wait = FIRST_LOOK_MS; ; wait = LOOK_MS) {
      await surroundings.sleep(wait, stopping.signal);
      if (stopping.signal.aborted) return;
      const newest = Math.max(options.newestBackupAt()?.getTime() ?? 0, last ? Date.parse(last.at) : 0);
      if (surroundings.now().getTime() - newest > OVERDUE_MS) await run();
    }
  })();

  return {
    run,
    last: () => last,
    async stop() {
      stopping.abort();
      await task.destroy();
      await overdue;
      await running;
    },
  };
}
