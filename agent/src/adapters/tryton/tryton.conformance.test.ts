import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from '@counterfoil/sandbox/erp/listening-port';
import { PATIENCE_MS, waitUntil } from '@counterfoil/sandbox/instance/wait-until';
import { beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../conformance/catch-refusal.ts';
import { describeConformance } from '../conformance/describe-conformance.ts';
import { customerDraft, makeParty, orderDraft, PERSON } from '../conformance/order-drafts.ts';
import { recordRequests } from '../conformance/record-requests.ts';
import { openDispatcher } from '../open-dispatcher.ts';
import { createTrytonAdapter } from './tryton-adapter.ts';
import { trytonSettings } from './tryton-config.ts';
import { place, startTrytonServer, type TrytonServer } from './tryton-harness.ts';

let tryton: TrytonServer;

beforeAll(async () => {
  tryton = await startTrytonServer(() => performance.now());
  return () => tryton.stop();
});

describeConformance(
  'Tryton with a web shop',
  { uniqueOrderReference: true, uniqueCustomerReference: true, closesPeriods: false, taxOnEachLine: false },
  () => tryton.harness,
);

describe('without web shop, rounding taxes by line', () => {
  beforeAll(async () => {
    const shops = (await tryton.search('web.shop', [])).map((row) => row.id);
    await tryton.admin('model.web.shop.write', [shops, { active: false }]);
    await tryton.admin('model.account.configuration.write', [[1], { tax_rounding: 'line' }]);
    return async () => {
      await tryton.admin('model.web.shop.write', [shops, { active: true }]);
      await tryton.admin('model.account.configuration.write', [[1], { tax_rounding: 'document' }]);
    };
  });
  describeConformance(
    'Tryton without a web shop',
    {
      uniqueOrderReference: false,
      uniqueCustomerReference: true,
      closesPeriods: false,
      taxOnEachLine: false,
    },
    () => tryton.harness,
  );
});

describe('Tryton with a queue whose worker does not run', () => {
  let queued: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const port = await findFreePort();
    url = `http://127.0.0.1:${port}`;
    const config = readFileSync(join(tryton.erp.dir, 'trytond.conf'), 'utf8')
      .replace(/^listen = .*$/m, `listen = 127.0.0.1:${port}`)
      .replace(/^worker = .*$/m, 'worker = True');
    const file = join(tryton.erp.dir, 'queued.conf');
    writeFileSync(file, config, { mode: 0o600 });
    queued = spawn('/usr/bin/trytond', ['-c', file, '-d', tryton.erp.database], {
      stdio: 'ignore',
      env: { PATH: '/usr/bin:/bin' },
    });
    if (!(await waitUntil(() => answers(url), PATIENCE_MS)))
      throw new Error('the server with a queue does not come up');
    return async () => {
      const ended = once(queued, 'exit');
      queued.kill();
      await ended;
    };
  });

  test('leaves a confirmed sale confirmed; asked for processed, it is processed by saying so', async () => {
    const settings = trytonSettings.parse({ ...place(tryton.erp), url });
    const connection = { dispatcher: openDispatcher({}), monotonicMs: () => performance.now() };
    const adapter = createTrytonAdapter(settings, tryton.erp.password, connection);
    await adapter.connect();
    const draft = orderDraft(tryton.harness, adapter, await makeParty(adapter));
    const { id } = await adapter.createOrder(draft);
    const states = [];
    for (const state of adapter.capabilities.orderStates) {
      await adapter.advanceOrder(id, state, draft);
      states.push((await adapter.readOrder(id))?.state);
    }
    expect(states).toEqual(['draft', 'quoted', 'confirmed', 'processed']);
    await adapter.close();
  });
});

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}

