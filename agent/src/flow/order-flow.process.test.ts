import { LEASE_MS } from '@counterfoil/shared-types';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { makeSnapshot } from '../../simulation/make-snapshot.ts';
import type { SimulatedShop } from '../../simulation/simulated-shop.ts';
import { createSmallWorld } from '../../simulation/small-world.ts';
import { StoreError } from '../store-api/store-errors.ts';

const order = makeSnapshot();
const signal = () => new AbortController().signal;
/** A shop that answers no poll while the road to it is cut. */
const behind =
  (road: { isCut: boolean }) =>
  ({ store }: SimulatedShop): SimulatedShop['store'] => ({
    ...store,
    fetchEvents: (request) =>
      road.isCut
        ? Promise.reject(new StoreError('retry', 'unreachable', 'events'))
        : store.fetchEvents(request),
  });

describe('the lease', () => {
  test('that runs out while the shop is away ends all writes, before an ERP call could outlast it', async () => {
    const road = { isCut: false };
    await using world = await createSmallWorld({}, { store: behind(road) });
    world.shop.save(order);
    await world.time.until(world.agent.flow.pollOnce());
    road.isCut = true;
    // 20 s for an ERP call: 15 s before the lease runs out there is no time for one.
    await world.time.pass(LEASE_MS - 15_000);
    const result = await world.time.until(world.agent.flow.deliverDue(signal()));
    expect(result.needsLease).toBe(true);
    expect(world.erp.calls.get('customer.create')).toBeUndefined();
    road.isCut = false;
    await world.run();
    expect(world.journey(order.id)?.state).toBe('delivered');
  });

  test('that runs out while the ERP takes its time over what is asked before a write ends that write', async () => {
    const road = { isCut: false };
    await using world = await createSmallWorld({}, { store: behind(road) });
    world.erp.failOnce('customer.create', 'slowReads');
    world.shop.save(order);
    await world.time.until(world.agent.flow.pollOnce());
    road.isCut = true;
    await world.time.until(world.agent.flow.deliverDue(signal()));
    const sent = ['customer.create', 'order.create'].filter((operation) => world.erp.calls.has(operation));
    expect(sent).toEqual([]);
    expect(world.journey(order.id)).toBeUndefined();
    road.isCut = false;
    await world.run(60_000);
    expect(world.journey(order.id)?.state).toBe('delivered');
    expect(world.erp.orders()).toHaveLength(1);
  });

  test('that another process took stops this one for good, and it says so', async () => {
    await using world = await createSmallWorld();
    await world.run();
    world.shop.takeLease('00000000-0000-4000-8000-00000000000f');
    world.shop.save(order);
    await expect(world.time.until(world.agent.flow.pollOnce())).rejects.toMatchObject({
      code: 'fence_outdated',
    });
    expect(world.agent.flow.standstill()).toEqual({ because: 'lease_lost' });
    await world.run(120_000);
    expect(world.erp.orders()).toEqual([]);
  });

  test('of a process that keeps nothing while it does not hold it: the rows are the holder’s', async () => {
    await using world = await createSmallWorld();
    world.shop.takeLease('00000000-0000-4000-8000-00000000000f');
    world.shop.save(order);
    const polled = await world.time.until(world.agent.flow.pollOnce());
    expect(polled).toMatchObject({ received: 0, leaseForMs: 0, standstill: { because: 'no_lease' } });
    expect(world.shop.rowsOf(order.id)[0]?.state).toBe('waiting');
  });

  test('of a process with a copy of the state: it waits, and once it takes over it gets what only the first one had', async () => {
    await using world = await createSmallWorld();
    world.shop.save({ ...order, id: 1, number: '1' });
    await world.run();
    const copy = await world.startCopy(await world.backUp());
    world.erp.down = true;
    world.shop.save({ ...order, id: 2, number: '2' });
    await world.run(5_000);
    await world.run(5_000, 1_000, copy);
    expect(copy.flow.standstill()).toEqual({ because: 'no_lease' });
    await world.run(5_000);
    expect(world.shop.rowsOf(2)[0]?.state).toBe('kept');
    // The first one's machine is gone, with the order that it had.
    world.erp.down = false;
    await world.run(300_000, 1_000, copy);
    expect(world.journey(2)?.state).toBe('delivered');
    expect(world.erp.orders().map((document) => document.shopOrderNumber)).toEqual(['1', '2']);
  });

  test('of two processes that count alike and keep different events: each gets what only the other had', async () => {
    await using world = await createSmallWorld();
    await world.run();
    const copy = await world.startCopy(await world.backUp());
    world.erp.down = true;
    world.shop.backUp();
    world.shop.save({ ...order, id: 1, number: '1' });
    await world.run(5_000);
    // Only the first one has seen it when the shop forgets it; then the copy is as far, with another.
    world.shop.restore();
    world.shop.save({ ...order, id: 2, number: '2' });
    await world.time.pass(100_000);
    await world.run(5_000, 1_000, copy);
    expect(world.shop.rowsOf(2)[0]?.state).toBe('kept');
    await world.time.pass(100_000);
    world.erp.down = false;
    await world.restart();
    await world.run(10_000);
    await world.agent.flow.acceptRestoredShop('person');
    await world.run(300_000);
    expect(world.journey(2)?.state).toBe('delivered');
    expect(world.shop.rowsOf(2)[0]?.state).toBe('settled');
  });

  test('of a process that takes it back: the shop hears again what the other one has told it otherwise', async () => {
    await using world = await createSmallWorld();
    await world.run();
    const copy = await world.startCopy(await world.backUp());
    world.shop.save({ ...order, status: 'cancelled' });
    await world.run();
    expect(world.journey(order.id)?.code).toBe('cancelled_before_delivery');
    // The other one takes the order in, and dies before it decides about it.
    await world.time.pass(100_000);
    for (let call = 0; call < 3; call++) {
      await world.time.until(copy.flow.pollOnce().catch(() => null));
      await world.time.until(copy.flow.sendReceiptsOnce(null).catch(() => null));
    }
    expect(world.journey(order.id)?.code).toBe('order_waiting');
    await world.time.pass(100_000);
    await world.restart();
    await world.run(200_000);
    expect(world.journey(order.id)?.code).toBe('cancelled_before_delivery');
  });

  test('that it did not hold long enough to be sure of the process before is not handed over', async () => {
    await using world = await createSmallWorld({ longestCommitMs: 200_000 });
    const { adapter } = world.agent;
    const { createOrder } = adapter;
    world.shop.save(order);
    await world.run(1_000);
    world.shop.save({ ...order, id: 2, number: '2' });
    adapter.createOrder = async (draft) => {
      await world.time.sleep(150_000);
      return createOrder(draft);
    };
    await world.time.until(world.agent.flow.pollOnce());
    const { flow } = world.agent;
    void flow.deliverDue(signal()).catch(() => 'its database is closed');
    await world.time.pass(1_000);
    // Killed, with a write under way that no later process has an intent of; the next one has seen the ERP, and stops
    // at once.
    await world.restart({ emptyDatabase: true });
    await world.time.pass(LEASE_MS + 2_000);
    const poll = () => world.time.until(world.agent.flow.pollOnce());
    await expect(poll()).rejects.toMatchObject({ code: 'agent_behind' });
    expect((await poll()).leaseForMs).toBeGreaterThan(0);
    expect(await world.time.until(world.agent.flow.stop())).toEqual({ handedOver: false });
    await world.restart({ emptyDatabase: true });
    await world.run(400_000);
    expect(world.erp.orders().filter((document) => document.shopOrderNumber === '2')).toHaveLength(1);
  });

  test('is handed over at a graceful stop: the next process writes at once', async () => {
    await using world = await createSmallWorld({ longestCommitMs: 90_000 });
    await world.run();
    expect(await world.time.until(world.agent.flow.stop())).toEqual({ handedOver: true });
    await world.restart();
    world.shop.save(order);
    await world.run(3_000);
    expect(world.journey(order.id)?.state).toBe('delivered');
  });

  test('is not handed over while a write may be under way', async () => {
    await using world = await createSmallWorld();
    world.erp.failOnce('order.create', 'lostRequest');
    world.shop.save(order);
    await world.run(25_000);
    expect(world.journey(order.id)?.state).toBe('in_doubt');
    expect(await world.time.until(world.agent.flow.stop())).toEqual({ handedOver: false });
  });
});

