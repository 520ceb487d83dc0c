import type { DaemonFacts, DeliverResult, OrderFlow, PollResult, SendResult } from '../../flow/order-flow.ts';
import type { BellReading } from '../../store-api/doorbell-states.ts';
import type { Surroundings } from '../../surroundings.ts';
import { runTenant, type TenantRun } from './run-tenant.ts';

/** Time that moves only when told to, in order, letting everybody act at each moment. */
export function createTime() {
  let now = 0;
  const sleepers = new Set<{ at: number; wake: () => void }>();
  const surroundings: Surroundings = {
    now: () => new Date(Date.UTC(2026, 10, 23) + now),
    monotonicMs: () => now,
    randomUuid: () => '00000000-0000-4000-8000-000000000000',
    random: () => 0.5,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const sleeper = { at: now + ms, wake: () => resolve(void sleepers.delete(sleeper)) };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', sleeper.wake, { once: true });
      }),
  };
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    surroundings,
    settle,
    async pass(ms: number) {
      const until = now + ms;
      for (await settle(); ; await settle()) {
        const next = [...sleepers].sort((a, b) => a.at - b.at)[0];
        if (!next || next.at > until) break;
        now = Math.max(now, next.at);
        next.wake();
      }
      now = until;
    },
  };
}

const quiet: PollResult = {
  received: 0,
  waiting: 0,
  nextDueInMs: null,
  unconfirmed: 0,
  leaseForMs: 120_000,
  standstill: null,
};
const nothingDue: DeliverResult = { worked: 0, nextDueInMs: null, needsLease: false, standstill: null };
const nothingSent: SendResult = { receipts: 0, journeys: 0, steps: 0, more: false };

/** A flow that says what it was asked, and answers as the test wants. */
export function scripted(answers: {
  poll?: (call: number, signal: AbortSignal | undefined) => Promise<Partial<PollResult>>;
  deliver?: (call: number) => Promise<Partial<DeliverResult>>;
  send?: (call: number, heartbeat: DaemonFacts | null) => Promise<Partial<SendResult>>;
}) {
  const calls = { poll: 0, deliver: 0, send: 0, heartbeats: 0, stop: 0 };
  const heartbeats: DaemonFacts[] = [];
  const flow: OrderFlow = {
    async pollOnce(signal) {
      calls.poll += 1;
      return { ...quiet, ...(await answers.poll?.(calls.poll, signal)) };
    },
    async deliverDue() {
      calls.deliver += 1;
      return { ...nothingDue, ...(await answers.deliver?.(calls.deliver)) };
    },
    async sendReceiptsOnce(heartbeat) {
      if (heartbeat) heartbeats.push(heartbeat);
      calls.send += 1;
      return { ...nothingSent, ...(await answers.send?.(calls.send, heartbeat)) };
    },
    facts: () => Promise.reject(new Error('not asked here')),
    standstill: () => null,
    acceptRestoredShop: () => Promise.reject(new Error('not asked here')),
    retainOnce: async () => 0,
    forgetOnce: async () => 0,
    async stop() {
      calls.stop += 1;
      return { handedOver: true };
    },
  };
  return { flow, calls, heartbeats };
}

interface Said {
  readonly level: string;
  readonly text: string;
}

export function start(
  flow: OrderFlow,
  time: ReturnType<typeof createTime>,
  readBell: (() => Promise<BellReading>) | null = null,
) {
  const said: Said[] = [];
  const say =
    (level: string) =>
    (...given: unknown[]) =>
      void said.push({ level, text: String(given.at(-1)) });
  const run: TenantRun = runTenant({
    flow,
    readBell,
    shopAheadMs: () => null,
    pace: { bellPeriodMs: () => 2_000, pausedForMs: () => 0 },
    facts: () => ({
      startedAt: '2026-11-23T00:00:00.000Z',
      name: 'PC-OFFICE',
      version: '0.1.0',
      backupAgeSeconds: null,
    }),
    surroundings: time.surroundings,
    log: { debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') },
  });
  return { run, said };
}

export const ours = (content: string): BellReading => ({ found: 'ours', content });
