import { describe, expect, test } from 'vitest';
import { createTime, ours, scripted, start } from './scripted-flow.fixture.ts';

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
