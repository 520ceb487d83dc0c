import type {
  ErpDocument,
  Journey,
  JourneyStep,
  Known,
  Message,
  MessageCode,
} from '@counterfoil/shared-types';
import { sql } from 'kysely';
import type { AgentDatabase } from '../../database/open-database.ts';
import type { JourneyRow } from '../../database/schema.ts';
import type { AgentTransaction } from '../../database/transaction.ts';
import type { DocumentKey, OrderKey } from '../delivery/document-key.ts';
import type { OrderStanding } from '../delivery/tell.ts';
import { isOfFence, nextVersion } from './decide-receipt.ts';

// The tables `journeys` and `journey_steps`; what a person asks of them is in `read-journeys.ts`.

/**
 * More lines nobody reads, and an order that fails for months must not fill the disk: the journey's state still
 * changes.
 */
const STEPS_PER_ORDER = 500;

/**
 * Writes where an order stands, if that is news: also what was told before another process may have told otherwise.
 * What the standing leaves out stays as it was. An id has one row for the order that it stands for now, whichever was
 * told of before, and one for each that is only in the ERP any more.
 * @returns its version
 */
export async function writeJourney(
  transaction: AgentTransaction,
  tenant: string,
  order: OrderKey,
  standing: OrderStanding,
  fence: number,
  at: string,
): Promise<number> {
  const rows = await rowsOf(transaction, tenant, order.id);
  const isOnly = standing.state === 'only_in_erp';
  const known = rows.find((row) => (isOnly ? row.order_check === order.check : row.state !== 'only_in_erp'));
  const before = known && [order.check, ''].includes(known.order_check) ? known : undefined;
  const row = {
    order_check: order.check,
    state: standing.state,
    code: standing.message.code,
    journey_values: JSON.stringify(standing.message.values),
    documents: standing.documents ? JSON.stringify(standing.documents) : (before?.documents ?? '[]'),
    total: standing.total ?? before?.total ?? null,
    currency: standing.currency ?? before?.currency ?? null,
  };
  const isSame =
    known && Object.entries(row).every(([name, value]) => known[name as keyof typeof row] === value);
  if (isSame && isOfFence(known.version, fence)) return known.version;
  const since = before?.state === row.state ? before.since : at;
  // The shop knows one version for an id: what is told last counts.
  const version = nextVersion(Math.max(0, ...rows.map((one) => one.version)), fence);
  // One that was only in the ERP is in the shop again.
  const isBack = rows.some((one) => one !== known && one.order_check === order.check);
  if (isBack) await deleteJourney(transaction, tenant, order);
  if (known) {
    await transaction
      .updateTable('journeys')
      .set({ version, since, ...row })
      .where((where) => where.and({ tenant, order_id: order.id, order_check: known.order_check }))
      .execute();
  } else {
    await transaction
      .insertInto('journeys')
      .values({ tenant, order_id: order.id, sent_version: 0, version, since, ...row })
      .execute();
  }
  return version;
}

async function rowsOf(database: AgentDatabase, tenant: string, orderId: number): Promise<JourneyRow[]> {
  return database
    .selectFrom('journeys')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .execute();
}

async function deleteJourney(transaction: AgentTransaction, tenant: string, order: OrderKey): Promise<void> {
  await transaction
    .deleteFrom('journeys')
    .where((where) => where.and({ tenant, order_id: order.id, order_check: order.check }))
    .execute();
}

/** Of the order that was told of last under this id; '': which one it is was not known. Null: nothing was told. */
export async function checkTold(
  database: AgentDatabase,
  tenant: string,
  orderId: number,
): Promise<string | null> {
  const rows = await rowsOf(database, tenant, orderId);
  return rows.find(({ state }) => state !== 'only_in_erp')?.order_check ?? null;
}

export async function owedJourneys(
  database: AgentDatabase,
  tenant: string,
  limit: number,
): Promise<Journey[]> {
  const rows = await database
    .selectFrom('journeys')
    .selectAll()
    .where('tenant', '=', tenant)
    .whereRef('sent_version', '<', 'version')
    .orderBy('version')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    orderId: row.order_id,
    check: row.order_check === '' ? null : row.order_check,
    version: row.version,
    state: row.state,
    code: row.code as Journey['code'],
    values: JSON.parse(row.journey_values) as Journey['values'],
    documents: JSON.parse(row.documents) as ErpDocument[],
    total: row.total,
    currency: row.currency,
    since: row.since,
  }));
}

export async function markJourneysSent(
  transaction: AgentTransaction,
  tenant: string,
  journeys: readonly Pick<Journey, 'orderId' | 'check' | 'version'>[],
): Promise<void> {
  for (const { orderId, check, version } of journeys) {
    await transaction
      .updateTable('journeys')
      .set({ sent_version: version })
      .where('tenant', '=', tenant)
      .where('order_id', '=', orderId)
      .where('order_check', '=', check ?? '')
      .execute();
  }
}

