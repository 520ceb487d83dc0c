import { LEASE_MS } from '@counterfoil/shared-types';
import { describe, expect, test } from 'vitest';
import { StoreError } from '../../store-api/store-errors.ts';
import { createTime, ours, scripted, start } from './scripted-flow.fixture.ts';

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
