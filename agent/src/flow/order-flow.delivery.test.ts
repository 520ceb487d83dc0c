import { LEASE_MS } from '@counterfoil/shared-types';
import { describe, expect, test } from 'vitest';
import { makeLine, makeSnapshot, SIMPLE_RULES } from '../../simulation/make-snapshot.ts';
import { createSmallWorld, type SmallWorld } from '../../simulation/small-world.ts';

const order = makeSnapshot();
const outcomes = (world: SmallWorld, orderId = order.id) =>
  world.shop.rowsOf(orderId).map((row) => row.receipt && `${row.receipt.outcome} ${row.receipt.code}`);
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
    expect(outcomes(world)).toEqual(['delivered order_delivered']);
    expect(world.shop.journey(order.id)).toMatchObject({
      state: 'delivered',
      code: 'order_delivered',
      values: { erp: 'Sim', document: 'S00001' },
      document: { id: 'o1', number: 'S00001', state: 'confirmed' },
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
    expect(outcomes(world)).toEqual([
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
      values: { change: 'payment cod → bacs' },
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

describe('what needs a person', () => {
  test('an order without rules is held with all its gaps, and the others go', async () => {
    await using world = await createSmallWorld(
      {},
      { rules: { ...SIMPLE_RULES, payments: [], shipping: {} } },
    );
    world.shop.save({ ...order, id: 1 });
    world.shop.save({ ...order, id: 2, paymentMethod: '', total: '24.00', shippingLines: [] });
    await world.run();
    expect(world.journey(1)).toMatchObject({ state: 'held', code: 'gap_shipping' });
    const hold = await world.agent.open.database
      .selectFrom('holds')
      .selectAll()
      .where('order_id', '=', 1)
      .executeTakeFirst();
    expect(JSON.parse(hold?.gaps ?? '').map((gap: { code: string }) => gap.code)).toEqual([
      'gap_shipping',
      'gap_payment',
    ]);
  });

  test('it is tried again by itself when the rules change', async () => {
    await using world = await createSmallWorld({}, { rules: { ...SIMPLE_RULES, payments: [] } });
    world.shop.save(order);
    await world.run();
    expect(world.journey(order.id)?.code).toBe('gap_payment');
    await world.restart({ rules: SIMPLE_RULES });
    await world.run(LEASE_MS + 60_000);
    expect(world.journey(order.id)?.state).toBe('delivered');
    expect(outcomes(world)).toEqual(['delivered order_delivered']);
  });

  test('a product that the ERP lacks holds the order before anything is written; "send again" sends it once it is there', async () => {
    await using world = await createSmallWorld();
    world.shop.save({ ...order, lines: [makeLine({ sku: 'NEW' })] });
    await world.run();
    expect(world.journey(order.id)).toMatchObject({
      state: 'held',
      code: 'gap_product',
      values: { sku: 'NEW' },
    });
    expect(world.erp.customers()).toEqual([]);
    world.erp.addProduct('NEW');
    world.shop.ask('counterfoil.command.send_again', order.id);
    await world.run();
    expect(world.erp.orders()).toHaveLength(1);
    expect(outcomes(world)).toEqual(['skipped superseded', 'delivered order_delivered']);
  });

  test('"send again" of an order that is there makes no second one', async () => {
    await using world = await createSmallWorld();
    world.shop.save(order);
    await world.run();
    world.shop.ask('counterfoil.command.send_again', order.id);
    await world.run();
    expect(world.erp.orders()).toHaveLength(1);
    expect(outcomes(world)).toEqual(['delivered order_delivered', 'unchanged order_unchanged']);
  });

  test('what a person left out stays out, until they ask to send it', async () => {
    await using world = await createSmallWorld();
    world.shop.save({ ...order, lines: [makeLine({ sku: '' })] });
    world.shop.ask('counterfoil.command.leave_out', order.id, 'entered by hand');
    await world.run();
    expect(world.journey(order.id)).toMatchObject({
      state: 'skipped',
      code: 'left_out_by_person',
      values: { user: 7, note: 'entered by hand' },
    });
    world.shop.save(order);
    await world.run();
    expect(world.erp.orders()).toEqual([]);
    expect(world.journey(order.id)).toMatchObject({
      code: 'left_out_by_person',
      values: { note: 'entered by hand' },
    });
    world.shop.ask('counterfoil.command.send_again', order.id);
    await world.run();
    expect(world.erp.orders()).toHaveLength(1);
  });

  test.each([
    ['an edit', { total: '33.20' }, 'change_after_delivery'],
    ['a cancellation', { status: 'cancelled' }, 'change_after_delivery'],
    ['a refund', { refundedTotal: '12.00' }, 'refund_after_delivery'],
    ['a full refund', { status: 'refunded', refundedTotal: '31.20' }, 'refund_after_delivery'],
    ['the bin', { status: 'trash' }, 'change_after_delivery'],
  ])('%s after delivery is held, and solved when it is taken back', async (_what, change, code) => {
    await using world = await createSmallWorld();
    world.shop.save(order);
    await world.run();
    world.shop.save({ ...order, ...change });
    await world.run();
    expect(world.shop.journey(order.id)).toMatchObject({
      state: 'held',
      code,
      document: { number: 'S00001' },
    });
    world.shop.save(order);
    await world.run();
    expect(world.journey(order.id)?.state).toBe('delivered');
    expect(outcomes(world)).toEqual([
      'delivered order_delivered',
      'skipped superseded',
      'unchanged order_unchanged',
    ]);
  });

  test('refunded in part before its delivery, it goes as a whole and is confirmed, and its refund is asked about', async () => {
    await using world = await createSmallWorld();
    world.shop.save({ ...order, refundedTotal: '5.00' });
    await world.run();
    expect(world.erp.orders()).toMatchObject([{ state: 'confirmed', total: order.total }]);
    expect(world.journey(order.id)).toMatchObject({
      state: 'held',
      code: 'refund_after_delivery',
      values: { money: '5.00 EUR' },
    });
  });

  test('a change that a person leaves as it is, is not asked about again; the next one is', async () => {
    await using world = await createSmallWorld();
    world.shop.save(order);
    await world.run();
    world.shop.save({ ...order, refundedTotal: '5.00' });
    world.shop.ask('counterfoil.command.leave_out', order.id, 'credited by hand');
    await world.run();
    expect(world.journey(order.id)).toMatchObject({ state: 'delivered', code: 'left_out_by_person' });
    world.shop.save({ ...order, refundedTotal: '5.00', status: 'completed' });
    await world.run();
    expect(world.journey(order.id)).toMatchObject({ state: 'delivered', code: 'order_unchanged' });
    world.shop.save({ ...order, refundedTotal: '9.00' });
    await world.run();
    expect(world.journey(order.id)).toMatchObject({ state: 'held', values: { money: '9.00 EUR' } });
  });

  test('deleted for good after delivery, it is held; before, it is left out', async () => {
    await using world = await createSmallWorld();
    world.shop.save({ ...order, id: 1 });
    await world.run();
    world.shop.deleteForGood(1);
    world.shop.save({ ...order, id: 2 });
    world.shop.deleteForGood(2);
    await world.run();
    expect(world.journey(1)).toMatchObject({ state: 'held', code: 'deleted_after_delivery' });
    expect(world.journey(2)).toMatchObject({ state: 'skipped', code: 'deleted_before_delivery' });
  });

  test('an order that can’t be read is held, and the others of its page go', async () => {
    await using world = await createSmallWorld();
    world.shop.breakReading(1, true);
    world.shop.save({ ...order, id: 1 });
    world.shop.save({ ...order, id: 2 });
    await world.run();
    expect(world.journey(1)).toMatchObject({ state: 'held', code: 'order_unreadable' });
    expect(world.journey(2)?.state).toBe('delivered');
  });

  test('a state that breaks the contract is held with what is wrong in it, and the others of its page go', async () => {
    await using world = await createSmallWorld(
      {},
      {
        store: (shop) => ({
          ...shop.store,
          async fetchEvents(request) {
            const answer = await shop.store.fetchEvents(request);
            const orders = answer.orders.filter(({ id }) => id !== 1);
            const invalidOrders = answer.orders
              .filter(({ id }) => id === 1)
              .map(({ id }) => ({ orderId: id, field: 'lines[0].total', reason: 'not a decimal' }));
            return { ...answer, orders, invalidOrders };
          },
        }),
      },
    );
    world.shop.save({ ...order, id: 1 });
    world.shop.save({ ...order, id: 2 });
    await world.run();
    expect(world.journey(1)).toMatchObject({
      state: 'held',
      code: 'state_invalid',
      values: { field: 'lines[0].total', reason: 'not a decimal' },
    });
    expect(world.journey(2)?.state).toBe('delivered');

    world.shop.ask('counterfoil.command.leave_out', 1, 'entered by hand');
    await world.run();
    expect(world.journey(1)).toMatchObject({ state: 'skipped', code: 'left_out_by_person' });
    world.shop.save({ ...order, id: 1, status: 'completed' });
    await world.run();
    expect(world.journey(1)).toMatchObject({ state: 'skipped', code: 'left_out_by_person' });
  });

  test('an order whose lines don’t make its total is held with the difference', async () => {
    await using world = await createSmallWorld();
    world.shop.save({ ...order, total: '33.20', addsUp: false });
    await world.run();
    expect(world.journey(order.id)).toMatchObject({
      code: 'order_does_not_add_up',
      values: { money: '33.20 EUR', difference: '2.00 EUR' },
    });
  });

  test('a defect holds its own order as broken, and the others go', async () => {
    await using world = await createSmallWorld();
    const { adapter } = world.agent;
    const { createOrder } = adapter;
    adapter.createOrder = (draft) => {
      if (draft.shopOrderNumber === '1') throw new TypeError('x is not a function');
      return createOrder(draft);
    };
    world.shop.save({ ...order, id: 1, number: '1' });
    world.shop.save({ ...order, id: 2, number: '2' });
    await world.run();
    expect(world.journey(1)).toMatchObject({
      state: 'broken',
      code: 'defect',
      values: { reason: 'TypeError: x is not a function' },
    });
    expect(world.journey(2)?.state).toBe('delivered');
  });
});

describe('a person who was erased', () => {
  test('is no change of an order that was delivered, and is gone from what the agent keeps', async () => {
    await using world = await createSmallWorld();
    world.shop.save(order);
    await world.run();
    const nobody = { ...order.billing, firstName: '', lastName: '', line1: '', phone: '' };
    world.shop.save({ ...order, anonymized: true, email: '', billing: nobody, status: 'completed' });
    await world.run();
    expect(outcomes(world)).toEqual(['delivered order_delivered', 'skipped person_erased']);
    expect(world.journey(order.id)?.state).toBe('delivered');
    const kept = await Promise.all(
      (['orders', 'deliveries', 'holds', 'journeys', 'journey_steps', 'journal', 'receipts'] as const).map(
        (table) => world.agent.open.database.selectFrom(table).selectAll().execute(),
      ),
    );
    expect(JSON.stringify(kept)).not.toMatch(/jeanne|martin|rivoli/i);
    expect(await world.agent.open.database.selectFrom('journal_keys').selectAll().execute()).toEqual([]);
  });

  test('before delivery, the order is left out', async () => {
    await using world = await createSmallWorld();
    world.shop.save({ ...order, anonymized: true });
    await world.run();
    expect(world.journey(order.id)).toMatchObject({ state: 'skipped', code: 'person_erased' });
  });
});

describe('an order’s data', () => {
  test('is reduced to digests when its delivery is 30 days old, and a later change is still seen', async () => {
    await using world = await createSmallWorld();
    world.shop.save(order);
    await world.run();
    world.agent.clock.setWallBy(29 * 86_400_000);
    expect(await world.agent.flow.retainOnce()).toBe(0);
    world.agent.clock.setWallBy(2 * 86_400_000);
    expect(await world.agent.flow.retainOnce()).toBe(1);
    const kept = await Promise.all(
      (['orders', 'deliveries'] as const).map((table) =>
        world.agent.open.database.selectFrom(table).selectAll().execute(),
      ),
    );
    expect(JSON.stringify(kept)).not.toMatch(/jeanne|martin|rivoli/i);
    world.shop.save({ ...order, status: 'completed' });
    await world.run();
    expect(world.journey(order.id)?.code).toBe('order_unchanged');
    world.shop.save({ ...order, total: '41.20' });
    await world.run();
    expect(world.journey(order.id)?.code).toBe('change_after_delivery');
  });

  test('stays while a person is asked about it', async () => {
    await using world = await createSmallWorld();
    world.shop.save({ ...order, lines: [makeLine({ sku: '' })] });
    await world.run();
    world.agent.clock.setWallBy(60 * 86_400_000);
    expect(await world.agent.flow.retainOnce()).toBe(0);
  });
});
