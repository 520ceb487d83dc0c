import type { Change } from '@counterfoil/shared-types';
import { LEASE_MS, type OrderSnapshot } from '@counterfoil/shared-types';
import { describe, expect, test } from 'vitest';
import { makeLine, makeSnapshot } from '../../simulation/make-snapshot.ts';
import { createSmallWorld, type SmallWorld } from '../../simulation/small-world.ts';

const order = makeSnapshot();
const moved: OrderSnapshot = { ...order, billing: { ...order.billing, city: 'Toulouse' } };
const cancelled: OrderSnapshot = { ...moved, status: 'cancelled' };

const leaveAsIs = (world: SmallWorld, note = 'changed by hand') =>
  world.shop.ask('counterfoil.command.leave_as_is', order.id, note);

/** Delivered, then changed, and a person is asked about that. */
async function changed(more: Parameters<typeof createSmallWorld>[1] = {}): Promise<SmallWorld> {
  const world = await createSmallWorld({}, more);
  for (const snapshot of [order, moved]) {
    world.shop.save(snapshot);
    await world.run();
  }
  expect(world.journey(order.id)).toMatchObject({ state: 'held', code: 'change_after_delivery' });
  return world;
}

function expectCancellationHeld(world: SmallWorld, changes: readonly Change[]): void {
  expect(world.erp.orders()).toMatchObject([{ state: 'confirmed' }]);
  expect(world.journey(order.id)).toMatchObject({
    state: 'held',
    code: 'change_after_delivery',
    values: { changes, document: 'S00001' },
  });
}

const CANCELLED: readonly Change[] = [{ what: 'status', line: null, before: null, after: 'cancelled' }];
const BOTH: readonly Change[] = [
  ...CANCELLED,
  { what: 'invoice_address', line: null, before: null, after: null },
  { what: 'delivery_address', line: null, before: null, after: null },
];

describe('a person who leaves a change as it is', () => {
  test('has not left a cancellation that came after their word, though both are heard at once', async () => {
    await using world = await changed();
    leaveAsIs(world);
    await world.time.pass(60_000);
    world.shop.save(cancelled);
    await world.time.pass(60_000);
    await world.run();
    expectCancellationHeld(world, BOTH);
    leaveAsIs(world, 'cancelled there, too');
    await world.run();
    expect(world.journey(order.id)).toMatchObject({ state: 'left_as_is', code: 'left_as_is_by_person' });
  });

  test('has not left one of which only the state is known yet', async () => {
    await using world = await changed({
      store: ({ store }) => ({
        ...store,
        fetchEvents: (request) => store.fetchEvents({ ...request, limit: 1 }),
      }),
    });
    leaveAsIs(world);
    await world.time.pass(60_000);
    world.shop.save(cancelled);
    await world.time.until(world.agent.flow.pollOnce());
    await world.time.until(world.agent.flow.deliverDue(new AbortController().signal));
    await world.run();
    expectCancellationHeld(world, BOTH);
  });

  test('has left a deletion that they were asked about, and not one that came after their word', async () => {
    await using world = await changed();
    leaveAsIs(world);
    await world.time.pass(60_000);
    world.shop.deleteForGood(order.id);
    await world.run();
    expect(world.journey(order.id)).toMatchObject({ state: 'held', code: 'deleted_after_delivery' });
    leaveAsIs(world, 'cancelled there');
    await world.run();
    expect(world.journey(order.id)).toMatchObject({ state: 'left_as_is', code: 'left_as_is_by_person' });
  });
});

describe('what a person left as it is before the connector lost what it knew,', () => {
  const lose = async (world: SmallWorld, backup?: string) => {
    await world.restart(backup === undefined ? { emptyDatabase: true } : { backup });
    await world.run(LEASE_MS + 100_000);
    expect(world.agent.flow.standstill()).toBe(null);
  };

  test('is no order that never went: it is found, and asked about when it is cancelled', async () => {
    await using world = await changed();
    leaveAsIs(world);
    await world.run();
    await lose(world);
    expect(world.journey(order.id)).toMatchObject({ state: 'delivered', code: 'order_adopted' });
    world.shop.save(cancelled);
    await world.run();
    expectCancellationHeld(world, CANCELLED);
  });

  test.each([
    ['of which nothing is left', false, CANCELLED] as const,
    ['from a backup', true, BOTH] as const,
  ])('takes away no later question of a connector %s', async (_what, hasBackup, changes) => {
    await using world = await createSmallWorld();
    world.shop.save(order);
    await world.run();
    const backup = hasBackup ? await world.backUp() : undefined;
    world.shop.save(moved);
    await world.run();
    leaveAsIs(world);
    await world.run();
    world.shop.save(cancelled);
    await world.run();
    expectCancellationHeld(world, CANCELLED);
    await lose(world, backup);
    expectCancellationHeld(world, changes);
  });

  test('stays so where it was the last word', async () => {
    await using world = await createSmallWorld();
    for (const snapshot of [order, { ...order, status: 'cancelled' }]) {
      world.shop.save(snapshot);
      await world.run();
    }
    leaveAsIs(world, 'cancelled there, too');
    await world.run();
    await lose(world);
    expect(world.journey(order.id)).toMatchObject({ state: 'left_as_is', code: 'left_as_is_by_person' });
    world.shop.save(order);
    await world.run();
    expect(world.journey(order.id)).toMatchObject({
      state: 'held',
      values: { changes: [{ what: 'status', line: null, before: null, after: 'processing' }] },
    });
  });

  test('stays so where the ERP never had it', async () => {
    await using world = await createSmallWorld();
    const unknown = { ...order, lines: [makeLine({ sku: 'NEW' })] };
    world.shop.save(unknown);
    await world.run();
    world.shop.ask('counterfoil.command.leave_out', order.id, 'entered by hand');
    await world.run();
    await lose(world);
    expect(world.journey(order.id)).toMatchObject({ state: 'skipped', code: 'left_out_by_person' });
    world.erp.addProduct('NEW');
    world.shop.save({ ...unknown, status: 'completed' });
    await world.run();
    expect(world.journey(order.id)).toMatchObject({ state: 'skipped', code: 'left_out_by_person' });
    expect(world.erp.orders()).toEqual([]);
  });
});
