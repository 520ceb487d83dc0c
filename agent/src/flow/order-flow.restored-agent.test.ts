import { LEASE_MS } from '@counterfoil/shared-types';
import { describe, expect, test } from 'vitest';
import { makeLine, makeSnapshot, SIMPLE_RULES } from '../../simulation/make-snapshot.ts';
import { createSmallWorld } from '../../simulation/small-world.ts';
import { StoreError } from '../store-api/store-errors.ts';

const order = makeSnapshot();

describe('an agent that came back from a backup', () => {
  test('is told so by the shop, gets everything offered again, and makes nothing twice', async () => {
    await using world = await createSmallWorld();
    world.shop.save(order);
    await world.run();
    await world.restart({ emptyDatabase: true });
    await world.run(200_000);
    expect(world.erp.orders()).toHaveLength(1);
    expect(world.journey(order.id)).toMatchObject({ state: 'delivered', code: 'order_adopted' });
  });

  test('looks before it says that a cancelled order was not delivered', async () => {
    await using world = await createSmallWorld();
    world.shop.save(order);
    await world.run();
    await world.restart({ emptyDatabase: true });
    world.shop.save({ ...order, status: 'cancelled' });
    await world.run(200_000);
    expect(world.journey(order.id)).toMatchObject({
      state: 'held',
      code: 'change_after_delivery',
      values: {
        changes: [{ what: 'status', line: null, before: null, after: 'cancelled' }],
        document: 'S00001',
      },
    });
  });

  test('answers again what it had answered, though it still owed the word that it keeps it', async () => {
    const keptAfterRefusal: string[] = [];
    let wasRefused = false;
    await using world = await createSmallWorld(
      {},
      {
        store: ({ store }) => ({
          ...store,
          async fetchEvents(request) {
            if (wasRefused) keptAfterRefusal.push(...request.kept);
            wasRefused = false;
            return store.fetchEvents(request).catch((error: unknown) => {
              wasRefused = error instanceof StoreError && error.code === 'agent_behind';
              throw error;
            });
          },
        }),
      },
    );
    world.shop.save(order);
    await world.run();
    // The receipt went, and the process died before its next poll.
    await world.agent.open.database.updateTable('events').set({ confirmation: 'owed' }).execute();
    const backup = await world.backUp();
    world.shop.save({ ...order, id: 2 });
    await world.run();
    await world.restart({ backup });
    await world.run(LEASE_MS + 100_000);
    expect(keptAfterRefusal).toEqual([]);
    expect(world.shop.rowsOf(order.id).map((row) => row.state)).toEqual(['settled']);
    expect(world.shop.rowsOf(2).map((row) => row.state)).toEqual(['settled']);
    expect(world.erp.orders()).toHaveLength(2);
  });

  test('looks before it says that an order which waited in its backup was not delivered', async () => {
    await using world = await createSmallWorld();
    world.erp.down = true;
    world.shop.save(order);
    await world.run();
    const backup = await world.backUp();
    // Nothing of this is an event.
    world.erp.down = false;
    await world.run(60_000);
    expect(world.journey(order.id)?.state).toBe('delivered');
    await world.restart({ backup });
    world.shop.save({ ...order, status: 'cancelled' });
    await world.run(400_000);
    expect(world.erp.orders()).toHaveLength(1);
    expect(world.journey(order.id)).toMatchObject({ state: 'held', code: 'change_after_delivery' });
  });

  test('looks before it says that an order which was held in its backup was not delivered', async () => {
    await using world = await createSmallWorld();
    world.shop.save({ ...order, lines: [makeLine({ sku: 'NEW' })] });
    await world.run();
    expect(world.journey(order.id)).toMatchObject({ state: 'held', code: 'gap_product' });
    const backup = await world.backUp();
    world.erp.addProduct('NEW');
    await world.restart({ rules: { ...SIMPLE_RULES, fees: { product: 'CUP' } } });
    await world.run(LEASE_MS + 40_000);
    expect(world.journey(order.id)?.state).toBe('delivered');
    await world.restart({ backup, rules: SIMPLE_RULES });
    world.shop.save({ ...order, lines: [makeLine({ sku: 'NEW' })], status: 'cancelled' });
    await world.run(400_000);
    expect(world.erp.orders()).toHaveLength(1);
    expect(world.journey(order.id)).toMatchObject({ state: 'held', code: 'change_after_delivery' });
  });

  test('waits for the longest commit of the process before it, where the ERP would take a second document', async () => {
    await using world = await createSmallWorld({ longestCommitMs: 90_000 });
    world.shop.save(order);
    // Sent, cut off, and committed only after the next process has the lease.
    const { adapter } = world.agent;
    const { createOrder } = adapter;
    adapter.createOrder = async (draft) => {
      await world.time.sleep(80_000);
      return createOrder(draft);
    };
    await world.time.until(world.agent.flow.pollOnce());
    const { flow } = world.agent;
    void flow.deliverDue(new AbortController().signal).catch(() => 'its database is closed');
    await world.time.pass(1_000);
    // Killed, and its database is lost: no intent tells of the write.
    await world.restart({ emptyDatabase: true });
    await world.run(300_000);
    expect(world.erp.orders()).toHaveLength(1);
    expect(world.journey(order.id)).toMatchObject({ state: 'delivered', code: 'order_adopted' });
  });
});
