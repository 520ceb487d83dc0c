import { describe, expect, test } from 'vitest';
import { makeLine, makeSnapshot } from '../../simulation/make-snapshot.ts';
import { createSmallWorld } from '../../simulation/small-world.ts';
import { verifyJournal } from '../oversight/journal/journal-table.ts';
import { StoreError } from '../store-api/store-errors.ts';

const order = makeSnapshot();

describe('the shop', () => {
  test('that came back from a backup stops all writes until a person says that both agree, and hears everything again', async () => {
    await using world = await createSmallWorld();
    world.shop.save({ ...order, id: 1 });
    await world.run();
    world.shop.backUp();
    world.shop.save({ ...order, id: 2 });
    await world.run();
    world.shop.restore();
    // The id is given to another order.
    world.shop.save({ ...order, id: 2, check: 'OTHER2' });
    await world.run(60_000);
    expect(world.agent.flow.standstill()).toMatchObject({ because: 'shop_restored' });
    expect(world.erp.orders()).toHaveLength(2);
    expect(await world.time.until(world.agent.flow.acceptRestoredShop('admin'))).toBe(true);
    expect(await world.time.until(world.agent.flow.acceptRestoredShop('admin'))).toBe(false);
    await world.run(20_000);
    expect(world.journey(2)).toMatchObject({
      state: 'held',
      code: 'binding_of_another_order',
      documents: [],
    });
    expect(world.journey(1)?.state).toBe('delivered');
    expect(world.erp.orders()).toHaveLength(2);

    // The way out that the page names, and it stays said.
    world.shop.ask('counterfoil.command.leave_out', 2, 'entered by hand');
    await world.run(20_000);
    expect(world.journey(2)).toMatchObject({ state: 'skipped', code: 'left_out_by_person', documents: [] });
    world.shop.save({ ...order, id: 2, check: 'OTHER2', status: 'completed' });
    await world.run(20_000);
    expect(world.journey(2)).toMatchObject({ state: 'skipped', code: 'left_out_by_person' });
    expect(world.erp.orders()).toHaveLength(2);
  });

  test('is told of an order that can’t be right, also where its id was another’s before', async () => {
    const reason = { code: 'reason_wrong_form', values: {} } as const;
    await using world = await createSmallWorld(
      {},
      {
        store: ({ store }) => ({
          ...store,
          async fetchEvents(request) {
            const answer = await store.fetchEvents(request);
            const orders = answer.orders.filter(({ check }) => check !== 'WRONG2');
            const wrong = answer.orders.filter(({ check }) => check === 'WRONG2');
            return {
              ...answer,
              orders,
              invalidOrders: wrong.map(({ id }) => ({ orderId: id, field: 'total', reason })),
            };
          },
        }),
      },
    );
    world.shop.backUp();
    world.shop.save(order);
    await world.run();
    world.shop.restore();
    world.shop.save({ ...order, check: 'WRONG2' });
    await world.run();
    await world.time.until(world.agent.flow.acceptRestoredShop('admin'));
    await world.run(20_000);
    expect(world.journey(order.id)).toMatchObject({ state: 'held', code: 'state_invalid' });
  });

  test('that came back from a backup says what its orders are now: nothing is left out for what it no longer knows', async () => {
    await using world = await createSmallWorld();
    const unknown = { ...order, id: 1, lines: [makeLine({ sku: 'NEW' })] };
    world.shop.save(unknown);
    world.shop.save({ ...order, id: 2 });
    await world.run();
    expect(world.journey(1)).toMatchObject({ state: 'held', code: 'gap_product' });
    world.shop.backUp();
    world.shop.save({ ...unknown, status: 'cancelled' });
    world.shop.save({ ...order, id: 2, status: 'cancelled' });
    await world.run();
    world.shop.ask('counterfoil.command.leave_as_is', 2, 'cancelled in the ERP, too');
    await world.run();
    expect(world.journey(1)?.code).toBe('cancelled_before_delivery');
    expect(world.journey(2)?.code).toBe('left_as_is_by_person');
    world.shop.restore();
    world.erp.addProduct('NEW');
    await world.run(60_000);
    expect(world.erp.orders()).toHaveLength(1);
    await world.time.until(world.agent.flow.acceptRestoredShop('admin'));
    await world.run(20_000);
    expect(world.journey(1)?.state).toBe('delivered');
    expect(world.erp.orders()).toHaveLength(2);
    expect(world.journey(2)).toMatchObject({
      state: 'held',
      code: 'change_after_delivery',
      values: { changes: [{ what: 'status', line: null, before: null, after: 'processing' }] },
    });
  });

  test('that came back from a backup just before the agent is stopped is known for it at the next start', async () => {
    await using world = await createSmallWorld();
    await world.run();
    world.shop.backUp();
    world.shop.save(order);
    await world.run();
    world.shop.restore();
    await world.time.until(world.agent.flow.stop());
    await world.restart();
    world.shop.save({ ...order, id: 2 });
    await world.run(200_000);
    expect(world.agent.flow.standstill()).toMatchObject({ because: 'shop_restored' });
    expect(world.erp.orders()).toHaveLength(1);
  });

  test('that came back from a backup twice is asked about each order that takes the same id', async () => {
    await using world = await createSmallWorld();
    world.shop.backUp();
    for (const check of ['AAAAAA', 'BBBBBB', 'CCCCCC']) {
      world.shop.save({ ...order, check });
      await world.run();
      await world.time.until(world.agent.flow.acceptRestoredShop('admin'));
      await world.run(20_000);
      if (check === 'BBBBBB') {
        expect(world.journey(order.id)).toMatchObject({ state: 'held', code: 'binding_of_another_order' });
        world.shop.ask('counterfoil.command.leave_out', order.id, 'entered by hand');
        await world.run();
        world.shop.save({ ...order, check, status: 'completed' });
        await world.run();
        expect(world.journey(order.id)).toMatchObject({ state: 'skipped', code: 'left_out_by_person' });
      }
      if (check !== 'CCCCCC') world.shop.restore();
    }
    expect(world.journey(order.id)).toMatchObject({ state: 'held', code: 'binding_of_another_order' });
  });

  test('in which a person stopped the orders gets none delivered until they are started, and loses none', async () => {
    await using world = await createSmallWorld();
    world.shop.save({ ...order, id: 1 });
    await world.time.until(world.agent.flow.pollOnce());
    world.shop.stopOrders(true);
    world.shop.save({ ...order, id: 2 });
    await world.run();
    expect(world.agent.flow.standstill()).toEqual({ because: 'orders_stopped' });
    expect(world.erp.orders()).toEqual([]);
    world.shop.stopOrders(false);
    await world.run();
    expect(world.erp.orders()).toHaveLength(2);
  });

  test('that can’t digest a page is asked for half of it, down to one, and for more again afterwards', async () => {
    const limits: number[] = [];
    await using world = await createSmallWorld(
      {},
      {
        store: ({ store }) => ({
          ...store,
          fetchEvents(request) {
            limits.push(request.limit);
            return request.limit > 3
              ? Promise.reject(new StoreError('halve', 'message_too_large', 'events'))
              : store.fetchEvents(request);
          },
        }),
      },
    );
    for (let id = 1; id <= 4; id++) world.shop.save({ ...order, id });
    await world.run(15_000);
    expect(limits.slice(0, 9)).toEqual([400, 200, 100, 50, 25, 12, 6, 3, 6]);
    expect(world.erp.orders()).toHaveLength(4);
  });

  test.each(['receipts', 'journeys', 'steps'] as const)(
    'that refuses one of the %s hears of all the others, and of that one in short',
    async (kind) => {
      await using world = await createSmallWorld(
        {},
        {
          store: ({ store }) => ({
            ...store,
            sendReceipts(request) {
              const index = request[kind].findIndex(
                (item) => item.orderId === 2 && item.code !== 'defect' && item.code !== 'order_waiting',
              );
              if (index < 0) return store.sendReceipts(request);
              const field = `${kind}[${index}].values.reason`;
              return Promise.reject(new StoreError('halve', 'message_invalid', 'receipts', { field }));
            },
          }),
        },
      );
      for (let id = 1; id <= 3; id++) world.shop.save({ ...order, id });
      await world.run(60_000);
      expect(world.erp.orders()).toHaveLength(3);
      for (const id of [1, 3]) {
        expect(world.shop.journey(id)?.state).toBe('delivered');
        expect(world.shop.rowsOf(id)[0]?.receipt?.outcome).toBe('delivered');
      }
      const short = { receipts: 'delivered', journeys: 'broken', steps: 'delivered' }[kind];
      expect(world.shop.journey(2)?.state).toBe(short);
      expect(world.shop.rowsOf(2)[0]?.receipt?.outcome).toBe(kind === 'receipts' ? 'held' : 'delivered');
    },
  );

  test('hears how many wait, are held and are delivered, and the journal’s head, in the heartbeat', async () => {
    const heartbeats: unknown[] = [];
    await using world = await createSmallWorld(
      {},
      {
        store: ({ store }) => ({
          ...store,
          sendReceipts(request) {
            heartbeats.push(request.heartbeat);
            return store.sendReceipts(request);
          },
        }),
      },
    );
    world.shop.save({ ...order, id: 1 });
    world.shop.save({ ...order, id: 2, paymentMethod: 'cod', taxLines: [] });
    await world.run();
    await world.time.until(
      world.agent.flow.sendReceiptsOnce({
        startedAt: '2026-11-23T08:00:00.000Z',
        name: 'PC-OFFICE',
        version: '1',
        doorbell: 'working',
        backupAgeSeconds: null,
      }),
    );
    const { head, broken } = await verifyJournal(world.agent.open.database, 'acme');
    expect(broken).toBeNull();
    expect(heartbeats.at(-1)).toMatchObject({
      name: 'PC-OFFICE',
      waitingCount: 0,
      heldCount: 1,
      deliveredCount: 1,
      mappingVersion: '2026-11-23',
      journalHead: head,
      erp: { kind: 'simulated', name: 'Sim', reachable: true },
    });
  });
});
