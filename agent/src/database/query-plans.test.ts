import BetterSqlite from 'better-sqlite3';
import { type CompiledQuery, Kysely, SqliteDialect } from 'kysely';
import { expect, test } from 'vitest';
import { makeSnapshot, SIMPLE_RULES } from '../../simulation/make-snapshot.ts';
import {
  deleteResolvedAttempts,
  resolveAttempts,
  unresolvedAttempt,
} from '../flow/delivery/attempt-table.ts';
import { findBinding, referenceBoundTo } from '../flow/delivery/binding-table.ts';
import {
  becomeGeneration,
  deliveriesOf,
  endedBefore,
  writeDelivery,
} from '../flow/delivery/delivery-table.ts';
import { salesOrderOf } from '../flow/delivery/document-key.ts';
import {
  closeHold,
  deleteClosedHolds,
  openHoldOf,
  ordersHeld,
  ordersHeldSince,
} from '../flow/delivery/hold-table.ts';
import { loadOrder } from '../flow/delivery/load-order.ts';
import { newestRules, readRules, setRules } from '../flow/delivery/mapping-version-table.ts';
import { deleteEvents, eventsAfter, ordersStirredSince, ordersWaiting } from '../flow/inbox/aged-events.ts';
import { claimNextOrders } from '../flow/inbox/claim-next-event.ts';
import {
  countOwedConfirmations,
  markAnswered,
  owedConfirmations,
  reopenNewest,
  wasOfferedAgain,
} from '../flow/inbox/inbox-table.ts';
import {
  ordersWithSnapshot,
  readNumberOf,
  readOrderState,
  writeSnapshot,
} from '../flow/inbox/order-state-table.ts';
import { ensureTenant, readTenant } from '../flow/inbox/tenant-table.ts';
import { readMapping } from '../flow/mapping/mapping-document.ts';
import {
  checkTold,
  deleteSteps,
  markJourneysSent,
  ordersOwedSteps,
  owedJourneys,
  owedSteps,
  writeJourney,
  writeStep,
} from '../flow/receipts/journey-table.ts';
import {
  deleteReceipts,
  markReceiptsSent,
  ordersOwedReceipts,
  owedReceipts,
  supersedeHeld,
} from '../flow/receipts/receipt-table.ts';
import { journalHead } from '../oversight/journal/journal-table.ts';
import { migrateToLatest } from './migrate.ts';
import type { AgentDatabase } from './open-database.ts';
import type { Schema } from './schema.ts';
import { inTransaction } from './transaction.ts';

const AT = '2026-11-23T10:00:00.000Z';
const ORDER = salesOrderOf({ id: 1047, check: 'K7Q2MZ' });
const RULES = readMapping(SIMPLE_RULES);

/** A database of one tenant, and the plan of each query that was asked since. */
async function watchedDatabase() {
  const queries: CompiledQuery[] = [];
  const sqlite = new BetterSqlite(':memory:');
  const database: AgentDatabase = new Kysely<Schema>({
    dialect: new SqliteDialect({ database: sqlite }),
    log({ query }) {
      if (query.sql !== 'begin' && query.sql !== 'commit') queries.push(query);
    },
  });
  await migrateToLatest(database, () => new Date(AT));
  await inTransaction(database, (transaction) => ensureTenant(transaction, 'acme'));
  queries.length = 0;
  const plans = () =>
    [...new Set(queries.map((query) => query.sql))].map((text) => {
      const parameters = Array.from({ length: text.split('?').length - 1 }, () => 1);
      const steps = sqlite.prepare(`EXPLAIN QUERY PLAN ${text}`).all(parameters) as { detail: string }[];
      return { text, steps: steps.map((step) => step.detail) };
    });
  return { database, plans };
}

/** The tenant alone narrows nothing: most agents have one. */
function isSlow({ steps }: { readonly steps: readonly string[] }): boolean {
  return steps.some((step) => /^SCAN/.test(step) || /\(tenant=\?\)$/.test(step));
}

