import { LEASE_MS } from '@counterfoil/shared-types';
import { describe, expect, test } from 'vitest';
import { makeLine, makeSnapshot } from '../../simulation/make-snapshot.ts';
import { createSmallWorld, type SmallWorld } from '../../simulation/small-world.ts';
import { verifyJournal } from '../oversight/journal/journal-table.ts';

const DAY_MS = 86_400_000;

const order = makeSnapshot();

/** How much is there of each kind of row of an order. */
async function rowsOf(world: SmallWorld, orderId: number): Promise<Record<string, number>> {
  const { database } = world.agent.open;
  const counts: Record<string, number> = {};
  const tables = [
    'events',
    'receipts',
    'journey_steps',
    'holds',
    'attempts',
    'orders',
    'deliveries',
    'journeys',
  ] as const;
  for (const table of tables) {
    const rows = await database
      .selectFrom(table)
      .select('order_id')
      .where('order_id', '=', orderId)
      .execute();
    counts[table] = rows.length;
  }
  return counts;
}

const FORGOTTEN = { events: 0, receipts: 0, journey_steps: 0, holds: 0, attempts: 0 };
const LASTING = { orders: 1, deliveries: 1, journeys: 1 };

async function delivered(): Promise<SmallWorld> {
  const world = await createSmallWorld();
  // Held once on its way.
  world.shop.save({ ...order, lines: [makeLine({ sku: 'NEW' })] });
  await world.run();
  world.shop.save(order);
  await world.run();
  expect(world.journey(order.id)?.state).toBe('delivered');
  return world;
}

async function wait(world: SmallWorld, days: number): Promise<void> {
  await world.time.pass(days * DAY_MS);
  await world.run(LEASE_MS + 30_000);
}

describe('a year after an order was finished', () => {
  test('how it came about is forgotten, and what it is stays', async () => {
    await using world = await delivered();
    await world.time.pass(364 * DAY_MS);
    expect(await world.agent.flow.forgetOnce()).toBe(0);
    expect(await rowsOf(world, order.id)).toMatchObject({ events: 2, receipts: 2, holds: 1, attempts: 2 });
    await world.time.pass(2 * DAY_MS);
    expect(await world.agent.flow.forgetOnce()).toBe(1);
    expect(await rowsOf(world, order.id)).toEqual({ ...FORGOTTEN, ...LASTING });
    expect((await verifyJournal(world.agent.open.database, 'acme')).broken).toBe(null);
    expect((await world.agent.flow.facts()).deliveredCount).toBe(1);
    expect(await world.agent.flow.forgetOnce()).toBe(0);
  });

  test('a change of it is still seen, and told to the shop', async () => {
    await using world = await delivered();
    await world.time.pass(366 * DAY_MS);
    expect(await world.agent.flow.retainOnce()).toBe(1);
    expect(await world.agent.flow.forgetOnce()).toBe(1);
    world.shop.save({ ...order, status: 'completed' });
    await world.run(LEASE_MS + 30_000);
    expect(world.shop.rowsOf(order.id).at(-1)?.receipt).toMatchObject({ outcome: 'unchanged' });
    world.shop.save({ ...order, status: 'cancelled' });
    await world.run();
    expect(world.erp.orders()).toHaveLength(1);
    expect(world.journey(order.id)).toMatchObject({ state: 'held', code: 'change_after_delivery' });
    await world.time.pass(366 * DAY_MS);
    expect(await world.agent.flow.forgetOnce()).toBe(0);
  });

  test('a shop that comes back from a backup of before gets its answer again, and no second document', async () => {
    await using world = await createSmallWorld();
    world.shop.save(order);
    world.shop.backUp();
    await world.run();
    await wait(world, 366);
    expect(await world.agent.flow.forgetOnce()).toBe(1);
    world.shop.restore();
    await world.run(LEASE_MS + 30_000);
    expect(world.agent.flow.standstill()?.because).toBe('shop_restored');
    await world.agent.flow.acceptRestoredShop('person');
    await world.run();
    expect(world.erp.orders()).toHaveLength(1);
    expect(world.shop.rowsOf(order.id).map((row) => row.state)).toEqual(['settled']);
    expect(world.journey(order.id)?.state).toBe('delivered');
  });

  test('several slices of them are forgotten, and what comes after is counted on', async () => {
    await using world = await createSmallWorld();
    for (let id = 1; id <= 450; id++) world.shop.save({ ...order, id, status: 'cancelled' });
    await world.run();
    await world.time.pass(366 * DAY_MS);
    expect(await world.agent.flow.forgetOnce()).toBe(450);
    const { database } = world.agent.open;
    expect(await database.selectFrom('events').select('event_id').execute()).toEqual([]);
    world.shop.save(order);
    await world.run(LEASE_MS + 30_000);
    expect(world.journey(order.id)?.state).toBe('delivered');
    const [event] = await database.selectFrom('events').select('sequence').execute();
    expect(event?.sequence).toBe(451);
  });
});

