import type { Surroundings } from '../surroundings.ts';

/**
 * How often one host address may be asked, over all tenants whose shops stand there. A host that refuses (403, 406,
 * 429, 503, HTML) is asked at most once a minute; each good answer after that halves the pause, so that a firewall
 * which counts is not provoked again at once.
 */
export interface HostPace {
  /** Waits until the host may be asked, and takes that turn. Returns early when the signal is aborted. */
  turn(signal?: AbortSignal): Promise<void>;
  answered(): void;
  refused(retryAfterMs: number | null): void;
  /** Milliseconds until the host may be asked again; 0: now. */
  pausedForMs(): number;
  /** A doorbell of this host is read this often, milliseconds; `isBusy`: it rang lately. */
  bellPeriodMs(isBusy: boolean): number;
  /** One more or one fewer doorbell hangs here. */
  addBells(count: number): void;
}

type PaceClock = Pick<Surroundings, 'monotonicMs' | 'sleep'>;

/** Asked once a minute while it refuses. */
export const SLOWEST_MS = 60_000;
/**
 * Two static files a second from one address is what a browser does; hosts' own limits begin around that, per minute.
 */
const BELLS_PER_SECOND = 2;
const BELL_PERIOD_MS = 2_000;
/** docs/decisions/0004-doorbell-period.md */
const BUSY_BELL_PERIOD_MS = 1_000;

export function createHostPace(clock: PaceClock): HostPace {
  let pauseMs = 0;
  let nextTurnAt = Number.NEGATIVE_INFINITY;
  let bells = 0;
  const wait = () => Math.max(0, nextTurnAt - clock.monotonicMs());
  return {
    async turn(signal) {
      for (let ms = wait(); ms > 0 && !signal?.aborted; ms = wait()) await clock.sleep(ms, signal);
      // Taken before the answer is known: two callers never leave the pause together.
      if (pauseMs > 0) nextTurnAt = clock.monotonicMs() + pauseMs;
    },
    answered() {
      if (pauseMs === 0) return;
      pauseMs = pauseMs / 2 < BELL_PERIOD_MS ? 0 : pauseMs / 2;
      nextTurnAt = Math.min(nextTurnAt, clock.monotonicMs() + pauseMs);
    },
    refused(retryAfterMs) {
      pauseMs = SLOWEST_MS;
      nextTurnAt = clock.monotonicMs() + Math.max(pauseMs, retryAfterMs ?? 0);
    },
    pausedForMs: wait,
    bellPeriodMs: (isBusy) =>
      Math.max(isBusy ? BUSY_BELL_PERIOD_MS : BELL_PERIOD_MS, (bells / BELLS_PER_SECOND) * 1000, pauseMs),
    addBells(count) {
      bells += count;
    },
  };
}

/** One pace per host address. `lookUp` gives the address of a name; a name that can't be resolved stands for itself. */
export function createHostPaces(clock: PaceClock, lookUp: (hostname: string) => Promise<string>) {
  const paces = new Map<string, HostPace>();
  return {
    async of(url: URL): Promise<HostPace> {
      const address = await lookUp(url.hostname).catch(() => url.hostname);
      const known = paces.get(address);
      if (known) return known;
      const pace = createHostPace(clock);
      paces.set(address, pace);
      return pace;
    },
  };
}
