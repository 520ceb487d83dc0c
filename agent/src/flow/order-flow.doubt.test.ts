import { describe, expect, test } from 'vitest';
import { NO_FAULTS } from '../../simulation/erp-faults.ts';
import { makeSnapshot } from '../../simulation/make-snapshot.ts';
import { createSmallWorld, type SmallWorld } from '../../simulation/small-world.ts';

const order = makeSnapshot();
const made = (world: SmallWorld) => world.erp.calls.get('order.create') ?? 0;

describe.each([
  ['that refuses a second document', true],
  ['that takes a second document', false],
])('an ERP %s', (_what, unique) => {
  test('whose answer is lost is asked, not told again: one document', async () => {
    await using world = await createSmallWorld({ unique });
    world.erp.failOnce('order.create', 'lostAnswer');
    world.shop.save(order);
    await world.run(60_000);
    expect(made(world)).toBe(1);
    expect(world.erp.orders()).toHaveLength(1);
    expect(world.journey(order.id)).toMatchObject({ state: 'delivered', code: 'order_adopted' });
  });

  test('that commits later than the first look-up still gets one document', async () => {
    await using world = await createSmallWorld({ unique });
    world.erp.failOnce('order.create', 'lateCommit');
    world.shop.save(order);
    await world.run(120_000);
    expect(made(world)).toBe(1);
    expect(world.erp.orders()).toHaveLength(1);
    expect(world.journey(order.id)?.state).toBe('delivered');
  });

  test('that never got the request is told again, but not before the longest commit has passed', async () => {
    await using world = await createSmallWorld({ unique, longestCommitMs: 70_000 });
    const at: number[] = [];
    world.erp.onCall = (operation) => {
      if (operation === 'order.create') at.push(world.time.nowMs());
    };
    world.erp.failOnce('order.create', 'lostRequest');
    world.shop.save(order);
    await world.run(180_000);
    expect(at).toHaveLength(2);
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(70_000);
    expect(world.erp.orders()).toHaveLength(1);
    expect(world.journey(order.id)?.state).toBe('delivered');
  });

  test('is asked before it is told by the process after one that died between intent and answer', async () => {
    await using world = await createSmallWorld({ unique });
    world.shop.save(order);
    const { adapter } = world.agent;
    const { createOrder } = adapter;
    // It arrives, and nobody is there any more when it is answered.
    adapter.createOrder = async (...given) => {
      await createOrder(...given);
      return new Promise(() => {});
    };
    await world.time.until(world.agent.flow.pollOnce());
    void world.agent.flow.deliverDue(new AbortController().signal);
    await world.time.pass(5_000);
    expect(world.erp.orders()).toHaveLength(1);
    await world.restart();
    await world.run(120_000);
    expect(made(world)).toBe(1);
    expect(world.journey(order.id)).toMatchObject({ state: 'delivered', code: 'order_adopted' });
  });
});

test('a cancellation that comes while the order is in doubt is seen once the doubt is over', async () => {
  await using world = await createSmallWorld();
  world.erp.failOnce('order.create', 'lostRequest');
  world.shop.save(order);
  await world.run(25_000);
  expect(world.journey(order.id)?.state).toBe('in_doubt');
  world.shop.save({ ...order, status: 'cancelled' });
  await world.run(90_000);
  expect(world.erp.orders()).toEqual([]);
  expect(world.journey(order.id)).toMatchObject({ state: 'skipped', code: 'cancelled_before_delivery' });
});

test('a wall clock that is set forward does not shorten the wait for the longest commit, nor does one set back prolong it', async () => {
  for (const jump of [3_600_000, -86_400_000]) {
    await using world = await createSmallWorld({ longestCommitMs: 70_000 });
    const at: number[] = [];
    world.erp.onCall = (operation) => {
      if (operation === 'order.create') at.push(world.time.nowMs());
    };
    world.erp.failOnce('order.create', 'lostRequest');
    world.shop.save(order);
    await world.run(25_000);
    world.agent.clock.setWallBy(jump);
    await world.run(200_000);
    expect(at).toHaveLength(2);
    expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(70_000);
  }
});

test('the longest commit is counted from the write, however long the ERP took over what was asked before it', async () => {
  await using world = await createSmallWorld({ longestCommitMs: 90_000 });
  const at: number[] = [];
  world.erp.onCall = (operation) => {
    if (operation !== 'order.create') return;
    at.push(world.time.nowMs());
    world.erp.faults = NO_FAULTS;
  };
  world.erp.faults = { ...NO_FAULTS, slowReads: 1 };
  world.erp.failOnce('order.create', 'lostRequest');
  world.shop.save(order);
  await world.run(600_000);
  expect(at).toHaveLength(2);
  expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(90_000);
});

test('what can’t be told for hours becomes a person’s, who may leave it out', async () => {
  await using world = await createSmallWorld();
  world.erp.failOnce('order.create', 'lostAnswer');
  world.shop.save(order);
  await world.run(1_000);
  world.erp.down = true;
  await world.run(3 * 3_600_000, 60_000);
  expect(world.journey(order.id)?.state).toBe('in_doubt');
  await world.run(2 * 3_600_000, 60_000);
  expect(world.journey(order.id)).toMatchObject({
    state: 'held',
    code: 'doubt_not_resolved',
    values: { hours: 4 },
  });
  world.erp.down = false;
  world.shop.ask('counterfoil.command.leave_out', order.id, 'I have looked');
  await world.run(60_000);
  expect(world.journey(order.id)).toMatchObject({ state: 'skipped', code: 'left_out_by_person' });
});

