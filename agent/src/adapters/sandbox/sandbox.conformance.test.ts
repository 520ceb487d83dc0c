import { rmSync } from 'node:fs';
import { type FaultProxy, startFaultProxy } from '@counterfoil/sandbox/erp/fault-proxy';
import {
  type StartedErp,
  startErp,
  startServer,
  stopErp,
  stopServer,
} from '@counterfoil/sandbox/erp/start-erp';
import { makeTestFolder } from '@counterfoil/sandbox/test-run/test-folder';
import { request } from 'undici';
import { beforeAll, describe } from 'vitest';
import { describeConformance } from '../conformance/describe-conformance.ts';
import type { Harness } from '../conformance/harness.ts';
import { makeParty, orderDraft } from '../conformance/order-drafts.ts';
import { openDispatcher } from '../open-dispatcher.ts';
import { createSandboxAdapter } from './sandbox-adapter.ts';

const dir = makeTestFolder('conformance');
let erp: StartedErp;
let proxy: FaultProxy;

beforeAll(async () => {
  erp = await startErp({
    kind: 'sandbox',
    dir,
    currency: 'EUR',
    products: [
      { sku: 'MUG-BLUE', name: 'Blue mug', price: '10', taxPercent: '20', stock: 1_000_000 },
      { sku: 'MUG-RED', name: 'Red mug', price: '11', taxPercent: '10', stock: 1_000_000 },
    ],
    progress: () => {},
  });
  proxy = await startFaultProxy(erp.url);
  return async () => {
    await proxy.close();
    await stopErp(erp);
    rmSync(dir, { recursive: true, force: true });
  };
});

async function ask(method: 'GET' | 'POST' | 'PUT', path: string, body?: object) {
  const answer = await request(erp.url + path, {
    method,
    headers: { authorization: `Bearer ${erp.password}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.body.text();
  if (answer.statusCode > 299) throw new Error(`${method} ${path}: ${answer.statusCode} ${text}`);
  return JSON.parse(text);
}

async function count(path: string, reference: string): Promise<number> {
  return (await ask('GET', `${path}?limit=200&reference=${encodeURIComponent(reference)}`)).items.length;
}

function harness(): Harness {
  return {
    secret: erp.password,
    faults: proxy.switches,
    records: {
      product: 'MUG-BLUE',
      taxes: [
        { code: 'VAT20', percent: '20' },
        { code: 'VAT10', percent: '10' },
        { code: 'VAT0', percent: '0' },
      ],
      paymentTerm: 'NET14',
      currency: 'EUR',
      otherCurrency: { code: 'JPY', digits: 0 },
    },
    pageSize: 200,
    aims: {
      createOrder: { method: 'POST', path: '^/api/orders$' },
      createCustomer: { method: 'POST', path: '^/api/customers$' },
      transition: { method: 'POST', path: '/confirm$' },
      findOrders: { method: 'GET', path: '^/api/orders\\?' },
    },
    createAdapter({ password = erp.password, callTimeoutSeconds = 30, dispatcher, direct } = {}) {
      const url = direct ? erp.url : proxy.url;
      const settings = { kind: 'sandbox', url, callTimeoutSeconds, parallelCalls: 4 } as const;
      const connection = {
        dispatcher: dispatcher ?? openDispatcher({}),
        monotonicMs: () => performance.now(),
      };
      return createSandboxAdapter(settings, password, connection);
    },
    countOrders: (reference) => count('/api/orders', reference),
    countCustomers: (reference) => count('/api/customers', reference),
    async effectsOf(orderId) {
      const order = await ask('GET', `/api/orders/${orderId}`);
      const product = (await ask('GET', '/api/products?code=MUG-BLUE')).items[0];
      return JSON.stringify({ state: order.state, allocated: product.allocated });
    },
    cancelOrder: (orderId) => ask('POST', `/api/orders/${orderId}/cancel`, {}),
    async archiveProduct(code) {
      const [product] = (await ask('GET', `/api/products?code=${code}`)).items;
      await ask('PUT', `/api/products/${product.id}`, { active: false });
    },
    async addProducts(codes) {
      for (const code of codes) {
        await ask('POST', '/api/products', { code, name: code, price: '1', taxCode: 'VAT20' });
      }
    },
    async addOrders(draft, wanted) {
      const line = { productCode: 'MUG-BLUE', quantity: '1', unitPrice: '1', taxCode: 'VAT20' };
      const { reference, currency, orderedAt } = draft;
      for (let at = 0; at < wanted; at++) {
        await ask('POST', '/api/orders', {
          ...{ reference, currency, orderedAt, paymentTerm: 'IMMEDIATE', lines: [line] },
          customerId: Number(draft.customerId),
          invoiceAddressId: Number(draft.invoiceAddressId),
          shippingAddressId: Number(draft.shippingAddressId),
        });
      }
    },
    addCustomer: (draft) => ask('POST', '/api/customers', { name: draft.name, email: draft.email }),
    async takeRight(what) {
      const { createOrder, createCustomer, transition, findOrders } = harness().aims;
      const findProduct = { method: 'GET', path: '^/api/products' };
      const aims = { createOrder, createCustomer, transition, findOrders, findProduct };
      await ask('POST', '/switches', { forbidden: aims[what] });
      return () => ask('POST', '/switches', { forbidden: null });
    },
    closePeriod: (before) => ask('POST', '/switches', { closedBefore: before }),
    // It repeats the code of a product that it doesn't know.
    async provokePersonalWords(adapter) {
      const draft = orderDraft(harness(), adapter, await makeParty(adapter));
      const [line] = draft.lines.map((one) => ({ ...one, productCode: draft.customer.name }));
      return await adapter.createOrder({ ...draft, lines: line ? [line] : [] });
    },
    stopServer: () => stopServer(erp),
    async startServer() {
      erp = await startServer(erp);
    },
  };
}

describeConformance(
  'the practice ERP that refuses a second document of a reference',
  { uniqueOrderReference: true, uniqueCustomerReference: true, closesPeriods: true, taxOnEachLine: true },
  harness,
);

describe('with the switch off', () => {
  beforeAll(async () => {
    await ask('POST', '/switches', { uniqueReference: false });
  });
  describeConformance(
    'the practice ERP that refuses none',
    { uniqueOrderReference: false, uniqueCustomerReference: false, closesPeriods: true, taxOnEachLine: true },
    harness,
  );
});
