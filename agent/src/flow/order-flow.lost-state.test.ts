import { LEASE_MS, type OrderSnapshot } from '@counterfoil/shared-types';
import { describe, expect, test } from 'vitest';
import { makeSnapshot } from '../../simulation/make-snapshot.ts';
import { createSmallWorld, type SmallWorld } from '../../simulation/small-world.ts';

const DAY_MS = 86_400_000;

const order = makeSnapshot();
const cancelled: OrderSnapshot = { ...order, status: 'cancelled' };
const lookUps = (world: SmallWorld) => world.erp.calls.get('order.find') ?? 0;

/** The outbox forgot what was settled, and all that the agent knew is lost, or older than that. */
async function lose(world: SmallWorld, backup?: string): Promise<void> {
  world.shop.forgetSettled();
  await world.restart(backup === undefined ? { emptyDatabase: true } : { backup });
  // Until the writes of the process before it are surely there.
  await world.run(LEASE_MS + 60_000);
  expect(world.agent.flow.standstill()).toBe(null);
}

async function delivered(traits: Parameters<typeof createSmallWorld>[0] = {}): Promise<SmallWorld> {
  const world = await createSmallWorld(traits);
  world.shop.save(order);
  await world.run();
  expect(world.journey(order.id)?.state).toBe('delivered');
  return world;
}

describe('an agent that lost what it knew, of an order that the shop forgot to have offered,', () => {
  test.each([
    ['cancelled', cancelled, 'cancelled'],
    ['put into the bin', { ...order, status: 'trash' }, 'trash'],
  ] as const)('finds in the ERP what is %s', async (_what, changed, status) => {
    await using world = await delivered();
    await lose(world);
    world.shop.save(changed);
    await world.run();
    expect(world.journey(order.id)).toMatchObject({
      state: 'held',
      code: 'change_after_delivery',
      values: {
        changes: [{ what: 'status', line: null, before: null, after: status }],
        document: 'S00001',
      },
    });
  });

  test('takes over what is given a status that does not count', async () => {
    await using world = await delivered();
    await lose(world);
    world.shop.save({ ...order, status: 'quote-only' });
    await world.run();
    expect(world.journey(order.id)).toMatchObject({ state: 'delivered', code: 'order_adopted' });
  });

  test('finds it after its backup was put back too', async () => {
    await using world = await createSmallWorld();
    world.shop.save({ ...order, id: 2 });
    await world.run();
    const backup = await world.backUp();
    world.shop.save(order);
    await world.run();
    await lose(world, backup);
    world.shop.save(cancelled);
    await world.run();
    expect(world.journey(order.id)).toMatchObject({ state: 'held', code: 'change_after_delivery' });
  });

  test('says that it was deleted after delivery, once it came again before that', async () => {
    await using world = await delivered();
    await lose(world);
    world.shop.save({ ...order, status: 'trash' });
    await world.run();
    world.shop.deleteForGood(order.id);
    await world.run();
    expect(world.journey(order.id)).toMatchObject({
      state: 'held',
      code: 'deleted_after_delivery',
      values: { document: 'S00001' },
    });
  });

  test('asks a person about one that is deleted and of which nothing is left to ask the ERP by', async () => {
    await using world = await delivered();
    await lose(world);
    world.shop.deleteForGood(order.id);
    await world.run();
    expect(world.journey(order.id)).toMatchObject({ state: 'held', code: 'deleted_in_doubt' });
    world.shop.ask('counterfoil.command.leave_out', order.id, 'I cancelled it there');
    await world.run();
    expect(world.journey(order.id)).toMatchObject({ state: 'skipped', code: 'left_out_by_person' });
  });

  test('finds one that is deleted by its check, when its content was taken away', async () => {
    await using world = await delivered();
    await lose(world);
    // An erasure is no delivery, and no question.
    world.shop.save({ ...cancelled, anonymized: true });
    await world.run();
    expect(world.journey(order.id)).toMatchObject({ state: 'skipped', code: 'person_erased' });
    await world.time.pass(31 * DAY_MS);
    expect(await world.agent.flow.retainOnce()).toBe(1);
    world.shop.deleteForGood(order.id);
    await world.run(LEASE_MS + 30_000);
    expect(world.journey(order.id)).toMatchObject({
      state: 'held',
      code: 'deleted_after_delivery',
      values: { document: 'S00001' },
    });
  });

  test.each([
    ['refuses a second document', true],
    ['takes a second document', false],
  ])('makes nothing twice in an ERP that %s', async (_what, unique) => {
    await using world = await delivered({ unique });
    await lose(world);
    world.shop.save({ ...order, status: 'completed' });
    await world.run();
    expect(world.erp.orders()).toHaveLength(1);
    expect(world.journey(order.id)).toMatchObject({ state: 'delivered', code: 'order_adopted' });
  });

  test('says that it never went, when the ERP surely lacks it', async () => {
    await using world = await delivered();
    await lose(world);
    world.shop.save({ ...cancelled, id: 2 });
    await world.run();
    expect(lookUps(world)).toBeGreaterThan(0);
    expect(world.journey(2)).toMatchObject({ state: 'skipped', code: 'cancelled_before_delivery' });
    await world.time.pass(31 * DAY_MS);
    expect(await world.agent.flow.retainOnce()).toBe(1);
    world.shop.deleteForGood(2);
    await world.run(LEASE_MS + 30_000);
    expect(world.journey(2)).toMatchObject({ state: 'skipped', code: 'deleted_before_delivery' });
  });

  test('says that nothing is known while the ERP can’t tell', async () => {
    await using world = await delivered();
    await lose(world);
    world.erp.down = true;
    world.shop.save(cancelled);
    await world.run(60_000);
    expect(world.journey(order.id)?.state).toBe('waiting');
    world.erp.down = false;
    await world.run(300_000);
    expect(world.journey(order.id)).toMatchObject({ state: 'held', code: 'change_after_delivery' });
  });
});

