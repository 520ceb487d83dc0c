import { describe, expect, test } from 'vitest';
import { makeSnapshot, SIMPLE_RULES } from '../../simulation/make-snapshot.ts';
import { createSmallWorld } from '../../simulation/small-world.ts';

const order = makeSnapshot();
const rules = (version: string, orders: object) => ({ ...SIMPLE_RULES, version, orders });

describe('rules that change', () => {
  test('count from the next order on; a document goes by the version that it was made by', async () => {
    const first = rules('first', { target: 'draft', statuses: ['pending', 'processing'] });
    await using world = await createSmallWorld({}, { rules: first });
    world.shop.save({ ...order, id: 1, status: 'pending' });
    await world.run();
    await world.restart({ rules: rules('second', { target: 'confirmed', statuses: ['processing'] }) });
    await world.run(100_000);
    // By the new rules "pending" would have undone it.
    world.shop.save({ ...order, id: 1, status: 'pending', customerNote: 'ring twice' });
    world.shop.save({ ...order, id: 2 });
    world.shop.save({ ...order, id: 3, status: 'pending' });
    await world.run(60_000);
    expect(world.shop.journey(1)).toMatchObject({ state: 'delivered', code: 'order_unchanged' });
    expect(world.shop.journey(2)?.state).toBe('delivered');
    expect(world.shop.journey(3)).toMatchObject({ state: 'skipped', code: 'cancelled_before_delivery' });
    expect(world.erp.orders().map(({ state }) => state)).toEqual(['draft', 'confirmed']);
  });

  test('leave a document that is on its way with its target', async () => {
    await using world = await createSmallWorld({}, { rules: rules('first', { target: 'draft' }) });
    world.erp.onCall = (operation) => {
      if (operation === 'order.advance') world.erp.down = true;
    };
    world.shop.save(order);
    await world.run();
    expect(world.erp.orders()).toHaveLength(1);
    await world.restart({ rules: rules('second', { target: 'processed' }) });
    world.erp.onCall = () => {};
    world.erp.down = false;
    await world.run(200_000);
    expect(world.erp.orders()).toMatchObject([{ state: 'draft' }]);
    expect(world.shop.journey(order.id)?.state).toBe('delivered');
  });

  test('are all kept, with the moment from which on they counted and who set them', async () => {
    await using world = await createSmallWorld({}, { rules: rules('first', { target: 'draft' }) });
    await world.run();
    for (const [version, target] of [
      ['second', 'confirmed'],
      ['third', 'draft'],
    ] as const) {
      await world.restart({ rules: rules(version, { target }) });
      await world.run(1_000);
    }
    const kept = await world.agent.open.database
      .selectFrom('mapping_versions')
      .select(['version', 'since', 'set_by'])
      .orderBy('number')
      .execute();
    // The same rules under another name are the same version.
    expect(kept).toMatchObject([
      { version: 'second', set_by: 'configuration' },
      { version: 'third', set_by: 'configuration' },
    ]);
    expect((await world.agent.flow.facts()).mappingVersion).toBe('third');
  });
});
