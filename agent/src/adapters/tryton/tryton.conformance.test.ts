import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type FaultProxy, startFaultProxy } from '../../../../sandbox/src/erp/fault-proxy.ts';
import { findFreePort } from '../../../../sandbox/src/erp/listening-port.ts';
import {
  type StartedErp,
  startErp,
  startServer,
  stopErp,
  stopServer,
} from '../../../../sandbox/src/erp/start-erp.ts';
import { logInToTryton, type TrytonCall } from '../../../../sandbox/src/erp/tryton/call-tryton.ts';
import { waitUntil } from '../../../../sandbox/src/instance/wait-until.ts';
import { describeConformance } from '../conformance/describe-conformance.ts';
import type { Harness } from '../conformance/harness.ts';
import { makeParty, orderDraft } from '../conformance/order-drafts.ts';
import { recordRequests } from '../conformance/record-requests.ts';
import { openDispatcher } from '../open-dispatcher.ts';
import { createTrytonAdapter } from './tryton-adapter.ts';
import { trytonSettings } from './tryton-config.ts';

// Not the folder for temporary files: PostgreSQL runs as another user and must be able to enter.
const dir = mkdtempSync('/var/tmp/counterfoil-conformance-');
chmodSync(dir, 0o711);
let erp: StartedErp;
let proxy: FaultProxy;
let admin: TrytonCall;

beforeAll(async () => {
  erp = await startErp({
    kind: 'tryton',
    dir,
    currency: 'EUR',
    products: [{ sku: 'MUG-BLUE', name: 'Blue mug', price: '10', taxPercent: '20', stock: 1_000_000 }],
    progress: () => {},
  });
  proxy = await startFaultProxy(erp.url);
  admin = await logInAsAdmin();
  return async () => {
    await proxy.close();
    await stopErp(erp);
    rmSync(dir, { recursive: true, force: true });
  };
});

function logInAsAdmin(): Promise<TrytonCall> {
  return logInToTryton({
    url: erp.url,
    database: erp.database,
    user: 'admin',
    password: erp.adminPassword ?? '',
  });
}

async function search(model: string, domain: unknown[], fields: string[] = ['id']) {
  const rows = await admin(`model.${model}.search_read`, [domain, 0, null, null, fields]);
  return rows as ({ id: number } & Record<string, never>)[];
}

const method = (name: string) => ({
  path: '^/erp/',
  body: `"method":"model\\.${name.replaceAll('.', '\\.')}"`,
});
const decimal = (text: string) => ({ __class__: 'Decimal', decimal: text });

function harness(): Harness {
  return {
    secret: erp.password,
    faults: proxy.switches,
    records: {
      product: 'MUG-BLUE',
      taxes: [
        { code: 'VAT 20 %', percent: '20' },
        { code: 'VAT 10 %', percent: '10' },
        { code: 'VAT 0 %', percent: '0' },
      ],
      paymentTerm: '30 days',
      currency: 'EUR',
      otherCurrency: { code: 'JPY', digits: 0 },
    },
    pageSize: 100,
    aims: {
      createOrder: method('sale.sale.create'),
      createCustomer: method('party.party.create'),
      transition: method('sale.sale.quote'),
      findOrders: method('sale.sale.search_read'),
    },
    createAdapter({ password = erp.password, callTimeoutSeconds = 30, dispatcher, direct } = {}) {
      const url = direct ? erp.url : proxy.url;
      const settings = trytonSettings.parse({ ...place(), url, callTimeoutSeconds });
      const connection = {
        dispatcher: dispatcher ?? openDispatcher({}),
        monotonicMs: () => performance.now(),
      };
      return createTrytonAdapter(settings, password, connection);
    },
    async countOrders(reference) {
      return (await search('sale.sale', ['OR', ['web_id', '=', reference], ['reference', '=', reference]]))
        .length;
    },
    async countCustomers(reference) {
      return (await search('party.party', [['code', '=', reference]])).length;
    },
    async effectsOf(orderId) {
      const fields = ['state', 'number', 'shipments', 'invoices', 'moves'];
      return JSON.stringify(await admin('model.sale.sale.read', [[Number(orderId)], fields]));
    },
    async cancelOrder(orderId) {
      await admin('model.sale.sale.cancel', [[Number(orderId)]]);
    },
    async archiveProduct(code) {
      const found = await search('product.product', [['code', '=', code]]);
      await admin('model.product.product.write', [found.map((row) => row.id), { active: false }]);
    },
    async addProducts(codes) {
      const [like] = await search(
        'product.template',
        [['products.code', '=', 'MUG-BLUE']],
        ['default_uom', 'account_category'],
      );
      const values = codes.map((code) => ({
        name: code,
        type: 'service',
        salable: true,
        default_uom: like?.['default_uom'],
        sale_uom: like?.['default_uom'],
        account_category: like?.['account_category'],
        list_price: decimal('1'),
        products: [['create', [{ suffix_code: code, cost_price: decimal('0') }]]],
      }));
      await admin('model.product.template.create', [values]);
    },
    async addOrders(draft, count) {
      const [currency] = await search('currency.currency', [['code', '=', draft.currency]]);
      const sale = {
        party: Number(draft.customerId),
        invoice_address: Number(draft.invoiceAddressId),
        shipment_address: Number(draft.shippingAddressId),
        currency: currency?.id,
        reference: draft.reference,
      };
      await admin('model.sale.sale.create', [Array.from({ length: count }, () => sale)]);
    },
    async addCustomer(draft) {
      const mechanisms = [['create', [{ type: 'email', value: draft.email }]]];
      await admin('model.party.party.create', [[{ name: draft.name, contact_mechanisms: mechanisms }]]);
    },
    closePeriod: () => Promise.reject(new Error('Tryton refuses invoices for their date, not sales')),
    // Tryton quotes no sale of the party that stands for all guests, and names that party.
    async provokePersonalWords(adapter) {
      const party = await makeParty(adapter);
      const draft = orderDraft(harness(), adapter, party);
      const { id } = await adapter.createOrder(draft);
      const [shop] = await search('web.shop', [['active', 'in', [true, false]]], ['active']);
      const write = (values: object) => admin('model.web.shop.write', [[shop?.id], values]);
      await write({ active: true, guest_party: Number(party.customerId) });
      try {
        return await adapter.advanceOrder(id, 'quoted', draft);
      } finally {
        await write({ active: shop?.['active'], guest_party: null });
      }
    },
    stopServer: () => stopServer(erp),
    async startServer() {
      erp = await startServer(erp);
    },
  };
}