export async function writeStep(
  transaction: AgentTransaction,
  tenant: string,
  order: OrderKey,
  step: {
    readonly id: string;
    readonly message: Message;
    readonly at: string;
    /** Null: about the order itself. */
    readonly about: DocumentKey | null;
  },
): Promise<void> {
  const { about } = step;
  const last = await transaction
    .selectFrom('journey_steps')
    .select(({ fn }) => fn.max('sequence').as('sequence'))
    .where('tenant', '=', tenant)
    .where('order_id', '=', order.id)
    .executeTakeFirst();
  const sequence = Number(last?.sequence ?? 0) + 1;
  if (sequence > STEPS_PER_ORDER) return;
  await transaction
    .insertInto('journey_steps')
    .values({
      tenant,
      step_id: step.id,
      order_id: order.id,
      order_check: order.check,
      about:
        about && JSON.stringify({ kind: about.kind, shopId: about.shopId, generation: about.generation }),
      sequence,
      at: step.at,
      code: step.message.code,
      step_values: JSON.stringify(step.message.values),
      sent: 0,
    })
    .execute();
}

export async function owedSteps(
  database: AgentDatabase,
  tenant: string,
  limit: number,
): Promise<JourneyStep[]> {
  const rows = await database
    .selectFrom('journey_steps')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('sent', '=', sql.lit(0 as const))
    .orderBy('at')
    .orderBy('sequence')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.step_id,
    orderId: row.order_id,
    check: row.order_check === '' ? null : row.order_check,
    about: row.about === null ? null : (JSON.parse(row.about) as JourneyStep['about']),
    at: row.at,
    code: row.code as JourneyStep['code'],
    values: JSON.parse(row.step_values) as JourneyStep['values'],
  }));
}

export async function markStepsSent(
  transaction: AgentTransaction,
  tenant: string,
  stepIds: readonly string[],
): Promise<void> {
  if (stepIds.length === 0) return;
  await transaction
    .updateTable('journey_steps')
    .set({ sent: 1 })
    .where('tenant', '=', tenant)
    .where('step_id', 'in', [...stepIds])
    .execute();
}

const ERASED = {
  step_customer_found: 'step_customer_found_erased',
  step_customer_made: 'step_customer_made_erased',
} as const satisfies Partial<Record<MessageCode, MessageCode>>;

const isErased = (code: string): code is keyof typeof ERASED => Object.hasOwn(ERASED, code);

/**
 * The lines that say how the ERP calls the customer say only that there was one, as the shop's own copies of them do;
 * what a person wrote is gone.
 */
export async function eraseFromSteps(
  transaction: AgentTransaction,
  tenant: string,
  order: OrderKey,
): Promise<void> {
  const ofOrder = await transaction
    .selectFrom('journey_steps')
    .select(['step_id', 'code', 'step_values'])
    .where('tenant', '=', tenant)
    .where('order_id', '=', order.id)
    .where('order_check', 'in', [order.check, ''])
    .where('code', 'in', [...Object.keys(ERASED), 'step_left_out', 'step_left_as_is'])
    .execute();
  for (const { step_id: stepId, code, step_values: values } of ofOrder) {
    const { customer: _, ...others } = JSON.parse(values) as JourneyStep['values'];
    const withoutNote = 'note' in others ? { ...others, note: '' } : others;
    await transaction
      .updateTable('journey_steps')
      .set({ code: isErased(code) ? ERASED[code] : code, step_values: JSON.stringify(withoutNote) })
      .where('tenant', '=', tenant)
      .where('step_id', '=', stepId)
      .execute();
  }
}

/** Of these orders those of which the shop does not have each line. */
export async function ordersOwedSteps(
  database: AgentDatabase,
  tenant: string,
  orderIds: readonly number[],
): Promise<number[]> {
  const rows = await database
    .selectFrom('journey_steps')
    .select('order_id')
    .where('tenant', '=', tenant)
    .where('order_id', 'in', [...orderIds])
    .where('sent', '=', 0)
    .execute();
  return rows.map((row) => row.order_id);
}

export async function deleteSteps(
  transaction: AgentTransaction,
  tenant: string,
  orderId: number,
): Promise<void> {
  await transaction
    .deleteFrom('journey_steps')
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .execute();
}

/** Figures of the heartbeat. */
export async function countJourneys(
  database: AgentDatabase,
  tenant: string,
): Promise<Map<Known<'journeyState'>, { readonly count: number; readonly oldest: string }>> {
  const rows = await database
    .selectFrom('journeys')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count'), fn.min('since').as('oldest')])
    .where('tenant', '=', tenant)
    .groupBy('state')
    .execute();
  return new Map(rows.map((row) => [row.state, { count: Number(row.count), oldest: row.oldest }]));
}

/** The shop lost what it had: all of it is owed again. */
export async function oweJourneysAgain(transaction: AgentTransaction, tenant: string): Promise<void> {
  await transaction.updateTable('journeys').set({ sent_version: 0 }).where('tenant', '=', tenant).execute();
  await transaction.updateTable('journey_steps').set({ sent: 0 }).where('tenant', '=', tenant).execute();
}
