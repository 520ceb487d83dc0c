import { expect, test } from 'vitest';
import { makeLine, makeSnapshot } from '../../simulation/make-snapshot.ts';
import { createSmallWorld, type SmallWorld } from '../../simulation/small-world.ts';

const order = makeSnapshot();
const cheaper = { ...order, total: '30.00' };
const cancelled = { ...cheaper, status: 'cancelled' };

const outdated = (world: SmallWorld) =>
  world.shop.steps(order.id).filter(({ code }) => code === 'step_word_outdated').length;

/** Delivered and changed, and a person has a screen open that says so. */
async function changed(): Promise<SmallWorld> {
  const world = await createSmallWorld();
  for (const snapshot of [order, cheaper]) {
    world.shop.save(snapshot);
    await world.run();
  }
  expect(world.journey(order.id)).toMatchObject({ state: 'held', code: 'change_after_delivery' });
  return world;
}

test('“leave it as it is” on a screen from before the next change is not said of that: it is asked about', async () => {
  await using world = await changed();
  const screen = world.shop.seen(order.id);
  world.shop.save(cancelled);
  await world.run();
  world.shop.ask('counterfoil.command.leave_as_is', order.id, 'agreed by phone', screen);
  await world.run();
  expect(world.journey(order.id)).toMatchObject({ state: 'held', code: 'change_after_delivery' });
  expect(outdated(world)).toBe(1);
  world.shop.ask('counterfoil.command.leave_as_is', order.id, 'cancelled there, too');
  await world.run();
  expect(world.journey(order.id)).toMatchObject({ state: 'left_as_is', code: 'left_as_is_by_person' });
  expect(outdated(world)).toBe(1);
});

test('“leave it as it is” counts though the journey was told anew in between, of the same', async () => {
  await using world = await changed();
  const screen = world.shop.seen(order.id);
  // Another process has the lease: all that it tells has higher versions.
  await world.restart();
  world.shop.save({ ...cheaper, customerNote: 'ring twice' });
  await world.run(200_000);
  expect(world.shop.seen(order.id)?.version).toBeGreaterThan(screen?.version ?? 0);
  world.shop.ask('counterfoil.command.leave_as_is', order.id, 'agreed by phone', screen);
  await world.run();
  expect(world.journey(order.id)).toMatchObject({ state: 'left_as_is', code: 'left_as_is_by_person' });
  expect(outdated(world)).toBe(0);
});

test('“leave it out” on a screen from before it went is not said of what is in the ERP', async () => {
  await using world = await createSmallWorld();
  world.erp.down = true;
  world.shop.save(order);
  await world.run();
  const screen = world.shop.seen(order.id);
  expect(world.journey(order.id)?.state).toBe('waiting');
  world.erp.down = false;
  await world.run(120_000);
  expect(world.journey(order.id)?.state).toBe('delivered');
  world.shop.ask('counterfoil.command.leave_out', order.id, 'I enter it by hand', screen);
  await world.run();
  expect(world.journey(order.id)).toMatchObject({ state: 'delivered', code: 'order_unchanged' });
  expect(outdated(world)).toBe(1);
  expect(world.erp.orders()).toMatchObject([{ state: 'confirmed' }]);
});

test('“leave it out” on a screen from before another rule was missing sends nothing, and the hold stays', async () => {
  await using world = await createSmallWorld();
  const missing = (sku: string) => ({ ...order, lines: [makeLine({ sku })] });
  world.shop.save(missing('NEW'));
  await world.run();
  const screen = world.shop.seen(order.id);
  world.shop.save(missing('NEWER'));
  await world.run();
  world.erp.addProduct('NEWER');
  world.shop.ask('counterfoil.command.leave_out', order.id, 'entered by hand', screen);
  await world.run();
  expect(world.journey(order.id)).toMatchObject({
    state: 'held',
    code: 'gap_product',
    values: { sku: 'NEWER' },
  });
  expect(world.erp.orders()).toEqual([]);
  expect(outdated(world)).toBe(1);
  world.shop.ask('counterfoil.command.leave_out', order.id, 'entered by hand');
  await world.run();
  expect(world.journey(order.id)).toMatchObject({ state: 'skipped', code: 'left_out_by_person' });
});

test('“send again” on a screen from before somebody left it out does not take it up', async () => {
  await using world = await createSmallWorld();
  world.shop.save({ ...order, lines: [makeLine({ sku: 'NEW' })] });
  await world.run();
  const screen = world.shop.seen(order.id);
  world.shop.ask('counterfoil.command.leave_out', order.id, 'entered by hand');
  await world.run();
  world.erp.addProduct('NEW');
  world.shop.ask('counterfoil.command.send_again', order.id, '', screen);
  await world.run();
  expect(world.journey(order.id)).toMatchObject({ state: 'skipped', code: 'left_out_by_person' });
  expect(outdated(world)).toBe(1);
  world.shop.ask('counterfoil.command.send_again', order.id);
  await world.run();
  expect(world.journey(order.id)?.state).toBe('delivered');
});
