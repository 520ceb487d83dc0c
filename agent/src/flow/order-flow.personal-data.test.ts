import { readFileSync } from 'node:fs';
import type { JourneyStep } from '@counterfoil/shared-types';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { makeLine, makeSnapshot } from '../../simulation/make-snapshot.ts';
import { createSmallWorld } from '../../simulation/small-world.ts';

const order = makeSnapshot();

describe('a person who was erased', () => {
  test('is no change of an order that was delivered, and is gone from what the agent keeps', async () => {
    await using world = await createSmallWorld();
    world.shop.save(order);
    await world.run();
    const nobody = { ...order.billing, firstName: '', lastName: '', line1: '', phone: '' };
    world.shop.save({ ...order, anonymized: true, email: '', billing: nobody, status: 'completed' });
    await world.run();
    expect(world.outcomes(order.id)).toEqual(['delivered order_delivered', 'skipped person_erased']);
    expect(world.journey(order.id)?.state).toBe('delivered');
    const kept = await Promise.all(
      (['orders', 'deliveries', 'holds', 'journeys', 'journey_steps', 'journal', 'receipts'] as const).map(
        (table) => world.agent.open.database.selectFrom(table).selectAll().execute(),
      ),
    );
    expect(JSON.stringify(kept)).not.toMatch(/jeanne|martin|rivoli/i);
    expect(await world.agent.open.database.selectFrom('journal_keys').selectAll().execute()).toEqual([]);
  });

  test('has an address whose name in the books depends on a key of the tenant, so that nobody guesses it', async () => {
    const anchors = [];
    for (const _ of ['one', 'another']) {
      await using world = await createSmallWorld({ addresses: 'records' });
      world.shop.save(order);
      await world.run();
      const { database } = world.agent.open;
      const bound = await database
        .selectFrom('bindings')
        .select('shop_key')
        .where('kind', '=', 'address')
        .execute();
      expect(bound).not.toEqual([]);
      anchors.push(bound.map((one) => one.shop_key));
    }
    expect(anchors[0]).not.toEqual(anchors[1]);
  });

  test('is not named to a shop that came back from a backup', async () => {
    const told: JourneyStep[] = [];
    await using world = await createSmallWorld(
      {},
      {
        store: ({ store }) => ({
          ...store,
          sendReceipts(request, signal) {
            told.push(...request.steps);
            return store.sendReceipts(request, signal);
          },
        }),
      },
    );
    world.shop.save(order);
    await world.run();
    expect(told).toContainEqual(
      expect.objectContaining({
        code: 'step_customer_made',
        values: { erp: 'Sim', customer: expect.any(String) },
      }),
    );
    world.shop.backUp();
    world.shop.save({ ...order, anonymized: true, email: '' });
    await world.run();
    world.shop.restore();
    world.shop.save({ ...order, id: order.id + 1 });
    await world.run(60_000);
    told.length = 0;
    await world.time.until(world.agent.flow.acceptRestoredShop('admin'));
    await world.run(20_000);
    const aboutTheCustomer = told.filter(
      ({ code, orderId }) => orderId === order.id && code.startsWith('step_customer'),
    );
    expect(aboutTheCustomer).toMatchObject([{ code: 'step_customer_made_erased', values: { erp: 'Sim' } }]);
    expect(JSON.stringify(aboutTheCustomer)).not.toContain('customer"');
  });

  test('is not named by what somebody wrote when they left the order out, nor in the side file of the database', async () => {
    await using world = await createSmallWorld();
    world.shop.save({ ...order, lines: [makeLine({ sku: '' })] });
    await world.run();
    world.shop.ask('counterfoil.command.leave_out', order.id, 'Jeanne Martin paid in the shop');
    await world.run();
    expect(world.journey(order.id)).toMatchObject({ state: 'skipped', code: 'left_out_by_person' });
    const nobody = { ...order.billing, firstName: '', lastName: '', line1: '', phone: '' };
    world.shop.save({ ...order, anonymized: true, email: '', billing: nobody });
    await world.run();
    expect(world.journey(order.id)).toMatchObject({
      state: 'skipped',
      code: 'left_out_by_person',
      values: { note: '' },
    });
    const { database } = world.agent.open;
    const { rows } = await sql<{ file: string }>`PRAGMA database_list`.execute(database);
    const [file = ''] = rows.map((row) => row.file);
    for (const one of [file, `${file}-wal`])
      expect(readFileSync(one, 'latin1')).not.toMatch(/jeanne|rivoli/i);
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
