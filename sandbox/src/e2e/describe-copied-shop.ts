import { describe, expect, test } from 'vitest';
import { cloneSandbox } from '../clone-sandbox.ts';
import type { SandboxInstance } from '../instance/sandbox-instance.ts';
import { waitFor } from '../instance/wait-until.ts';
import { queryDatabase } from '../store/query-database.ts';
import { runInWordPress } from '../store/run-in-wordpress.ts';
import { makeOrder } from './act-in-shop.ts';
import { callAgent, untilAgentIs } from './control-agent.ts';
import { expectAgreement, readErp } from './expect-agreement.ts';
import { startSecondAgent } from './second-agent.ts';
import type { WholeWay } from './whole-way.ts';

const ORDER = { lines: [{ sku: 'CF-MUG', quantity: 1 }] } as const;

async function recorded(shop: SandboxInstance, orderId: number) {
  const { db } = shop.store;
  const sql = `SELECT state, times_offered FROM ${db.prefix}counterfoil_outbox WHERE order_id = ?`;
  return (await queryDatabase(db, sql, [orderId])).map((row) => [row['state'], Number(row['times_offered'])]);
}

/** Staging by a hosting panel: files, database, keys, at another address. */
export function describeCopiedShop(way: () => WholeWay): void {
  describe('a copy of the shop', () => {
    test('records and is served nothing, says so on both ends, and changes nothing for the shop', async () => {
      await makeOrder(way(), ORDER);
      await expectAgreement(way());
      const before = (await readErp(way())).length;
      const copy = await cloneSandbox({
        from: way().name,
        name: `${way().name}-copy`,
        baseDir: way().baseDir,
      });
      const second = await startSecondAgent(way(), (yaml) =>
        yaml.replaceAll(way().store.url, copy.store.url),
      );
      await waitFor('the second agent to see the copy', () => second.state() === 'instance_differs');
      const inCopy = await makeOrder(copy, ORDER);
      expect(new Set((await recorded(copy, inCopy.id)).map(String))).toEqual(new Set(['waiting,0']));
      const isCopy = { code: 'return \\Counterfoil\\Pairing\\Instance::isCopy();' };
      expect(await runInWordPress(copy, isCopy)).toBe(true);
      const status = await callAgent(way(), ['status'], second.config);
      expect(status.code).toBe(1);
      expect(status.stdout).toContain('instance_differs');

      // The same id as in the copy, and another order: only this one may ever be in the ERP.
      const own = await makeOrder(way(), ORDER);
      expect(own.id).toBe(inCopy.id);
      await runInWordPress(copy, {
        code: '\\Counterfoil\\Pairing\\Instance::declareCopy(1); return null;',
      });
      const later = await makeOrder(way(), ORDER);
      await expectAgreement(way());
      expect(later.id).toBeGreaterThan(own.id);
      expect((await readErp(way())).length - before).toBe(2);
      await untilAgentIs(way().agent?.state ?? '', 'running');
      await second.end('stop');
    });
  });
}