test.each([
  ['document_differs', { lines: [] }],
  ['total_differs', { total: '1.00' }],
] as const)('a document held for %s may be left to the person who has looked at it', async (code, change) => {
  await using world = await createSmallWorld();
  world.erp.failOnce('order.create', 'lostAnswer');
  world.shop.save(order);
  await world.run(500);
  world.erp.edit('o1', (document) => ({ ...document, ...change }));
  await world.run(60_000);
  expect(world.journey(order.id)).toMatchObject({ state: 'held', code });
  world.shop.ask('counterfoil.command.leave_out', order.id, 'it is right as it is there');
  await world.run(60_000);
  expect(world.journey(order.id)).toMatchObject({ state: 'skipped', code: 'left_out_by_person' });
  expect(world.erp.orders()).toHaveLength(1);
});

test('an order that must not be looked up waits where everybody sees it, and is not sent without having been looked up', async () => {
  await using world = await createSmallWorld({ unique: false });
  world.erp.failOnce('order.find', 'forbidden');
  world.shop.save(order);
  await world.run(1_500, 500);
  expect(world.journey(order.id)).toMatchObject({ state: 'waiting', code: 'order_retry_later' });
  expect(made(world)).toBe(0);
  await world.run(60_000);
  expect(world.journey(order.id)?.state).toBe('delivered');
});

test('two documents of one reference are a person’s', async () => {
  await using world = await createSmallWorld();
  world.erp.failOnce('order.create', 'lostAnswer');
  world.shop.save(order);
  await world.run(500);
  world.erp.copyOrder('o1');
  await world.run(60_000);
  expect(world.journey(order.id)).toMatchObject({
    state: 'held',
    code: 'several_documents',
    values: { count: 2 },
  });
  expect(made(world)).toBe(1);

  // The way out that the page names.
  world.erp.edit('o1-copy', (document) => ({ ...document, state: 'cancelled' }));
  world.shop.ask('counterfoil.command.send_again', order.id);
  await world.run(60_000);
  expect(world.journey(order.id)).toMatchObject({ state: 'delivered', documents: [{ id: 'o1' }] });
  expect(made(world)).toBe(1);
});

describe('a document that was there before', () => {
  test('is adopted when it equals the order', async () => {
    await using world = await createSmallWorld();
    world.shop.save(order);
    await world.run();
    await world.restart({ emptyDatabase: true });
    world.shop.save(order);
    await world.run(200_000);
    expect(world.erp.orders()).toHaveLength(1);
    expect(world.journey(order.id)).toMatchObject({ state: 'delivered', code: 'order_adopted' });
  });

  test.each([
    ['another quantity', { quantity: '3' }, 'document_differs'],
    ['another price', { unitPrice: '10.1' }, 'document_differs'],
  ])('is a person’s when it has %s', async (_what, change, code) => {
    await using world = await createSmallWorld();
    world.erp.failOnce('order.create', 'lostAnswer');
    world.shop.save(order);
    await world.run(500);
    world.erp.edit('o1', (one) => ({
      ...one,
      lines: one.lines.map((line, at) => (at === 0 ? { ...line, ...change } : line)),
    }));
    await world.run(60_000);
    expect(world.journey(order.id)).toMatchObject({ state: 'held', code, values: { document: 'S00001' } });
    expect(world.erp.orders()[0]?.state).toBe('draft');
  });

  test('is not brought further when the same total is split otherwise between the rates', async () => {
    await using world = await createSmallWorld();
    world.erp.onCall = (operation) => {
      const taxes = [
        { code: 'VAT20', amount: '3.20' },
        { code: 'VAT10', amount: '2.00' },
      ];
      if (operation === 'order.read' || operation === 'order.find')
        world.erp.edit('o1', (one) => ({ ...one, taxes }));
    };
    world.shop.save(order);
    await world.run(30_000);
    expect(world.journey(order.id)).toMatchObject({
      state: 'held',
      code: 'document_differs',
      values: {
        changes: [
          { what: 'tax', line: 'VAT20', before: '3.20 EUR', after: '5.20 EUR' },
          { what: 'tax', line: 'VAT10', before: '2.00 EUR', after: '0.00 EUR' },
        ],
      },
    });
    expect(world.erp.orders()[0]?.state).toBe('draft');
  });

  test('is not brought further when the ERP’s total is not the shop’s', async () => {
    await using world = await createSmallWorld();
    world.erp.onCall = (operation) => {
      if (operation === 'order.read' || operation === 'order.find')
        world.erp.edit('o1', (one) => ({ ...one, total: '31.21' }));
    };
    world.shop.save(order);
    await world.run(30_000);
    expect(world.journey(order.id)).toMatchObject({
      state: 'held',
      code: 'total_differs',
      values: { shopTotal: '31.20 EUR', erpTotal: '31.21 EUR' },
    });
    expect(world.erp.orders()[0]?.state).toBe('draft');
  });
});
