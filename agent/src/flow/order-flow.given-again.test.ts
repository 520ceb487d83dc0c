import { describe, expect, test } from 'vitest';
import { makeSnapshot } from '../../simulation/make-snapshot.ts';
import { createSmallWorld, type SmallWorld } from '../../simulation/small-world.ts';

const order = makeSnapshot();
const IDS = [1, 2, 3, 4, 5];
const LOST = 'AAAAAA';
const NEW = 'BBBBBB';

/** Five orders are delivered, the shop comes back from a backup of before them and gives their ids to five others. */
async function restored(): Promise<SmallWorld> {
  const world = await createSmallWorld();
  world.shop.backUp();
  for (const id of IDS) world.shop.save({ ...order, id, number: `${id}`, check: LOST, total: '31.20' });
  await world.run();
  expect(world.erp.orders()).toHaveLength(5);
  world.shop.restore();
  for (const id of IDS) world.shop.save({ ...order, id, number: `${id}`, check: NEW });
  await world.run(60_000);
  await world.time.until(world.agent.flow.acceptRestoredShop('admin'));
  await world.run(20_000);
  return world;
}

const references = (world: SmallWorld) => world.erp.orders().map(({ reference }) => reference);

describe('ids that a restored shop gave again', () => {
  test('are asked about, and none of their orders is taken for the one before', async () => {
    await using world = await restored();
    for (const id of IDS) {
      expect(world.shop.journey(id)).toMatchObject({
        check: NEW,
        state: 'held',
        code: 'binding_of_another_order',
        documents: [],
      });
    }
    expect(world.erp.orders()).toHaveLength(5);
  });

  test('are listed as only in the ERP as soon as they are asked about', async () => {
    await using world = await restored();
    expect(world.shop.onlyInErp()).toHaveLength(5);
    const [lost] = world.erp.orders().filter(({ reference }) => reference === `acme-o1-${LOST}`);
    expect(world.shop.onlyInErp().find(({ orderId }) => orderId === 1)).toMatchObject({
      check: LOST,
      code: 'order_only_in_erp',
      values: { erp: 'Sim', document: lost?.number },
      documents: [{ shopId: 1, check: LOST, number: lost?.number, state: 'confirmed', live: true }],
      total: '31.20',
      currency: 'EUR',
    });
  });

  test('leave the lost ones listed where a person says that the new one is not to go', async () => {
    await using world = await restored();
    world.shop.ask('counterfoil.command.leave_out', 1, 'The same order with a new key');
    await world.run();
    expect(world.shop.journey(1)).toMatchObject({ check: NEW, code: 'left_out_by_person' });
    expect(world.shop.onlyInErp()).toHaveLength(5);
  });

  test('go once a person says that they are new orders, and the lost ones are told to be only in the ERP', async () => {
    await using world = await restored();
    for (const id of IDS) world.shop.ask('counterfoil.command.new_order', id);
    await world.run(20_000);
    expect(references(world).sort()).toEqual(
      IDS.flatMap((id) => [`acme-o${id}-${LOST}`, `acme-o${id}-${NEW}`]).sort(),
    );
    for (const id of IDS) {
      expect(world.shop.journey(id)).toMatchObject({
        check: NEW,
        state: 'delivered',
        code: 'order_delivered',
        documents: [{ kind: 'order', shopId: id, check: NEW, generation: 1, live: true }],
      });
    }
    expect(world.shop.onlyInErp()).toHaveLength(5);
  });

  test('are orders like any other from then on: a change is asked about, and nothing stands against them', async () => {
    await using world = await restored();
    world.shop.ask('counterfoil.command.new_order', 1);
    await world.run(20_000);
    world.shop.save({ ...order, id: 1, check: NEW, status: 'cancelled' });
    await world.run();
    expect(world.shop.journey(1)).toMatchObject({ state: 'held', code: 'change_after_delivery' });
    world.shop.save({ ...order, id: 1, check: NEW });
    await world.run();
    expect(world.shop.journey(1)?.state).toBe('delivered');
    expect(references(world).filter((reference) => reference.includes('-o1-'))).toHaveLength(2);
  });

  test('stay new where a rule is missing first', async () => {
    await using world = await createSmallWorld();
    world.shop.backUp();
    world.shop.save({ ...order, id: 1, check: LOST });
    await world.run();
    world.shop.restore();
    world.shop.save({ ...order, id: 1, check: NEW, paymentMethod: 'cod', taxLines: [] });
    await world.run(60_000);
    await world.time.until(world.agent.flow.acceptRestoredShop('admin'));
    await world.run(20_000);
    world.shop.ask('counterfoil.command.new_order', 1);
    await world.run();
    expect(world.shop.journey(1)).toMatchObject({
      check: NEW,
      state: 'held',
      code: 'gap_tax_unknown_percent',
    });
    world.shop.save({ ...order, id: 1, check: NEW });
    await world.run();
    expect(world.shop.journey(1)).toMatchObject({ check: NEW, state: 'delivered' });
  });

  test('have no line of the order before on their journey', async () => {
    await using world = await restored();
    world.shop.ask('counterfoil.command.new_order', 1);
    await world.run(20_000);
    const codes = (check: string) =>
      world.shop
        .steps(1)
        .filter((step) => step.check === check)
        .map(({ code }) => code);
    expect(codes(NEW).slice(0, 2)).toEqual(['step_placed', 'step_picked_up']);
    expect(codes(NEW).filter((code) => code === 'step_document_made')).toHaveLength(1);
    expect(codes(LOST).filter((code) => code === 'step_document_made')).toHaveLength(1);
    expect(codes(LOST)).not.toContain('step_changed_in_shop');
  });

  test('of which one is in doubt wait until it is known what became of it', async () => {
    await using world = await createSmallWorld();
    world.shop.backUp();
    world.erp.failOnce('order.create', 'lateCommit');
    world.shop.save({ ...order, id: 1, check: LOST });
    await world.run(1_000);
    world.shop.restore();
    world.shop.save({ ...order, id: 1, check: NEW });
    await world.run(60_000);
    await world.time.until(world.agent.flow.acceptRestoredShop('admin'));
    // Said on the command line of a shop, of no screen.
    world.shop.ask('counterfoil.command.new_order', 1, '', null);
    await world.run(120_000);
    expect(references(world).sort()).toEqual([`acme-o1-${LOST}`, `acme-o1-${NEW}`]);
    expect(world.shop.onlyInErp()).toMatchObject([{ orderId: 1, check: LOST }]);
  });

  test('that come back to the order they stood for are that one’s again', async () => {
    await using world = await restored();
    world.shop.ask('counterfoil.command.new_order', 1);
    await world.run(20_000);
    // Another backup is put back: one in which the first order is.
    world.shop.save({ ...order, id: 1, number: '1', check: LOST });
    await world.run(20_000);
    expect(world.erp.orders().filter(({ reference }) => reference.includes('-o1-'))).toHaveLength(2);
    expect(world.shop.journey(1)).toMatchObject({
      check: LOST,
      state: 'held',
      code: 'binding_of_another_order',
    });
    expect(world.shop.onlyInErp().filter(({ orderId }) => orderId === 1)).toMatchObject([{ check: NEW }]);
  });
});
