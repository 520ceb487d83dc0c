import { describe, expect, onTestFinished, test } from 'vitest';
import { pairAgent } from '../agent/pair-agent.ts';
import { launchAgent } from '../agent/start-agent.ts';
import { readInstanceRecord } from '../instance/instance-record.ts';
import { waitFor } from '../instance/wait-until.ts';
import { runInWordPress } from '../store/run-in-wordpress.ts';
import { changeOrder, makeOrder } from './act-in-shop.ts';
import { endAgent, restartAfterKill, untilAgentIs } from './control-agent.ts';
import { expectAgreement, readErp, untilShown } from './expect-agreement.ts';
import { countKept, countUnsettled } from './read-shop.ts';
import type { WholeWay } from './whole-way.ts';

const ORDER = { lines: [{ sku: 'CF-MUG', quantity: 1 }] } as const;

/** What the button in wp-admin does. */
async function disconnect(way: WholeWay): Promise<void> {
  await runInWordPress(way, {
    code: `foreach (\\Counterfoil\\Pairing\\KeysTable::ofThisSite()->confirmed() as $key) {
      \\Counterfoil\\Pairing\\ConfirmPairing::revoke($key->keyId, 1);
    }
    return null;`,
  });
}

/** By a new code, and through the proxy as before. */
function connectAgain(way: WholeWay, options: { folder: string; tenant: string }) {
  const { store, erp, proxy, paths } = way;
  const place = { store, erp: { ...erp, url: proxy.url } };
  return pairAgent(place, { ...paths, agent: options.folder }, { tenant: options.tenant });
}

/** Last of a shop's tests: afterwards its references begin with another tenant. */
export function describeReconnected(way: () => WholeWay): void {
  describe('a shop that was disconnected', () => {
    test('and is connected again with a new code loses and doubles nothing of what came in between', async () => {
      const state = way().agent?.state ?? '';
      const before = (await readErp(way())).length;
      way().proxy.switches.reset();
      way().proxy.switches.set({ lostAnswer: { method: 'POST', path: '^/api/orders$', times: 1 } });
      way().proxy.switches.set({ latency: { method: 'GET', path: '^/api/orders', ms: 2_000 } });
      const underWay = await makeOrder(way(), ORDER);
      await waitFor(
        'the agent to keep the order',
        async () => (await countKept(way(), [underWay.id])) === 1,
        100,
      );
      let isConnected = false;
      const reconnect = async () => {
        await connectAgain(way(), { folder: way().paths.agent, tenant: 'shop' });
        // With the key that was disconnected it could not hand over: its lease runs out.
        await endAgent(way(), 'stop');
        await restartAfterKill(way());
        isConnected = true;
      };
      await disconnect(way());
      onTestFinished(async () => {
        if (!isConnected) await reconnect();
      });
      await makeOrder(way(), ORDER);
      await makeOrder(way(), ORDER);
      await untilAgentIs(state, 'key_revoked');
      way().proxy.switches.reset();

      await reconnect();
      await expectAgreement(way());
      expect(await readErp(way())).toHaveLength(before + 3);
      await untilAgentIs(state, 'running');
    });

    test('and is connected as another tenant starts anew: nothing of before is sent again, its orders count from then on', async () => {
      const known = await makeOrder(way(), ORDER);
      await expectAgreement(way());
      const before = await readErp(way());
      await disconnect(way());
      await endAgent(way(), 'stop');
      const between = await makeOrder(way(), ORDER);

      const paired = await connectAgain(way(), { folder: `${way().paths.agent}-another`, tenant: 'another' });
      const record = readInstanceRecord(way().baseDir, way().name);
      if (!record) throw new Error('The instance is gone.');
      await launchAgent(way().baseDir, record, way().paths, paired);
      const later = await makeOrder(way(), ORDER);
      await changeOrder(way(), known.id, "$order->update_status('completed'); return null;");
      expect(await untilShown(way(), later.id, 'delivered')).toMatchObject({ code: 'order_delivered' });
      // What the tenant before delivered is not this one's: changed now, it is older than the start, as what came in
      // between.
      for (const { id } of [known, between]) {
        expect(await untilShown(way(), id, 'skipped')).toMatchObject({ code: 'before_cutover' });
      }
      await waitFor('the last word about each event', async () => (await countUnsettled(way())) === 0);
      const more = (await readErp(way())).filter(({ id }) => !before.some((one) => one.id === id));
      expect(more.map((one) => one.externalReference)).toEqual([
        expect.stringMatching(new RegExp(`^another-o${later.id}-`)),
      ]);
    });
  });
}
