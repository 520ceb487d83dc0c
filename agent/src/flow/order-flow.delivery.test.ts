import { describe, expect, test } from 'vitest';
import { makeSnapshot, SIMPLE_RULES } from '../../simulation/make-snapshot.ts';
import { createSmallWorld, type SmallWorld } from '../../simulation/small-world.ts';

const order = makeSnapshot();
const steps = (world: SmallWorld) =>
  world.agent.open.database
    .selectFrom('journey_steps')
    .select('code')
    .orderBy('sequence')
    .execute()
    .then((rows) => rows.map((row) => row.code));

describe('an order that was paid', () => {
  test('is one sales order with the shop’s total, confirmed as the rules say, and the shop is told', async () => {
    await using world = await createSmallWorld();
    world.shop.save(order);
    await world.run();
    expect(world.erp.orders()).toHaveLength(1);
    expect(world.erp.orders()[0]).toMatchObject({
      reference: 'acme-o1047-K7Q2MZ',
      state: 'confirmed',
      total: '31.20',
      shopOrderNumber: '1047',
    });
    expect(world.outcomes(order.id)).toEqual(['delivered order_delivered']);
    expect(world.shop.journey(order.id)).toMatchObject({
      state: 'delivered',
      code: 'order_delivered',
      values: { erp: 'Sim', document: 'S00001' },
      documents: [{ id: 'o1', number: 'S00001', state: 'confirmed' }],
      total: '31.20',
      currency: 'EUR',
    });
    expect(await steps(world)).toEqual([
      'step_placed',
      'step_picked_up',
      'step_customer_made',
      'step_rules',
      'step_document_made',
      'step_read_back',
      'step_document_confirmed',
    ]);
  });

  test('is one sales order however many events tell of it, and all of them are settled', async () => {
    await using world = await createSmallWorld();
    for (let save = 0; save < 5; save++) world.shop.save(order);
    await world.run();
    world.shop.save({ ...order, status: 'completed' });
    await world.run();
    expect(world.erp.orders()).toHaveLength(1);
    expect(world.outcomes(order.id)).toEqual([
      ...Array(4).fill('skipped superseded'),
      'delivered order_delivered',
      'unchanged order_unchanged',
    ]);
  });

  test('goes with its newest state: cancelled while its customer is made, it is not made at all', async () => {
    await using world = await createSmallWorld();
    world.shop.save(order);
    world.erp.onCall = (operation) => {
      if (operation !== 'customer.create') return;
      world.shop.save({ ...order, status: 'cancelled' });
      void world.agent.flow.pollOnce();
    };
    await world.run();
    expect(world.erp.customers()).toHaveLength(1);
    expect(world.erp.orders()).toEqual([]);
    expect(world.journey(order.id)).toMatchObject({ state: 'skipped', code: 'cancelled_before_delivery' });
  });

  test('edited while its document is a draft, it is not brought further: a person is told', async () => {
    await using world = await createSmallWorld();
    world.shop.save(order);
    world.erp.onCall = (operation) => {
      if (operation !== 'order.create') return;
      world.shop.save({ ...order, paymentMethod: 'bacs' });
      void world.agent.flow.pollOnce();
    };
    await world.run();
    expect(world.erp.orders()[0]?.state).toBe('draft');
    expect(world.journey(order.id)).toMatchObject({
      state: 'held',
      code: 'change_after_delivery',
      values: { changes: [{ what: 'payment', line: null, before: 'cod', after: 'bacs' }] },
    });
  });

  test('before the cutover, in a status that does not count, or in the bin, is left out with that reason', async () => {
    await using world = await createSmallWorld();
    world.shop.save({ ...order, id: 1, createdAt: '2026-11-22T23:59:59.999Z' });
    world.shop.save({ ...order, id: 2, status: 'quote-only' });
    world.shop.save({ ...order, id: 3, status: 'trash' });
    await world.run();
    expect([1, 2, 3].map((id) => world.journey(id)?.code)).toEqual([
      'before_cutover',
      'not_counted',
      'trashed_before_delivery',
    ]);
    expect(world.erp.orders()).toEqual([]);
  });
});

