import { describe, expect, test } from 'vitest';
import { makeSnapshot } from '../../simulation/make-snapshot.ts';
import { createSmallWorld, type SmallWorld } from '../../simulation/small-world.ts';

const order = makeSnapshot();
const FIRST = 'acme-o1047-K7Q2MZ';
const SECOND = `${FIRST}-2`;

type Traits = Parameters<typeof createSmallWorld>[0];

/** The document is made and does not get to the state that the rules want: its people make of it what they like. */
async function deadInErp(what: 'cancelled' | 'deleted', traits: Traits = {}): Promise<SmallWorld> {
  const world = await createSmallWorld(traits);
  world.erp.onCall = (operation) => {
    if (operation !== 'order.advance') return;
    const [made] = world.erp.orders();
    if (made && what === 'deleted') world.erp.removeOrder(made.id);
    if (made && what === 'cancelled') world.erp.edit(made.id, (one) => ({ ...one, state: 'cancelled' }));
    world.erp.onCall = () => {};
  };
  world.shop.save(order);
  await world.run();
  expect(world.shop.journey(order.id)).toMatchObject({
    state: 'held',
    code: what === 'deleted' ? 'document_gone' : 'erp_state_stuck',
  });
  return world;
}

const sendAgain = async (world: SmallWorld) => {
  world.shop.ask('counterfoil.command.send_again', order.id);
  await world.run(60_000);
};

const generationsIn = (world: SmallWorld) =>
  world.erp.orders().map(({ reference, state }) => `${reference} ${state}`);

describe.each([
  ['an ERP that refuses a second document of one reference', { unique: true }],
  ['an ERP that takes it', { unique: false }],
])('in %s a document', (_erp, traits) => {
  test('that its people cancelled is replaced when a person asks, and stays on the journey', async () => {
    await using world = await deadInErp('cancelled', traits);
    await sendAgain(world);
    expect(generationsIn(world)).toEqual([`${FIRST} cancelled`, `${SECOND} confirmed`]);
    expect(world.shop.journey(order.id)).toMatchObject({
      state: 'delivered',
      code: 'order_delivered',
      values: { document: 'S00002' },
      documents: [
        { generation: 1, number: 'S00001', state: 'cancelled', live: false },
        { generation: 2, number: 'S00002', state: 'confirmed', live: true },
      ],
    });
  });

  test('that they deleted is replaced when a person asks', async () => {
    await using world = await deadInErp('deleted', traits);
    await sendAgain(world);
    expect(generationsIn(world)).toEqual([`${SECOND} confirmed`]);
    expect(world.shop.journey(order.id)?.documents).toMatchObject([
      { generation: 1, state: 'cancelled', live: false },
      { generation: 2, state: 'confirmed', live: true },
    ]);
  });

  test('is not replaced unasked', async () => {
    await using world = await deadInErp('cancelled', traits);
    world.shop.save({ ...order, status: 'completed' });
    await world.run(60_000);
    expect(generationsIn(world)).toEqual([`${FIRST} cancelled`]);
    expect(world.shop.journey(order.id)).toMatchObject({ state: 'held', code: 'erp_state_stuck' });
  });

  test('that they took into force again goes on', async () => {
    await using world = await deadInErp('cancelled', traits);
    const [made] = world.erp.orders();
    world.erp.edit(made?.id ?? '', (one) => ({ ...one, state: 'draft' }));
    await sendAgain(world);
    expect(generationsIn(world)).toEqual([`${FIRST} confirmed`]);
    expect(world.shop.journey(order.id)?.documents).toMatchObject([{ generation: 1, live: true }]);
  });

  test('is made once in its second generation, too, when the answer is lost', async () => {
    await using world = await deadInErp('cancelled', traits);
    world.erp.failOnce('order.create', 'lostAnswer');
    await sendAgain(world);
    expect(generationsIn(world)).toEqual([`${FIRST} cancelled`, `${SECOND} confirmed`]);
    expect(world.shop.journey(order.id)).toMatchObject({ state: 'delivered', code: 'order_adopted' });
  });

  test('is made once in its second generation, too, when the process dies in the create', async () => {
    await using world = await deadInErp('cancelled', traits);
    world.erp.failOnce('order.create', 'lateCommit');
    world.shop.ask('counterfoil.command.send_again', order.id);
    await world.run(1_000);
    await world.restart();
    await world.run(300_000);
    expect(generationsIn(world)).toEqual([`${FIRST} cancelled`, `${SECOND} confirmed`]);
    expect(world.shop.journey(order.id)?.state).toBe('delivered');
  });

  test('is known by its second generation to a connector that lost what it knew', async () => {
    await using world = await deadInErp('deleted', traits);
    await sendAgain(world);
    await world.restart({ emptyDatabase: true });
    await world.run(300_000);
    expect(generationsIn(world)).toEqual([`${SECOND} confirmed`]);
    expect(world.shop.journey(order.id)).toMatchObject({
      state: 'delivered',
      documents: [{ generation: 2, live: true }],
    });
    world.shop.save({ ...order, status: 'cancelled' });
    await world.run();
    expect(world.shop.journey(order.id)).toMatchObject({ state: 'held', code: 'change_after_delivery' });
  });

  test('is replaced by what the order is now, and not when it was cancelled meanwhile', async () => {
    await using world = await deadInErp('deleted', traits);
    world.shop.save({ ...order, status: 'cancelled' });
    await sendAgain(world);
    expect(generationsIn(world)).toEqual([]);
    expect(world.shop.journey(order.id)).toMatchObject({ state: 'held', code: 'change_after_delivery' });
  });
});

test('a document is replaced at most so often that its reference can say it', async () => {
  await using world = await deadInErp('deleted');
  for (let generation = 2; generation <= 9; generation++) {
    world.erp.onCall = (operation) => {
      const made = world.erp.orders().at(-1);
      if (operation === 'order.advance' && made) world.erp.removeOrder(made.id);
    };
    await sendAgain(world);
    expect(world.shop.journey(order.id)?.documents).toHaveLength(generation);
  }
  world.erp.onCall = () => {};
  await sendAgain(world);
  expect(world.shop.journey(order.id)).toMatchObject({ state: 'held', code: 'document_gone' });
  expect(world.erp.orders()).toEqual([]);
});
