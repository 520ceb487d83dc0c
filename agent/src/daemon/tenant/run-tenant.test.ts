import { LEASE_MS } from '@counterfoil/shared-types';
import { describe, expect, test } from 'vitest';
import type { DaemonFacts, DeliverResult, OrderFlow, PollResult, SendResult } from '../../flow/order-flow.ts';
import type { BellReading } from '../../store-api/doorbell-states.ts';
import { StoreError } from '../../store-api/store-errors.ts';
import type { Surroundings } from '../../surroundings.ts';
import { runTenant, type TenantRun } from './run-tenant.ts';

/** Time that moves only when told to, in order, letting everybody act at each moment. */
function createTime() {
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
function scripted(answers: {
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

function start(
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

const ours = (content: string): BellReading => ({ found: 'ours', content });

describe('an idle minute', () => {
  test('with a working doorbell costs one poll and one heartbeat, whichever minute one looks at', async () => {
    const time = createTime();
    const { flow, calls, heartbeats } = scripted({ poll: async () => ({}) });
    const { run } = start(flow, time, async () => ours('a'));
    await time.pass(10_000);
    for (let minute = 0; minute < 20; minute++) {
      const before = calls.poll + heartbeats.length;
      await time.pass(60_000);
      expect(calls.poll + heartbeats.length - before).toBeLessThanOrEqual(2);
    }
    expect(calls.poll).toBeGreaterThanOrEqual(21);
    expect(heartbeats.length).toBeGreaterThanOrEqual(17);
    await run.stop();
  });

  test('leaves half a minute of the lease: one that asks for it in between does not get it', async () => {
    const time = createTime();
    let polledAt = 0;
    let longest = 0;
    const { flow } = scripted({
      poll: async () => {
        const now = time.surroundings.monotonicMs();
        longest = Math.max(longest, now - polledAt);
        polledAt = now;
        return { leaseForMs: LEASE_MS };
      },
    });
    const { run } = start(flow, time, async () => ours('a'));
    await time.pass(600_000);
    expect(longest).toBeGreaterThan(0);
    expect(LEASE_MS - longest).toBeGreaterThanOrEqual(30_000);
    await run.stop();
  });

  test('reads the doorbell every two seconds', async () => {
    const time = createTime();
    let readings = 0;
    const { flow } = scripted({});
    const { run } = start(flow, time, async () => {
      readings += 1;
      return ours('a');
    });
    await time.pass(1_000);
    readings = 0;
    await time.pass(60_000);
    expect(readings).toBe(30);
    await run.stop();
  });

  test('without a doorbell asks ever more rarely, down to once a minute', async () => {
    const time = createTime();
    const at: number[] = [];
    const { flow } = scripted({
      poll: async () => {
        at.push(Math.round(time.surroundings.monotonicMs() / 1000));
        return {};
      },
    });
    const { run } = start(flow, time);
    await time.pass(300_000);
    const pauses = at.slice(1).map((second, index) => second - (at[index] ?? 0));
    expect(pauses).toEqual([8, 11, 17, 25, 38, 57, 60, 60]);
    expect(run.health()).toMatchObject({ doorbell: 'absent', state: 'running' });
    await run.stop();
  });
});

describe('a ring', () => {
  test('makes a poll at once, its delivery and its receipts, and a second look that the ring limit may have left out', async () => {
    const time = createTime();
    let content = 'a';
    let orders = 0;
    const log: string[] = [];
    const stamp = (what: string) => log.push(`${time.surroundings.monotonicMs()} ${what}`);
    const { flow } = scripted({
      poll: async () => {
        stamp('poll');
        const received = orders;
        orders = 0;
        return { received };
      },
      deliver: async () => {
        stamp('deliver');
        return {};
      },
      send: async (_, heartbeat) => {
        if (!heartbeat) stamp('receipts');
        return { receipts: 1 };
      },
    });
    const { run } = start(flow, time, async () => ours(content));
    await time.pass(20_000);
    log.length = 0;
    [content, orders] = ['b', 1];
    await time.pass(30_000);
    expect(log.slice(0, 2)).toEqual(['22000 poll', '22000 deliver']);
    expect(log).toContain('22000 receipts');
    expect(log.filter((line) => line.endsWith('poll'))).toEqual(['22000 poll', '25000 poll']);
    await run.stop();
  });

  test('is not missed silently: a bell that three safety polls prove deaf is closed', async () => {
    const time = createTime();
    const { flow } = scripted({ poll: async (call) => ({ received: call % 2 === 1 && call > 1 ? 1 : 0 }) });
    const { run, said } = start(flow, time, async () => ours('never changes'));
    await time.pass(600_000);
    expect(run.health().doorbell).toBe('closed');
    expect(said.filter(({ text }) => text.includes('doorbell is closed'))).toHaveLength(1);
    await run.stop();
  });
});

describe('a shop that fails', () => {
  test('is asked ever more rarely, rings or not, and said once', async () => {
    const time = createTime();
    let ring = 0;
    const at: number[] = [];
    const { flow } = scripted({
      poll: async () => {
        at.push(time.surroundings.monotonicMs());
        throw new StoreError('retry', 'server_error', 'events', { status: 500 });
      },
    });
    const { run, said } = start(flow, time, async () => ours(String(ring++)));
    await time.pass(200_000);
    expect(at).toEqual([0, 1000, 3000, 7000, 15_000, 31_000, 63_000, 123_000, 183_000]);
    expect(said.filter(({ level }) => level === 'warn')).toHaveLength(1);
    expect(run.health()).toMatchObject({
      state: 'failing',
      shopError: { code: 'server_error', since: '2026-11-23T00:00:00.000Z' },
    });
    await run.stop();
  });

  test('for a reason that a person must mend is looked at every five minutes, and goes on by itself', async () => {
    const time = createTime();
    let mended = false;
    const { flow, calls } = scripted({
      poll: async () => {
        if (!mended) throw new StoreError('stop', 'key_revoked', 'events');
        return {};
      },
    });
    const { run } = start(flow, time);
    await time.pass(601_000);
    expect(calls.poll).toBe(3);
    mended = true;
    await time.pass(300_000);
    expect(run.health()).toMatchObject({ state: 'running', shopError: null });
    await run.stop();
  });
});

test('a tenant whose shop never answers holds up nobody else', async () => {
  const time = createTime();
  const hanging = scripted({ poll: () => new Promise(() => undefined) });
  const going = scripted({ poll: async () => ({ received: 1 }) });
  const first = start(hanging.flow, time);
  const second = start(going.flow, time);
  await time.pass(60_000);
  expect(hanging.calls.poll).toBe(1);
  expect(going.calls.poll).toBeGreaterThan(10);
  expect(going.calls.deliver).toBeGreaterThan(10);
  expect(first.run.health().state).toBe('starting');
  expect(second.run.health().state).toBe('running');
  await second.run.stop();
});

test('a defect in the delivery is said, and neither polls nor receipts stop for it', async () => {
  const time = createTime();
  const { flow, calls, heartbeats } = scripted({
    poll: async () => ({}),
    deliver: async () => {
      throw new TypeError('x is undefined');
    },
  });
  const { run, said } = start(flow, time);
  await time.pass(180_000);
  expect(said.filter(({ level }) => level === 'error')).toHaveLength(1);
  expect(calls.poll).toBeGreaterThan(5);
  expect(heartbeats.length).toBeGreaterThan(1);
  expect(run.health()).toMatchObject({ state: 'failing', defect: 'TypeError: x is undefined' });
  await run.stop();
});

describe('the lease', () => {
  test('is renewed while a long delivery runs, and not for nothing', async () => {
    const time = createTime();
    const at: number[] = [];
    let finish = () => {};
    const { flow } = scripted({
      poll: async (call) => {
        at.push(time.surroundings.monotonicMs() / 1000);
        return { received: call === 1 ? 400 : 0, leaseForMs: 60_000 };
      },
      deliver: async (call) => {
        if (call === 1) await new Promise<void>((resolve) => (finish = resolve));
        return {};
      },
    });
    const { run } = start(flow, time, async () => ours('a'));
    await time.pass(50_000);
    expect(at).toEqual([0, 3, 23, 43]);
    finish();
    await time.pass(100_000);
    expect(at).toEqual([0, 3, 23, 43, 103]);
    await run.stop();
  });

  test('that is too short for a call is renewed by a poll before the delivery goes on', async () => {
    const time = createTime();
    const { flow, calls } = scripted({
      poll: async () => ({}),
      deliver: async (call) => ({ needsLease: call === 1 }),
    });
    const { run } = start(flow, time, async () => ours('a'));
    await time.pass(1_000);
    expect(calls).toMatchObject({ poll: 2, deliver: 2 });
    await run.stop();
  });

  test('that is always too short does not make a circle of polls', async () => {
    const time = createTime();
    const { flow, calls } = scripted({ poll: async () => ({}), deliver: async () => ({ needsLease: true }) });
    const { run } = start(flow, time, async () => ours('a'));
    await time.pass(60_000);
    expect(calls.poll).toBeLessThan(20);
    await run.stop();
  });

  test('that ran out before an order falls due is asked for when an order falls due, without a word in the log', async () => {
    const time = createTime();
    const at: number[] = [];
    const { flow, calls } = scripted({
      poll: async () => {
        at.push(time.surroundings.monotonicMs());
        return {};
      },
      deliver: async (call) => {
        if (call === 1) return { nextDueInMs: 20_000 };
        return call === 2 ? { standstill: { because: 'no_lease' } } : {};
      },
    });
    const { run, said } = start(flow, time, async () => ours('a'));
    await time.pass(30_000);
    expect(at).toEqual([0, 20_000]);
    expect(calls.deliver).toBe(3);
    expect(said).toEqual([]);
    await run.stop();
  });

  test('that another process holds is asked for at the ordinary pace', async () => {
    const time = createTime();
    const elsewhere = { standstill: { because: 'no_lease' } } as const;
    const { flow, calls } = scripted({ poll: async () => elsewhere, deliver: async () => elsewhere });
    const { run } = start(flow, time, async () => ours('a'));
    await time.pass(300_000);
    expect(calls.poll).toBe(6);
    await run.stop();
  });

  test('that another process took over ends this one for good, with a last heartbeat tried', async () => {
    const time = createTime();
    const { flow, calls } = scripted({
      poll: async (call) => (call === 2 ? { standstill: { because: 'lease_lost' } } : {}),
    });
    const { run, said } = start(flow, time, async () => ours('a'));
    await time.pass(3_600_000);
    expect(calls.poll).toBe(2);
    expect(run.health().state).toBe('stopped');
    expect(said.filter(({ level }) => level === 'warn')).toHaveLength(1);
    await run.stop();
  });
});

test('an ERP that waits is tried again when it said so, and the shop is told at once', async () => {
  const time = createTime();
  const at: number[] = [];
  const { flow, heartbeats } = scripted({
    poll: async () => ({}),
    deliver: async () => {
      at.push(time.surroundings.monotonicMs());
      const says = { code: 'erp_unreachable', values: { erp: 'Tryton', reason: 'HTTP 503' } } as const;
      const waits = { because: 'erp_waits', says, forMs: 7_000 } as const;
      return { standstill: at.length < 4 ? waits : null };
    },
  });
  const { run } = start(flow, time, async () => ours('a'));
  await time.pass(30_000);
  expect(at).toEqual([0, 7_000, 14_000, 21_000]);
  expect(heartbeats).toHaveLength(3);
  await run.stop();
});

test('an ERP that lets in one order at a time is asked again when an order is due, and not in a circle', async () => {
  const time = createTime();
  const at: number[] = [];
  const { flow, heartbeats } = scripted({
    poll: async () => ({}),
    deliver: async () => {
      at.push(time.surroundings.monotonicMs());
      const values = { erp: 'Tryton', right: 'sale.sale: create', reason: 'no' };
      const says = { code: 'erp_right_missing', values } as const;
      return { standstill: { because: 'erp_waits', says, forMs: 0 }, nextDueInMs: 5_000 };
    },
  });
  const { run } = start(flow, time, async () => ours('a'));
  await time.pass(12_000);
  expect(at).toEqual([0, 5_000, 10_000]);
  expect(heartbeats).toHaveLength(2);
  await run.stop();
});

test('stopping ends every loop, then the flow', async () => {
  const time = createTime();
  const { flow, calls } = scripted({ poll: async () => ({}) });
  const { run } = start(flow, time, async () => ours('a'));
  await time.pass(5_000);
  expect(await run.stop()).toEqual({ handedOver: true });
  const { poll } = calls;
  await time.pass(600_000);
  expect(calls).toMatchObject({ poll, stop: 1 });
});
