import { LEASE_MS } from '@counterfoil/shared-types';
import { describe, expect, test } from 'vitest';
import { makeLine, makeSnapshot, SIMPLE_RULES } from '../../simulation/make-snapshot.ts';
import { createSmallWorld } from '../../simulation/small-world.ts';

const order = makeSnapshot();

const WRONG_FORM = { code: 'reason_wrong_form', values: {} } as const;

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
    expect(world.outcomes(order.id)).toEqual(['delivered order_delivered']);
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
    expect(world.outcomes(order.id)).toEqual(['skipped superseded', 'delivered order_delivered']);
  });

  test('what only a newer shop asks for is answered so, changes nothing, and the order stays held', async () => {
    await using world = await createSmallWorld({}, { rules: { ...SIMPLE_RULES, payments: [] } });
    world.shop.save(order);
    await world.run();
    world.shop.ask('counterfoil.command.reconcile' as 'counterfoil.command.send_again', order.id);
    await world.run();
    expect(world.journey(order.id)).toMatchObject({ state: 'held', code: 'gap_payment' });
    expect(world.outcomes(order.id)).toEqual(['held gap_payment', 'skipped command_unknown']);
  });

  test('"send again" of an order that is there makes no second one', async () => {
    await using world = await createSmallWorld();
    world.shop.save(order);
    await world.run();
    world.shop.ask('counterfoil.command.send_again', order.id);
    await world.run();
    expect(world.erp.orders()).toHaveLength(1);
    expect(world.outcomes(order.id)).toEqual(['delivered order_delivered', 'unchanged order_unchanged']);
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
      documents: [{ number: 'S00001' }],
    });
    world.shop.save(order);
    await world.run();
    expect(world.journey(order.id)?.state).toBe('delivered');
    expect(world.outcomes(order.id)).toEqual([
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
    await world.run();
    world.shop.ask('counterfoil.command.leave_as_is', order.id, 'credited by hand');
    await world.run();
    expect(world.journey(order.id)).toMatchObject({ state: 'left_as_is', code: 'left_as_is_by_person' });
    world.shop.save({ ...order, refundedTotal: '5.00', status: 'completed' });
    await world.run();
    expect(world.journey(order.id)).toMatchObject({ state: 'delivered', code: 'order_unchanged' });
    world.shop.save({ ...order, refundedTotal: '9.00' });
    await world.run();
    expect(world.journey(order.id)).toMatchObject({ state: 'held', values: { money: '4.00 EUR' } });
  });

  test('a guest’s order that an account takes over is no change, and that another account then has it is one', async () => {
    await using world = await createSmallWorld();
    const tiedTo = (customerId: number) => ({
      ...order,
      customerId,
      customerSince: '2026-11-23T11:00:00.000Z',
    });
    for (const snapshot of [order, tiedTo(7)]) {
      world.shop.save(snapshot);
      await world.run();
      expect(world.journey(order.id)?.state).toBe('delivered');
    }
    world.shop.save(tiedTo(8));
    await world.run();
    expect(world.journey(order.id)).toMatchObject({
      state: 'held',
      code: 'change_after_delivery',
      values: { changes: [{ what: 'customer', line: null, before: null, after: null }] },
    });
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
              .map(({ id }) => ({ orderId: id, field: 'lines[0].total', reason: WRONG_FORM }));
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
      values: { field: 'lines[0].total', reason: WRONG_FORM },
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

  test('a defect holds its own order as broken, and the others go; the log has the stack, once', async () => {
    const logged: unknown[][] = [];
    await using world = await createSmallWorld({}, { onError: (...line) => logged.push(line) });
    const { adapter } = world.agent;
    const { createOrder } = adapter;
    const defect = new TypeError('x is not a function');
    adapter.createOrder = (draft) => {
      if (draft.shopOrderNumber === '1') throw defect;
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
    expect(logged).toEqual([
      [{ tenant: 'acme', orderId: 1, err: defect }, 'a defect stands in the way of one order'],
    ]);
  });
});