/** What is asked for every order, poll or receipt: each must stay as fast when a year of orders lies in the tables. */
test('no query on an order’s way reads a whole table', async () => {
  const { database, plans } = await watchedDatabase();
  await inTransaction(database, async (transaction) => {
    await readTenant(transaction, 'acme');
    await claimNextOrders(transaction, 'acme', 4, () => true);
    await owedConfirmations(transaction, 'acme', 400);
    await countOwedConfirmations(transaction, 'acme');
    await markAnswered(transaction, 'acme', ['a'], AT);
    await reopenNewest(transaction, 'acme', [1]);
    await writeSnapshot(transaction, 'acme', makeSnapshot(), AT);
    await readOrderState(transaction, 'acme', 1047);
    await readNumberOf(transaction, 'acme', 1047);
    await loadOrder(transaction, 'acme', 1047);
    await checkTold(transaction, 'acme', 1047);
    await wasOfferedAgain(transaction, 'acme', 1047);
    await deliveriesOf(transaction, 'acme', 1047);
    await writeDelivery(transaction, 'acme', ORDER, AT, {});
    await writeDelivery(transaction, 'acme', ORDER, AT, { leftOut: true });
    await becomeGeneration(transaction, 'acme', ORDER, 2);
    await becomeGeneration(transaction, 'acme', { ...ORDER, generation: 2 }, 1);
    await setRules(transaction, 'acme', RULES, { at: AT, by: 'configuration' });
    await newestRules(transaction, 'acme');
    await readRules(transaction, 'acme', RULES.hash);
    await openHoldOf(transaction, 'acme', ORDER);
    await closeHold(transaction, 'acme', ORDER, 'solved', AT);
    await unresolvedAttempt(transaction, 'acme', 'anchor');
    await resolveAttempts(transaction, 'acme', 'anchor', 'absent', AT, null);
    await findBinding(transaction, 'acme', 'order', '1047');
    await referenceBoundTo(transaction, 'acme', 'o1');
    await writeJourney(
      transaction,
      'acme',
      ORDER.order,
      { state: 'waiting', message: { code: 'order_waiting', values: {} } },
      1,
      AT,
    );
    await writeStep(transaction, 'acme', ORDER.order, {
      about: ORDER,
      id: 'a',
      message: { code: 'step_picked_up', values: {} },
      at: AT,
    });
    await owedReceipts(transaction, 'acme', 400);
    await owedJourneys(transaction, 'acme', 400);
    await owedSteps(transaction, 'acme', 400);
    await markReceiptsSent(transaction, 'acme', [{ eventId: 'a', version: 1 }]);
    await markJourneysSent(transaction, 'acme', [{ orderId: 1047, check: 'K7Q2MZ', version: 1 }]);
    await supersedeHeld(transaction, 'acme', 1047, [], 1, AT);
    await journalHead(transaction, 'acme');
  });

  const all = plans();
  expect(all.length).toBeGreaterThan(25);
  const slow = all.filter(isSlow);
  const allowed = [
    /from "tenants"/,
    /from "events" .*"confirmation" = 'owed'/,
    /"sent_version" < "version"/,
    /"sent" = 0/,
    /from "journal"/,
    /from "mapping_versions" .* order by "number" desc limit/,
  ];
  expect(slow.filter(({ text }) => !allowed.some((pattern) => pattern.test(text)))).toEqual([]);
  // Those allowed go by an index that holds only what is owed, or end at the first row.
  for (const { text, steps } of slow.filter(
    ({ text }) => !/from "(tenants|journal|mapping_versions)"/.test(text),
  )) {
    expect({ text, steps: steps.join() }).toEqual({
      text,
      steps: expect.stringMatching(/INDEX (events|receipts|journeys|journey_steps)_owed/),
    });
  }
  await database.destroy();
});

test('no query of the night that reduces and forgets orders reads a whole table', async () => {
  const { database, plans } = await watchedDatabase();
  await inTransaction(database, async (transaction) => {
    await eventsAfter(transaction, 'acme', 0, 200);
    await ordersWithSnapshot(transaction, 'acme', 1000, 200);
    await endedBefore(transaction, 'acme', [1047, 1048], AT);
    await ordersHeld(transaction, 'acme', [1047, 1048]);
    await ordersHeldSince(transaction, 'acme', [1047, 1048], AT);
    await ordersWaiting(transaction, 'acme', [1047, 1048]);
    await ordersStirredSince(transaction, 'acme', [1047, 1048], AT);
    await ordersOwedReceipts(transaction, 'acme', [1047, 1048]);
    await ordersOwedSteps(transaction, 'acme', [1047, 1048]);
    await deleteReceipts(transaction, 'acme', 1047);
    await deleteEvents(transaction, 'acme', 1047);
    await deleteSteps(transaction, 'acme', 1047);
    await deleteClosedHolds(transaction, 'acme', 1047);
    await deleteResolvedAttempts(transaction, 'acme', 1047);
  });
  expect(plans()).toHaveLength(14);
  expect(plans().filter(isSlow)).toEqual([]);
  await database.destroy();
});
