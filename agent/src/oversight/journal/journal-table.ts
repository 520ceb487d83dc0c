import { createHash } from 'node:crypto';
import type { AgentDatabase } from '../../database/open-database.ts';
import type { JournalRow } from '../../database/schema.ts';
import type { AgentTransaction } from '../../database/transaction.ts';
import type { Surroundings } from '../../surroundings.ts';
import {
  FIRST_HASH,
  hashEntry,
  type JournalEntry,
  type JournalFacts,
  type JournalKind,
  underKey,
  verifyChain,
} from './journal-entry.ts';

/** Appends one entry. Call it in the transaction that does what it tells. @param orderId null: about the tenant */
export async function appendToJournal(
  transaction: AgentTransaction,
  surroundings: Surroundings,
  tenant: string,
  entry: { readonly kind: JournalKind; readonly orderId: number | null; readonly facts: JournalFacts },
): Promise<void> {
  const head = await journalHead(transaction, tenant);
  const subject =
    entry.orderId === null
      ? null
      : underKey(await keyOf(transaction, surroundings, tenant, entry.orderId), `order/${entry.orderId}`);
  const unhashed = {
    number: head.number + 1,
    at: surroundings.now().toISOString(),
    kind: entry.kind,
    subject,
    facts: entry.facts,
    previousHash: head.hash,
  };
  await transaction
    .insertInto('journal')
    .values({
      tenant,
      number: unhashed.number,
      at: unhashed.at,
      kind: unhashed.kind,
      subject,
      facts: JSON.stringify(unhashed.facts),
      previous_hash: unhashed.previousHash,
      hash: hashEntry(unhashed),
    })
    .execute();
}

/** The newest entry; number 0 while there is none. */
export async function journalHead(
  database: AgentDatabase,
  tenant: string,
): Promise<Pick<JournalEntry, 'number' | 'hash'>> {
  const row = await database
    .selectFrom('journal')
    .select(['number', 'hash'])
    .where('tenant', '=', tenant)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? { number: 0, hash: FIRST_HASH };
}

/** A digest that can be told to be of this content only while the order's key is there. */
export async function digestForJournal(
  transaction: AgentTransaction,
  surroundings: Surroundings,
  tenant: string,
  orderId: number,
  content: unknown,
): Promise<string> {
  return underKey(await keyOf(transaction, surroundings, tenant, orderId), JSON.stringify(content)).slice(
    0,
    32,
  );
}

/** After this nobody can tell which entries are about this order. */
export async function eraseJournalKey(
  transaction: AgentTransaction,
  tenant: string,
  orderId: number,
): Promise<void> {
  await transaction
    .deleteFrom('journal_keys')
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .execute();
}

const PAGE = 1000;

/** Checks a tenant's whole chain, page by page. */
export async function verifyJournal(
  database: AgentDatabase,
  tenant: string,
): Promise<ReturnType<typeof verifyChain>> {
  let result = verifyChain([]);
  for (;;) {
    const rows = await database
      .selectFrom('journal')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('number', '>', result.head.number)
      .orderBy('number')
      .limit(PAGE)
      .execute();
    result = verifyChain(rows.map(entryOf), result.head);
    if (result.broken || rows.length < PAGE) return result;
  }
}

function entryOf(row: JournalRow): JournalEntry {
  return {
    number: row.number,
    at: row.at,
    kind: row.kind as JournalKind,
    subject: row.subject,
    facts: JSON.parse(row.facts) as JournalFacts,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

async function findKey(database: AgentDatabase, tenant: string, orderId: number): Promise<string | null> {
  const row = await database
    .selectFrom('journal_keys')
    .select('key')
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .executeTakeFirst();
  return row?.key ?? null;
}

async function keyOf(
  transaction: AgentTransaction,
  surroundings: Surroundings,
  tenant: string,
  orderId: number,
): Promise<string> {
  const known = await findKey(transaction, tenant, orderId);
  if (known !== null) return known;
  // Three random UUIDs hold 366 random bits; the key is 256.
  const chance = [surroundings.randomUuid(), surroundings.randomUuid(), surroundings.randomUuid()].join();
  const key = createHash('sha256').update(chance).digest('hex');
  await transaction.insertInto('journal_keys').values({ tenant, order_id: orderId, key }).execute();
  return key;
}
