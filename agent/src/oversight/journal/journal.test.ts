import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { makeSnapshot } from '../../../simulation/make-snapshot.ts';
import { createSmallWorld, type SmallWorld } from '../../../simulation/small-world.ts';
import { hashEntry, verifyChain } from './journal-entry.ts';
import { verifyJournal } from './journal-table.ts';

const order = makeSnapshot();
const database = (world: SmallWorld) => world.agent.open.database;
const verify = (world: SmallWorld) => verifyJournal(database(world), 'acme');

/** What somebody with the file and time can do: the triggers are only in the way of mistakes. */
async function tamper(world: SmallWorld, statement: ReturnType<typeof sql>): Promise<void> {
  for (const trigger of ['journal_never_changes', 'journal_never_shrinks'])
    await sql`DROP TRIGGER IF EXISTS ${sql.id(trigger)}`.execute(database(world));
  await statement.execute(database(world));
}

async function delivered(): Promise<SmallWorld> {
  const world = await createSmallWorld();
  world.shop.save(order);
  await world.run();
  return world;
}

describe('the journal', () => {
  test('of a delivered order is whole, and tells kept, intent, outcome, bound, advanced and delivered in this order', async () => {
    await using world = await delivered();
    const { head, broken } = await verify(world);
    expect(broken).toBeNull();
    const rows = await database(world).selectFrom('journal').selectAll().orderBy('number').execute();
    expect(head).toEqual({ number: rows.length, hash: rows.at(-1)?.hash });
    const told = rows.filter((row) => !row.facts.includes('customer')).map((row) => row.kind);
    expect(told).toEqual(['event_kept', 'intent', 'outcome', 'bound', 'advanced', 'delivered']);
  });

  test.each([
    [
      'a fact that was changed',
      sql`UPDATE journal SET facts = '{"what":"nothing"}' WHERE number = 3`,
      3,
      'hash',
    ],
    [
      'a time that was changed',
      sql`UPDATE journal SET at = '2026-01-01T00:00:00.000Z' WHERE number = 2`,
      2,
      'hash',
    ],
    ['an entry that is missing', sql`DELETE FROM journal WHERE number = 3`, 4, 'number'],
    ['a first entry that is missing', sql`DELETE FROM journal WHERE number = 1`, 2, 'number'],
  ])('is found broken by %s', async (_what, statement, number, because) => {
    await using world = await delivered();
    await tamper(world, statement);
    expect((await verify(world)).broken).toEqual({ number, because });
  });

  test('in which an entry was written anew with a right hash of its own breaks at the next one', async () => {
    await using world = await delivered();
    const rows = await database(world).selectFrom('journal').selectAll().orderBy('number').execute();
    const entries = rows.map(({ previous_hash: previousHash, facts, ...row }) => ({
      ...row,
      previousHash,
      facts: JSON.parse(facts),
      kind: row.kind as 'intent',
    }));
    expect(verifyChain(entries).broken).toBeNull();
    const forged = entries.map((entry) =>
      entry.number === 2 ? { ...entry, facts: {}, hash: hashEntry({ ...entry, facts: {} }) } : entry,
    );
    expect(verifyChain(forged).broken).toEqual({ number: 3, because: 'previous_hash' });
  });

  test('names neither the person nor the order, and without its key nobody can tell which entries are the order’s', async () => {
    await using world = await delivered();
    const text = JSON.stringify(await database(world).selectFrom('journal').selectAll().execute());
    const { billing } = order;
    for (const secret of [billing.firstName, billing.lastName, billing.line1, billing.phone, order.email])
      expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
    expect(text).not.toMatch(new RegExp(`\\b${order.id}\\b`));
    expect(text).not.toContain('S00001');
    world.shop.save({
      ...order,
      anonymized: true,
      email: '',
      billing: { ...billing, firstName: '', lastName: '' },
    });
    await world.run();
    expect(await database(world).selectFrom('journal_keys').selectAll().execute()).toEqual([]);
    expect((await verify(world)).broken).toBeNull();
  });
});