describe('nothing is forgotten of an order', () => {
  test('that a person is still asked about, before or behind which others are', async () => {
    await using world = await createSmallWorld();
    world.shop.save({ ...order, id: 1 });
    world.shop.save({ ...order, id: 2, lines: [makeLine({ sku: 'NEW' })] });
    world.shop.save({ ...order, id: 3 });
    await world.run();
    await wait(world, 366);
    const before = await rowsOf(world, 2);
    expect(before).toMatchObject({ events: 1, receipts: 1, holds: 1 });
    expect(await world.agent.flow.forgetOnce()).toBe(2);
    expect(await rowsOf(world, 2)).toEqual(before);
    expect(await rowsOf(world, 1)).toMatchObject(FORGOTTEN);
    expect(await rowsOf(world, 3)).toMatchObject(FORGOTTEN);
  });

  test('to which something happened within the year', async () => {
    await using world = await delivered();
    await wait(world, 200);
    world.shop.save({ ...order, status: 'completed' });
    await world.run();
    await wait(world, 200);
    expect(await world.agent.flow.forgetOnce()).toBe(0);
    await wait(world, 200);
    expect(await world.agent.flow.forgetOnce()).toBe(1);
  });

  test.each([
    ['an answer', (world: SmallWorld) => database(world).updateTable('receipts').set({ sent_version: 0 })],
    ['a line', (world: SmallWorld) => database(world).updateTable('journey_steps').set({ sent: 0 })],
    [
      'that it is kept',
      (world: SmallWorld) => database(world).updateTable('events').set({ confirmation: 'owed' }),
    ],
    [
      'what came of it',
      (world: SmallWorld) => database(world).updateTable('events').set({ state: 'waiting' }),
    ],
  ])('while the shop is yet to be told %s', async (_what, owe) => {
    await using world = await delivered();
    await world.time.pass(366 * DAY_MS);
    await owe(world).execute();
    expect(await world.agent.flow.forgetOnce()).toBe(0);
    await world.run(LEASE_MS + 30_000);
  });

  test('that says what may have been written and was never found', async () => {
    await using world = await createSmallWorld();
    world.erp.failOnce('order.create', 'lostAnswer');
    world.shop.save(order);
    await world.run(1_000);
    world.erp.down = true;
    await world.run(5 * 3_600_000, 60_000);
    expect(world.journey(order.id)).toMatchObject({ state: 'held', code: 'doubt_not_resolved' });
    world.erp.down = false;
    world.shop.ask('counterfoil.command.leave_out', order.id, 'I have looked');
    await world.run(60_000);
    expect(world.journey(order.id)?.state).toBe('skipped');
    await wait(world, 366);
    expect(await world.agent.flow.forgetOnce()).toBe(1);
    expect(await rowsOf(world, order.id)).toMatchObject({ ...FORGOTTEN, attempts: 1 });
    world.shop.ask('counterfoil.command.send_again', order.id);
    await world.run(60_000);
    expect(world.erp.orders()).toHaveLength(1);
    expect(world.journey(order.id)).toMatchObject({ state: 'delivered', code: 'order_adopted' });
  });
});

function database(world: SmallWorld) {
  return world.agent.open.database;
}
