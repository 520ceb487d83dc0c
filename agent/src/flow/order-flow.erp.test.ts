import { describe, expect, test } from 'vitest';
import { makeSnapshot } from '../../simulation/make-snapshot.ts';
import { createSmallWorld } from '../../simulation/small-world.ts';
import { ErpError } from '../adapters/erp-errors.ts';

const order = makeSnapshot();

describe('an ERP in trouble', () => {
  test('that refuses the login makes everything wait, blames no order, and is not asked in haste', async () => {
    await using world = await createSmallWorld();
    world.erp.locked = true;
    for (let id = 1; id <= 5; id++) world.shop.save({ ...order, id });
    await world.run(60_000);
    expect(world.erp.calls.get('connect')).toBeLessThanOrEqual(2);
    expect(world.agent.flow.standstill()).toMatchObject({
      because: 'erp_waits',
      says: { code: 'erp_login_refused' },
    });
    expect((await world.agent.flow.facts()).erp).toMatchObject({
      reachable: false,
      code: 'erp_login_refused',
    });
    expect(world.journey(1)).toMatchObject({ state: 'waiting', code: 'order_waiting' });
    world.erp.locked = false;
    await world.run(300_000);
    expect([1, 2, 3, 4, 5].map((id) => world.journey(id)?.state)).toEqual(Array(5).fill('delivered'));
  });

  test('that is down for a minute gets every order once it is back', async () => {
    await using world = await createSmallWorld();
    await world.run();
    world.erp.down = true;
    for (let id = 1; id <= 10; id++) world.shop.save({ ...order, id, number: String(id) });
    await world.run(60_000);
    const asked = [...world.erp.calls.values()].reduce((sum, count) => sum + count, 0);
    expect(asked).toBeLessThan(30);
    const says = { code: 'erp_unreachable', values: { erp: 'Sim', reason: 'no answer' } };
    expect(world.agent.flow.standstill()).toMatchObject({ because: 'erp_waits', says });
    expect((await world.agent.flow.facts()).erp).toMatchObject({ reachable: false, ...says });
    world.erp.down = false;
    await world.run(60_000);
    expect(world.erp.orders()).toHaveLength(10);
    expect((await world.agent.flow.facts()).erp).toMatchObject({ reachable: true, code: null, values: {} });
  });

  test('that asks to wait three seconds is not called for three seconds', async () => {
    await using world = await createSmallWorld();
    const at: number[] = [];
    world.erp.onCall = () => at.push(world.time.nowMs());
    world.erp.failOnce('customer.find', 'throttled');
    world.shop.save(order);
    await world.run(20_000);
    const gaps = at.slice(1).map((ms, index) => ms - (at[index] ?? 0));
    expect(Math.max(...gaps)).toBeGreaterThanOrEqual(3_000);
    expect(world.journey(order.id)?.state).toBe('delivered');
  });

  test('that asks to wait while it makes an order has that said as the reason of the attempt', async () => {
    await using world = await createSmallWorld();
    world.erp.failOnce('order.create', 'throttled');
    world.shop.save(order);
    await world.run(20_000);
    const retry = await world.agent.open.database
      .selectFrom('journey_steps')
      .select('step_values')
      .where('code', '=', 'step_retry')
      .executeTakeFirstOrThrow();
    expect(JSON.parse(retry.step_values)).toMatchObject({
      attempt: 1,
      reason: { code: 'erp_throttled', values: { erp: 'Sim', seconds: 3 } },
    });
  });

  test('in which somebody always changes the same record needs a person, who is not told that it refused', async () => {
    await using world = await createSmallWorld();
    const reason = { code: 'reason_locked', values: {} } as const;
    world.agent.adapter.createOrder = async () => {
      throw new ErpError('retry', { code: 'erp_cannot', values: { erp: 'Sim', reason } }, 'order.create');
    };
    world.shop.save(order);
    await world.run(3_600_000, 30_000);
    expect(world.journey(order.id)).toMatchObject({
      state: 'held',
      code: 'erp_cannot',
      values: { erp: 'Sim', reason },
    });
  });

  test('that answers well and does nothing is asked again, and shown when it never does', async () => {
    await using world = await createSmallWorld();
    world.erp.faults = { ...world.erp.faults, lazyTransition: 1 };
    world.shop.save(order);
    await world.run(300_000);
    expect(world.journey(order.id)).toMatchObject({
      state: 'held',
      code: 'erp_state_stuck',
      values: { document: 'S00001', state: 'draft', wanted: 'confirmed' },
    });
    world.erp.faults = { ...world.erp.faults, lazyTransition: 0 };
    world.shop.ask('counterfoil.command.send_again', order.id);
    await world.run();
    expect(world.journey(order.id)?.state).toBe('delivered');
  });

  test('from which a person deleted the document on its way is asked for no second one', async () => {
    await using world = await createSmallWorld();
    world.erp.faults = { ...world.erp.faults, lazyTransition: 1 };
    world.shop.save(order);
    await world.run(5_000);
    world.erp.removeOrder('o1');
    await world.run(3_600_000, 60_000);
    expect(world.journey(order.id)).toMatchObject({
      state: 'held',
      code: 'document_gone',
      values: { document: 'S00001' },
    });
    expect(world.erp.orders()).toEqual([]);
    world.shop.ask('counterfoil.command.leave_out', order.id, 'entered by hand');
    await world.run(60_000);
    expect(world.journey(order.id)).toMatchObject({ state: 'skipped', code: 'left_out_by_person' });
  });

  test('is called by as many lanes at once as it declares, and by no more', async () => {
    await using world = await createSmallWorld({ parallelCalls: 3 });
    for (let id = 1; id <= 12; id++) world.shop.save({ ...order, id, email: `buyer${id}@example.org` });
    await world.run(10_000);
    expect(world.erp.mostAtOnce()).toBe(3);
  });
});
