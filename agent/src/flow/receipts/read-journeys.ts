import type { ErpDocument, Known, Message } from '@counterfoil/shared-types';
import type { AgentDatabase } from '../../database/open-database.ts';
import type { JourneyRow } from '../../database/schema.ts';

// What a person asks of `journeys` and `journey_steps`; what goes to the shop is in `journey-table.ts`.

/** Where one order stands, as it was told. */
export interface JourneyTold {
  readonly orderId: number;
  /** Empty: it is not known which order of this id it is. */
  readonly check: string;
  readonly state: Known<'journeyState'>;
  readonly says: Message;
  readonly documents: readonly ErpDocument[];
  readonly total: string | null;
  readonly currency: string | null;
  readonly since: string;
}

export interface StepTold {
  readonly at: string;
  readonly says: Message;
}

/** The longest in this state first. */
export async function journeysInState(
  database: AgentDatabase,
  tenant: string,
  states: readonly Known<'journeyState'>[],
  limit: number,
): Promise<JourneyTold[]> {
  const rows = await database
    .selectFrom('journeys')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('state', 'in', states)
    .orderBy('since')
    .limit(limit)
    .execute();
  return rows.map(told);
}

/** Of those of these orders of which anything was told. */
export async function journeysOf(
  database: AgentDatabase,
  tenant: string,
  orderIds: readonly number[],
): Promise<JourneyTold[]> {
  if (orderIds.length === 0) return [];
  const rows = await database
    .selectFrom('journeys')
    .selectAll()
    .where('tenant', '=', tenant)
    .where('order_id', 'in', [...orderIds])
    .orderBy('order_id')
    .execute();
  return rows.map(told);
}

/** Oldest first; with those of which it is not known to which order of this id they happened. */
export async function stepsOf(
  database: AgentDatabase,
  tenant: string,
  { orderId, check }: Pick<JourneyTold, 'orderId' | 'check'>,
): Promise<StepTold[]> {
  const rows = await database
    .selectFrom('journey_steps')
    .select(['at', 'code', 'step_values'])
    .where('tenant', '=', tenant)
    .where('order_id', '=', orderId)
    .where('order_check', 'in', [check, ''])
    .orderBy('sequence')
    .limit(1000)
    .execute();
  return rows.map(({ at, code, step_values }) => ({ at, says: messageOf(code, step_values) }));
}

function told(row: JourneyRow): JourneyTold {
  return {
    orderId: row.order_id,
    check: row.order_check,
    state: row.state,
    says: messageOf(row.code, row.journey_values),
    documents: JSON.parse(row.documents) as ErpDocument[],
    total: row.total,
    currency: row.currency,
    since: row.since,
  };
}

/** Codes and values were checked when they were written. */
function messageOf(code: string, values: string): Message {
  return { code: code as Message['code'], values: JSON.parse(values) as Message['values'] };
}