describe('the ERP is not asked about an order that is skipped', () => {
  const asked = async (world: SmallWorld, snapshot: OrderSnapshot): Promise<number> => {
    const before = lookUps(world);
    world.shop.save(snapshot);
    await world.run();
    expect(world.journey(snapshot.id)?.state).toBe('skipped');
    return lookUps(world) - before;
  };

  test('by an agent that never lost anything', async () => {
    await using world = await createSmallWorld();
    expect(await asked(world, cancelled)).toBe(0);
    await world.restart();
    await world.run(LEASE_MS + 30_000);
    expect(await asked(world, { ...cancelled, id: 2 })).toBe(0);
  });

  test('when it was placed a day or more after the loss', async () => {
    await using world = await delivered();
    await lose(world);
    const placed = (days: number) => new Date(Date.parse('2026-11-23T08:10:00.000Z') + days * DAY_MS);
    const createdAt = (days: number) => ({ createdAt: placed(days).toISOString() });
    expect(await asked(world, { ...cancelled, id: 2, ...createdAt(0.5) })).toBe(1);
    expect(await asked(world, { ...cancelled, id: 3, ...createdAt(1) })).toBe(0);
    expect(await asked(world, { ...order, id: 4, ...createdAt(1), status: 'quote-only' })).toBe(0);
    expect(await asked(world, { ...order, id: 5, ...createdAt(1), status: 'trash' })).toBe(0);
  });

  test('when it is older than the cutover', async () => {
    await using world = await delivered();
    await lose(world);
    const old = { ...cancelled, id: 2, createdAt: '2026-11-22T23:59:59.000Z' };
    expect(await asked(world, old)).toBe(0);
    expect(world.journey(2)?.code).toBe('before_cutover');
    const before = lookUps(world);
    world.shop.deleteForGood(2);
    await world.run();
    expect(world.journey(2)?.state).toBe('skipped');
    expect(lookUps(world)).toBe(before);
  });
});

test('the shop’s clock says which orders are in doubt, however wrong the agent’s is', async () => {
  await using world = await delivered();
  world.shop.forgetSettled();
  await world.restart({ emptyDatabase: true });
  world.agent.clock.setWallBy(-40 * DAY_MS);
  await world.run(LEASE_MS + 30_000);
  world.shop.save(cancelled);
  await world.run();
  expect(world.journey(order.id)).toMatchObject({ state: 'held', code: 'change_after_delivery' });
});