describe("Tryton's parties", () => {
  test('keep a VAT number and a phone as what they are, and one that Tryton does not believe as plain text', async () => {
    const adapter = tryton.harness.createAdapter();
    await adapter.connect();
    const good = customerDraft({ vatNumber: 'FR 40 303 265 045' });
    const wrong = customerDraft({ vatNumber: 'FR 00 000 000 000' });
    for (const draft of [good, wrong]) await adapter.createCustomer(draft);
    await adapter.close();
    const kept = async (reference: string) => {
      const ofParty = [['party.code', '=', reference]];
      const [identifier] = await tryton.search('party.identifier', ofParty, ['type', 'code']);
      const [phone] = await tryton.search(
        'party.contact_mechanism',
        [...ofParty, ['value', '=', PERSON.phone]],
        ['type'],
      );
      return [identifier?.['type'], identifier?.['code'], phone?.['type']];
    };
    expect(await kept(good.reference)).toEqual(['eu_vat', 'FR40303265045', 'phone']);
    expect(await kept(wrong.reference)).toEqual([null, 'FR00000000000', 'phone']);
  });
});

describe('a rule of Tryton that keeps the user from one record', () => {
  test('is that order’s refusal and no missing right: others are made', async () => {
    const adapter = tryton.harness.createAdapter();
    await adapter.connect();
    const [party, other] = [await makeParty(adapter), await makeParty(adapter)];
    const [model] = await tryton.search('ir.model', [['model', '=', 'sale.sale']]);
    const rule = { domain: `[["party", "!=", ${party.customerId}]]` };
    const group = { name: 'not this party', model: model?.id, global_p: true, rules: [['create', [rule]]] };
    const [ruleGroup] = (await tryton.admin('model.ir.rule.group.create', [[group]])) as number[];
    const refusal = await refusalOf(adapter.createOrder(orderDraft(tryton.harness, adapter, party))).finally(
      () => tryton.admin('model.ir.rule.group.delete', [[ruleGroup]]),
    );
    expect(refusal).toMatchObject({ next: 'hold', says: { code: 'erp_refused' } });
    await adapter.createOrder(orderDraft(tryton.harness, adapter, other));
    await adapter.close();
  });
});

describe("Tryton's session", () => {
  test('that has died is renewed by one login, and the write that met its end is made once', async () => {
    const { dispatcher, sent } = recordRequests();
    const adapter = tryton.harness.createAdapter({ dispatcher });
    await adapter.connect();
    const party = await makeParty(adapter);
    const last = sent.at(-1)?.headers as Record<string, string>;
    await endSession(String(last['authorization']));
    sent.length = 0;
    const draft = orderDraft(tryton.harness, adapter, party);
    await adapter.createOrder(draft);
    expect(sent.filter((request) => request.body.includes('common.db.login'))).toHaveLength(1);
    expect(await tryton.harness.countOrders(draft.reference)).toBe(1);
    await adapter.close();
  });

  test('refused once is not asked for again before the lock of the login could be near', async () => {
    const { dispatcher, sent } = recordRequests();
    let nowMs = 1_000_000;
    const settings = trytonSettings.parse({ ...place(tryton.erp), user: 'nobody' });
    const adapter = createTrytonAdapter(settings, 'wrong', { dispatcher, monotonicMs: () => nowMs });
    const logins = () => sent.filter((request) => request.body.includes('common.db.login')).length;
    for (const _ of [1, 2, 3]) await expect(adapter.connect()).rejects.toMatchObject({ next: 'stop' });
    expect(logins()).toBe(1);
    nowMs += 75_000;
    await expect(adapter.connect()).rejects.toMatchObject({ says: { code: 'erp_login_refused' } });
    expect(logins()).toBe(2);
    await adapter.close();
  });

  test('in a database that is not there stops', async () => {
    const connection = { dispatcher: openDispatcher({}), monotonicMs: () => performance.now() };
    const settings = trytonSettings.parse({ ...place(tryton.erp), database: 'nosuch' });
    const adapter = createTrytonAdapter(settings, tryton.erp.password, connection);
    await expect(adapter.connect()).rejects.toMatchObject({ next: 'stop' });
    await adapter.close();
  });
});

async function endSession(authorization: string): Promise<void> {
  const answer = await fetch(`${tryton.erp.url}/${tryton.erp.database}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ id: 1, method: 'common.db.logout', params: [] }),
  });
  expect(answer.status).toBe(200);
}
