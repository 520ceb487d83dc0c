import { describe, expect, test } from 'vitest';
import { makeSnapshot } from '../../simulation/make-snapshot.ts';
import { createSmallWorld, type SmallWorld } from '../../simulation/small-world.ts';

const order = makeSnapshot();
const MINUTE_MS = 60_000;

function buy(world: SmallWorld, from: number, to: number): void {
  for (let id = from; id <= to; id++) world.shop.save({ ...order, id, number: String(id) });
}

const states = (world: SmallWorld, to: number) =>
  Array.from({ length: to }, (_, index) => world.journey(index + 1)?.state);

describe('a right that the connector’s user has lost', () => {
  test.each([
    'product.find',
    'customer.find',
    'customer.create',
    'order.find',
    'order.create',
    'order.read',
    'order.advance',
  ])(
    'to %s makes orders wait, is said once, and once it is back everything goes by itself',
    async (right) => {
      await using world = await createSmallWorld({ parallelCalls: 4 });
      world.erp.forbids = (operation) => operation === right;
      buy(world, 1, 8);
      await world.run(10 * MINUTE_MS, 4_000);
      expect(states(world, 8)).not.toContain('held');
      expect(states(world, 8)).not.toContain('delivered');
      const says = {
        code: 'erp_right_missing',
        values: { erp: 'Sim', right, reason: 'not for you' },
      };
      expect(world.agent.flow.standstill()).toMatchObject({ because: 'erp_waits', says });
      expect((await world.agent.flow.facts()).erp).toMatchObject({ reachable: false, ...says });
      // At a pace that the ERP does not feel.
      expect(world.erp.calls.get(right)).toBeLessThan(40);
      world.erp.forbids = () => false;
      await world.run(MINUTE_MS + 5_000);
      expect(states(world, 8)).toEqual(Array(8).fill('delivered'));
      expect(world.erp.orders()).toHaveLength(8);
      expect(world.agent.flow.standstill()).toBeNull();
      expect((await world.agent.flow.facts()).erp).toMatchObject({ reachable: true, code: null });
    },
  );

  test('is asked for by one order at a time, each time by another one', async () => {
    await using world = await createSmallWorld({ parallelCalls: 4 });
    const asked: { readonly by: string; readonly at: number }[] = [];
    world.erp.forbids = (_, by) => by !== undefined && asked.push({ by, at: world.time.nowMs() }) > 0;
    buy(world, 1, 8);
    await world.run(MINUTE_MS);
    asked.length = 0;
    await world.run(6 * MINUTE_MS, 2_000);
    const pairs = asked.slice(1).map((one, index) => [asked[index], one] as const);
    expect(pairs.length).toBeGreaterThan(8);
    expect(Math.min(...pairs.map(([before, one]) => one.at - (before?.at ?? 0)))).toBeGreaterThan(10_000);
    expect(pairs.filter(([before, one]) => one.by === before?.by)).toEqual([]);
  });

  test('that is missing for one order’s records alone makes that order a hold; the others wait for one pause', async () => {
    await using world = await createSmallWorld();
    world.erp.forbids = (_, reference) => reference === 'acme-o1-K7Q2MZ';
    buy(world, 1, 10);
    await world.run(MINUTE_MS);
    expect(states(world, 10)).toEqual(['held', ...Array(9).fill('delivered')]);
    expect(world.journey(1)).toMatchObject({ code: 'erp_permission', values: { right: 'order.create' } });
    expect(world.agent.flow.standstill()).toBeNull();
    world.erp.forbids = () => false;
    world.shop.ask('counterfoil.command.send_again', 1);
    await world.run(MINUTE_MS);
    expect(world.journey(1)?.state).toBe('delivered');
  });

  test('keeps none waiting that needs it not, however many others do', async () => {
    await using world = await createSmallWorld({ parallelCalls: 4 });
    buy(world, 1, 1);
    await world.run();
    world.erp.forbids = (operation) => operation === 'customer.create';
    for (let id = 2; id <= 5; id++) world.shop.save({ ...order, id, email: `new-${id}@example.org` });
    await world.run(5 * MINUTE_MS, 4_000);
    buy(world, 6, 8);
    await world.run(2 * MINUTE_MS, 4_000);
    expect(states(world, 8)).toEqual([
      'delivered',
      ...Array(4).fill('waiting'),
      ...Array(3).fill('delivered'),
    ]);
    world.erp.forbids = () => false;
    await world.run(2 * MINUTE_MS, 4_000);
    expect(states(world, 8)).toEqual(Array(8).fill('delivered'));
  });

  test('leaves an order that is in doubt shown as such', async () => {
    await using world = await createSmallWorld();
    world.erp.failOnce('order.create', 'lostAnswer');
    buy(world, 1, 1);
    await world.run(1_000);
    world.erp.forbids = (operation) => operation === 'order.find';
    await world.run(5 * 60 * MINUTE_MS, MINUTE_MS);
    expect(world.journey(1)).toMatchObject({ state: 'in_doubt', code: 'order_in_doubt' });
    world.erp.forbids = () => false;
    await world.run(3 * MINUTE_MS);
    expect(world.journey(1)?.state).toBe('delivered');
    expect(world.erp.orders()).toHaveLength(1);
  });
});
