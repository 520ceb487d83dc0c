import { expect, test } from 'vitest';
import { SIMPLE_RULES } from '../../../simulation/make-snapshot.ts';
import { createSmallWorld } from '../../../simulation/small-world.ts';
import { inTransaction } from '../../database/transaction.ts';
import { readMapping } from '../mapping/mapping-document.ts';
import { newestRules, readRules, setRules } from './mapping-version-table.ts';

test('the rules that were set last are the newest, also where the clock was put back, and where they were set before', async () => {
  await using world = await createSmallWorld();
  await world.run(1_000);
  const { database } = world.agent.open;
  const rules = (version: string, target: string) =>
    readMapping({ ...SIMPLE_RULES, version, orders: { target } });
  const set = (mapping: ReturnType<typeof rules>, at: string) =>
    inTransaction(database, (transaction) => setRules(transaction, 'acme', mapping, { at, by: 'anna' }));
  const first = rules('first', 'draft');
  await set(first, '2026-11-24T10:00:00.000Z');
  await set(rules('second', 'processed'), '2026-11-23T10:00:00.000Z');
  expect((await newestRules(database, 'acme'))?.version).toBe('second');
  await set(rules('first again', 'draft'), '2026-11-22T10:00:00.000Z');
  expect(await newestRules(database, 'acme')).toMatchObject({ hash: first.hash, version: 'first again' });
  expect((await readRules(database, 'acme', first.hash)).document.orders.target).toBe('draft');
  await expect(readRules(database, 'acme', 'never')).rejects.toThrow('no rules with the hash "never"');
});