describe('shared records', () => {
  test('two first orders of one customer at once make one customer and one address', async () => {
    await using world = await createSmallWorld({ addresses: 'records', parallelCalls: 4 });
    for (let id = 1; id <= 4; id++) world.shop.save({ ...order, id, number: String(id) });
    await world.run();
    expect(world.erp.orders()).toHaveLength(4);
    expect(world.erp.customers()).toHaveLength(1);
    expect(world.erp.customers()[0]?.addresses).toHaveLength(1);
  });

  test('an account’s id that was given to somebody else is another customer', async () => {
    await using world = await createSmallWorld();
    const account = { customerId: 7, customerSince: '2024-03-05T17:20:41.000Z' };
    world.shop.save({ ...order, ...account, id: 1, number: '1' });
    world.shop.save({ ...order, ...account, id: 2, number: '2', email: 'moved@example.org' });
    await world.run();
    const other = { customerId: 7, customerSince: '2026-11-23T08:00:00.000Z', email: 'other@example.org' };
    world.shop.save({ ...order, ...other, id: 3, number: '3' });
    await world.run(10_000);
    expect(world.erp.orders().map((one) => one.customerId)).toEqual(['c1', 'c1', 'c2']);
  });

  test('found by e-mail are taken whoever they are, but not another account of this shop', async () => {
    await using world = await createSmallWorld(
      {},
      { rules: { ...SIMPLE_RULES, customers: { accounts: 'by_email' } } },
    );
    const since = (customerSince: string) => ({ customerId: 7, customerSince });
    world.shop.save({ ...order, ...since('2024-03-05T17:20:41.000Z'), id: 1, number: '1' });
    await world.run();
    world.shop.save({ ...order, ...since('2026-11-23T08:00:00.000Z'), id: 2, number: '2' });
    await world.run(10_000);
    expect(world.erp.orders().map((one) => one.customerId)).toEqual(['c1', 'c2']);
    world.erp.renameCustomer('c1', { reference: 'K-1001', emails: ['jeanne@example.org'] });
    world.shop.save({ ...order, customerId: 8, customerSince: null, id: 3, number: '3' });
    await world.run(10_000);
    expect(world.erp.orders()[2]?.customerId).toBe('c1');
  });

  test('of an account are taken for a guest with its e-mail address', async () => {
    await using world = await createSmallWorld();
    const account = { customerId: 7, customerSince: '2024-03-05T17:20:41.000Z' };
    world.shop.save({ ...order, ...account, id: 1, number: '1' });
    await world.run();
    world.shop.save({ ...order, id: 2, number: '2' });
    await world.run(10_000);
    expect(world.erp.orders().map((one) => one.customerId)).toEqual(['c1', 'c1']);
  });

  test('a customer that is gone from the ERP is made again', async () => {
    await using world = await createSmallWorld();
    world.shop.save({ ...order, id: 1, number: '1' });
    await world.run();
    world.erp.removeCustomer('c1');
    world.shop.save({ ...order, id: 2, number: '2' });
    await world.run(10_000);
    expect(world.journey(2)?.state).toBe('delivered');
    expect(world.erp.orders().map((one) => one.customerId)).toEqual(['c1', 'c2']);
  });
});

describe('records of the ERP that are bound to a customer', () => {
  test('are made again where the ERP has lost them: an address whose customer is still there', async () => {
    await using world = await createSmallWorld({ addresses: 'records' });
    world.shop.save({ ...order, id: 1, number: '1' });
    await world.run();
    const [customer] = world.erp.customers();
    const [address] = customer?.addresses ?? [];
    world.erp.removeAddress(address?.id ?? '');
    world.shop.save({ ...order, id: 2, number: '2' });
    await world.run(10_000);
    expect(world.journey(2)?.state).toBe('delivered');
    expect(world.erp.customers()).toHaveLength(1);
  });

  test('stay bound when an order is refused for another reason, though people renumbered the customer', async () => {
    await using world = await createSmallWorld();
    world.shop.save({ ...order, id: 1, number: '1' });
    await world.run();
    world.erp.renameCustomer('c1', { reference: 'K-1001', emails: ['other@example.org'] });
    world.erp.periodClosed = true;
    world.shop.save({ ...order, id: 2, number: '2' });
    await world.run(10_000);
    expect(world.journey(2)).toMatchObject({ state: 'held', code: 'erp_refused' });
    world.erp.periodClosed = false;
    world.shop.ask('counterfoil.command.send_again', 2);
    await world.run(10_000);
    expect(world.journey(2)?.state).toBe('delivered');
    expect(world.erp.customers()).toHaveLength(1);
  });
});
