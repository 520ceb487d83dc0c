import type { Message, MessageValues } from '@counterfoil/shared-types';
import type { AgentDatabase } from '../database/open-database.ts';
import type { JourneyRow } from '../database/schema.ts';
import { countJourneys } from '../flow/receipts/journey-table.ts';

/** What the command line reads of the agent's own books, while it runs or not. Nothing here writes. */

export type JourneyState = JourneyRow['state'];

export interface OrderStanding {
  readonly orderId: number;
  /** As the shop shows it; null: not known. */
  readonly number: string | null;
  readonly state: JourneyState;
  readonly says: Message;
  readonly document: unknown;
  readonly total: string | null;
  readonly currency: string | null;
  readonly since: string;
}

export interface Step {
  readonly at: string;
  readonly says: Message;
}

/** How many orders stand where. */
export async function countByState(
  database: AgentDatabase,
  tenant: string,
): Promise<Record<JourneyState, number>> {
  const found = await countJourneys(database, tenant);
  const of = (state: JourneyState) => found.get(state)?.count ?? 0;
  return {
    waiting: of('waiting'),
    working: of('working'),
    in_doubt: of('in_doubt'),
    delivered: of('delivered'),
    held: of('held'),
    skipped: of('skipped'),
    broken: of('broken'),
  };
}

/** The longest in this state first. */
export async function ordersInState(
  database: AgentDatabase,
  tenant: string,
  states: readonly JourneyState[],
  limit: number,
): Promise<OrderStanding[]> {
  const rows = await standings(database, tenant)
    .where('journeys.state', 'in', states)
    .orderBy('journeys.since')
    .limit(limit)
    .execute();
  return rows.map(toStanding);
}

/** By the number that the shop shows; several when the shop gave it twice. */
export async function findByNumber(
  database: AgentDatabase,
  tenant: string,
  number: string,
): Promise<OrderStanding[]> {
  const rows = await standings(database, tenant).where('orders.number', '=', number).limit(10).execute();
  return rows.map(toStanding);
}

export async function findById(
  database: AgentDatabase,
  tenant: string,
  orderId: number,
): Promise<OrderStanding[]> {
  const rows = await standings(database, tenant).where('journeys.order_id', '=', orderId).execute();
  return rows.map(toStanding);
}

export async function stepsOf(database: AgentDatabase, tenant: string, orderId: number): Promise<Step[]> {
  const rows = await database
    .selectFrom('journey_steps')
    .select(['at', 'code', 'step_values'])
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .orderBy('sequence')
    .limit(1000)
    .execute();
  return rows.map(({ at, code, step_values }) => ({ at, says: messageOf(code, step_values) }));
}

/** Whether any order that is still known came in this status, or was left out for it. */
export async function orderHadStatus(
  database: AgentDatabase,
  tenant: string,
  status: string,
): Promise<boolean> {
  const said = `%"status":${JSON.stringify(status)}%`;
  const order = await database
    .selectFrom('orders')
    .select('order_id')
    .where('tenant', '=', tenant)
    .where('snapshot', 'like', said)
    .limit(1)
    .executeTakeFirst();
  if (order) return true;
  const leftOut = await database
    .selectFrom('journeys')
    .select('order_id')
    .where('tenant', '=', tenant)
    .where('journey_values', 'like', said)
    .limit(1)
    .executeTakeFirst();
  return leftOut !== undefined;
}

function standings(database: AgentDatabase, tenant: string) {
  return database
    .selectFrom('journeys')
    .leftJoin('orders', (join) =>
      join.onRef('orders.tenant', '=', 'journeys.tenant').onRef('orders.order_id', '=', 'journeys.order_id'),
    )
    .select([
      'journeys.order_id',
      'journeys.state',
      'journeys.code',
      'journeys.journey_values',
      'journeys.document',
      'journeys.total',
      'journeys.currency',
      'journeys.since',
      'orders.number',
    ])
    .where('journeys.tenant', '=', tenant);
}

type Row = Awaited<ReturnType<ReturnType<typeof standings>['execute']>>[number];

function toStanding(row: Row): OrderStanding {
  return {
    orderId: row.order_id,
    number: row.number,
    state: row.state,
    says: messageOf(row.code, row.journey_values),
    document: row.document === null ? null : JSON.parse(row.document),
    total: row.total,
    currency: row.currency,
    since: row.since,
  };
}

/** Codes and values were checked when they were written. */
function messageOf(code: string, values: string): Message {
  return { code: code as Message['code'], values: JSON.parse(values) as MessageValues };
}