describe('a disk', () => {
  test('that is full at the start is tried again, and everything goes on once it is not', async () => {
    await using world = await createSmallWorld();
    const { database } = world.agent.open;
    await sql`PRAGMA query_only = 1`.execute(database);
    world.shop.save(order);
    await expect(world.time.until(world.agent.flow.pollOnce())).rejects.toThrow();
    await sql`PRAGMA query_only = 0`.execute(database);
    await world.run();
    expect(world.journey(order.id)?.state).toBe('delivered');
  });

  test('that is full when the ERP answers leaves the order in doubt, and it is asked, not told again', async () => {
    await using world = await createSmallWorld();
    const { database } = world.agent.open;
    const { adapter } = world.agent;
    const { createOrder } = adapter;
    adapter.createOrder = async (...given) => {
      const made = await createOrder(...given);
      await sql`PRAGMA query_only = 1`.execute(database);
      return made;
    };
    world.shop.save(order);
    await expect(world.run(3_000)).rejects.toThrow();
    await sql`PRAGMA query_only = 0`.execute(database);
    adapter.createOrder = createOrder;
    await world.run(60_000);
    expect(world.erp.orders()).toHaveLength(1);
    expect(world.erp.calls.get('order.create')).toBe(1);
    expect(world.journey(order.id)).toMatchObject({ state: 'delivered', code: 'order_adopted' });
  });
});

describe('a graceful stop', () => {
  test('finishes the step under way and begins no other', async () => {
    await using world = await createSmallWorld();
    world.shop.save(order);
    let stopped: Promise<unknown> | null = null;
    world.erp.onCall = (operation) => {
      if (operation === 'order.create') stopped ??= world.agent.flow.stop();
    };
    await world.time.until(world.agent.flow.pollOnce());
    await world.time.until(world.agent.flow.deliverDue(signal()));
    await world.time.until(stopped ?? Promise.reject(new Error('no order was made')));
    expect(world.erp.orders()[0]?.state).toBe('draft');
    world.erp.onCall = () => {};
    await world.restart();
    await world.run();
    expect(world.erp.orders()).toHaveLength(1);
    expect(world.journey(order.id)?.state).toBe('delivered');
  });
});
