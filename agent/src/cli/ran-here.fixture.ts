import { join } from 'node:path';
import { createHealthFile } from '../daemon/health-file.ts';
import type { TenantHealth } from '../daemon/tenant/tenant-watch.ts';
import { openDatabase } from '../database/open-database.ts';
import { inTransaction } from '../database/transaction.ts';
import { insertBinding } from '../flow/delivery/binding-table.ts';
import { ensureTenant, writeTenant } from '../flow/inbox/tenant-table.ts';

export const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

export interface KnownOrder {
  readonly orderId: number;
  readonly number: string;
  readonly status?: string;
  readonly state: 'delivered' | 'held' | 'waiting';
  readonly code: string;
  readonly values: object;
  readonly since: string;
  readonly documents?: readonly object[];
}

export const delivered: KnownOrder = {
  orderId: 98213,
  number: '1047',
  state: 'delivered',
  code: 'order_delivered',
  values: { erp: 'Tryton', document: 'S00231' },
  since: '2026-11-23T10:02:14.000Z',
};
export const held: KnownOrder = {
  orderId: 98214,
  number: '1048',
  state: 'held',
  code: 'gap_payment',
  values: { method: 'klarna', title: 'Klarna', erp: 'Tryton' },
  get since() {
    return ago(12 * 60_000);
  },
};

/** What an agent that ran in this folder has left. */
export async function leaveBooks(folder: string, rows: readonly KnownOrder[]): Promise<void> {
  const { database, close } = await openDatabase({ folder: join(folder, 'state'), now: () => new Date() });
  await inTransaction(database, (transaction) => ensureTenant(transaction, 'acme'));
  for (const { orderId, number, status, state, code, values, since, documents } of rows) {
    await database
      .insertInto('orders')
      .values({
        tenant: 'acme',
        order_id: orderId,
        presence: 'present',
        read_number: 1,
        number,
        status: status ?? null,
        order_check: 'K5QWX2',
        snapshot: null,
        invalid_field: null,
        invalid_reason: null,
        received_at: since,
      })
      .execute();
    await database
      .insertInto('journeys')
      .values({
        tenant: 'acme',
        order_id: orderId,
        order_check: 'K5QWX2',
        version: 1,
        state,
        code,
        journey_values: JSON.stringify(values),
        documents: JSON.stringify(documents ?? []),
        total: '119.99',
        currency: 'EUR',
        since,
        sent_version: 0,
      })
      .execute();
  }
  const steps: [string, string, object][] = [
    ['2026-11-23T10:02:11.000Z', 'step_placed', { via: 'checkout', method: 'Klarna' }],
    ['2026-11-23T10:02:13.100Z', 'step_picked_up', {}],
    ['2026-11-23T10:05:13.100Z', 'step_rules', { lines: 3, mapping: '3 November' }],
  ];
  for (const [sequence, [at, code, values]] of steps.entries()) {
    await database
      .insertInto('journey_steps')
      .values({
        tenant: 'acme',
        step_id: `00000000-0000-4000-8000-00000000000${sequence}`,
        order_id: delivered.orderId,
        order_check: 'K5QWX2',
        about: null,
        sequence: sequence + 1,
        at,
        code,
        step_values: JSON.stringify(values),
        sent: 0,
      })
      .execute();
  }
  await close();
}

/** That this ERP is where acme's orders went, and one of its customers. */
export async function knowErp(folder: string, erpIdentity: string): Promise<void> {
  const { database, close } = await openDatabase({ folder: join(folder, 'state'), now: () => new Date() });
  await inTransaction(database, async (transaction) => {
    await ensureTenant(transaction, 'acme');
    await writeTenant(transaction, 'acme', { erpIdentity });
    const customer = { erpId: '7', erpNumber: '7', check: null };
    await insertBinding(transaction, 'acme', 'customer', 'acme-c7', customer, ago(1_000));
  });
  await close();
}

/** What the running agent has said of itself. */
export async function leaveHealth(
  folder: string,
  changes: Partial<TenantHealth> = {},
  pid = process.pid,
  writtenAt = ago(1_000),
): Promise<void> {
  const acme: TenantHealth = {
    state: 'running',
    shopAnsweredAt: ago(3 * 3_600_000),
    shopAheadMs: 0,
    shopError: null,
    defect: null,
    doorbell: 'working',
    doorbellClosedBecause: null,
    standstill: null,
    ...changes,
  };
  await createHealthFile(join(folder, 'state')).tell({
    pid,
    version: '0.1.0',
    name: 'PC-OFFICE',
    startedAt: ago(60_000),
    writtenAt,
    newestBackupAt: null,
    lastNightly: null,
    tenants: { acme },
  });
}