describeConformance(
  'Tryton with a web shop',
  { uniqueOrderReference: true, uniqueCustomerReference: true, closesPeriods: false },
  harness,
);

describe('without web shop, rounding taxes by line', () => {
  beforeAll(async () => {
    const shops = (await search('web.shop', [])).map((row) => row.id);
    await admin('model.web.shop.write', [shops, { active: false }]);
    await admin('model.account.configuration.write', [[1], { tax_rounding: 'line' }]);
    return async () => {
      await admin('model.web.shop.write', [shops, { active: true }]);
      await admin('model.account.configuration.write', [[1], { tax_rounding: 'document' }]);
    };
  });
  describeConformance(
    'Tryton without a web shop',
    { uniqueOrderReference: false, uniqueCustomerReference: true, closesPeriods: false },
    harness,
  );
});

describe('Tryton with a queue whose worker does not run', () => {
  let queued: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const port = await findFreePort();
    url = `http://127.0.0.1:${port}`;
    const config = readFileSync(join(erp.dir, 'trytond.conf'), 'utf8')
      .replace(/^listen = .*$/m, `listen = 127.0.0.1:${port}`)
      .replace(/^worker = .*$/m, 'worker = True');
    const file = join(dir, 'queued.conf');
    writeFileSync(file, config, { mode: 0o600 });
    queued = spawn('/usr/bin/trytond', ['-c', file, '-d', erp.database], {
      stdio: 'ignore',
      env: { PATH: '/usr/bin:/bin' },
    });
    if (!(await waitUntil(() => answers(url), 30_000)))
      throw new Error('the server with a queue does not come up');
    return async () => {
      const ended = once(queued, 'exit');
      queued.kill();
      await ended;
    };
  });

  test('leaves a confirmed sale confirmed; asked for processed, it is processed by saying so', async () => {
    const settings = trytonSettings.parse({ ...place(), url });
    const connection = { dispatcher: openDispatcher({}), monotonicMs: () => performance.now() };
    const adapter = createTrytonAdapter(settings, erp.password, connection);
    await adapter.connect();
    const draft = orderDraft(harness(), adapter, await makeParty(adapter));
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

describe("Tryton's session", () => {
  test('that has died is renewed by one login, and the write that met its end is made once', async () => {
    const { dispatcher, sent } = recordRequests();
    const adapter = harness().createAdapter({ dispatcher });
    await adapter.connect();
    const party = await makeParty(adapter);
    const last = sent.at(-1)?.headers as Record<string, string>;
    await endSession(String(last['authorization']));
    sent.length = 0;
    const draft = orderDraft(harness(), adapter, party);
    await adapter.createOrder(draft);
    expect(sent.filter((request) => request.body.includes('common.db.login'))).toHaveLength(1);
    expect(await harness().countOrders(draft.reference)).toBe(1);
    await adapter.close();
  });

  test('refused once is not asked for again before the lock of the login could be near', async () => {
    const { dispatcher, sent } = recordRequests();
    let nowMs = 1_000_000;
    const settings = trytonSettings.parse({ ...place(), user: 'nobody' });
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
    const settings = trytonSettings.parse({ ...place(), database: 'nosuch' });
    const adapter = createTrytonAdapter(settings, erp.password, connection);
    await expect(adapter.connect()).rejects.toMatchObject({ next: 'stop' });
    await adapter.close();
  });
});

function place() {
  return { kind: 'tryton', url: erp.url, database: erp.database, user: erp.user };
}

async function endSession(authorization: string): Promise<void> {
  const answer = await fetch(`${erp.url}/${erp.database}/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ id: 1, method: 'common.db.logout', params: [] }),
  });
  expect(answer.status).toBe(200);
}
