import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeTestFolder } from '../test-run/test-folder.ts';
import { isRunning } from './find-process.ts';
import { type ErpOrder, readErpOrders, readErpStock } from './read-erp-orders.ts';
import { type StartedErp, startErp, startServer, stopErp, stopServer } from './start-erp.ts';

const products = [{ sku: 'MUG', name: 'Mug', price: '10.00', taxPercent: '20', stock: 50 }];

let dir: string;
let erp: StartedErp;
beforeEach(async () => {
  dir = makeTestFolder('start-erp');
  erp = await startErp({ kind: 'sandbox', dir, currency: 'EUR', products, progress: () => {} });
});
afterEach(async () => {
  await stopErp(erp);
  rmSync(dir, { recursive: true });
});

async function call(method: string, path: string, body?: object) {
  const answer = await fetch(erp.url + path, {
    method,
    headers: { authorization: `Bearer ${erp.password}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.ok).toBe(true);
  return JSON.parse(await answer.text());
}

async function createOrders(count: number) {
  const customer = await call('POST', '/api/customers', { name: 'Jeanne', addresses: [{ country: 'FR' }] });
  const address = customer.addresses[0].id;
  for (let n = 1; n <= count; n++) {
    await call('POST', '/api/orders', {
      reference: `shop1-o${n}`,
      shopOrderNumber: n.toString(),
      customerId: customer.id,
      invoiceAddressId: address,
      shippingAddressId: address,
      currency: 'EUR',
      orderedAt: '2026-11-23T10:00:00.000Z',
      paymentTerm: 'IMMEDIATE',
      lines: [{ productCode: 'MUG', quantity: '1', unitPrice: '10', taxCode: 'VAT20' }],
    });
  }
}

async function readAll(): Promise<ErpOrder[]> {
  const orders: ErpOrder[] = [];
  for await (const order of readErpOrders(erp)) orders.push(order);
  return orders;
}

test('every order is read once, page size + 1 of them, in the common shape', async () => {
  await createOrders(201);
  const orders = await readAll();
  expect(orders.map((order) => order.externalReference)).toEqual(
    Array.from({ length: 201 }, (_, n) => `shop1-o${n + 1}`),
  );
  expect(orders[0]).toEqual({
    id: '1',
    number: 'SO-000001',
    externalReference: 'shop1-o1',
    shopOrderNumber: '1',
    state: 'draft',
    createdAt: expect.any(String),
    currency: 'EUR',
    untaxed: '10.00',
    tax: '2.00',
    total: '12.00',
    taxes: [{ percent: '20', amount: '2.00' }],
    lines: [{ productCode: 'MUG', description: 'Mug', quantity: '1', unitPrice: '10', net: '10.00' }],
  });
  const stock = [];
  for await (const one of readErpStock(erp)) stock.push(one);
  expect(stock).toEqual([{ productCode: 'MUG', available: '50' }]);
});

test('what was answered survives kill -9, and it comes back at the same address', async () => {
  await createOrders(3);
  await stopServer(erp, 'kill');
  await expect(fetch(erp.url)).rejects.toThrow();
  erp = await startServer(erp);
  expect(await readAll()).toHaveLength(3);
});

test('a write that waits to be committed late is committed when the ERP is asked to stop', async () => {
  await createOrders(1);
  await call('POST', '/switches', {
    lateCommit: { ms: 5000, method: 'POST', path: '/confirm$', answer: 'close' },
  });
  await expect(call('POST', '/api/orders/1/confirm')).rejects.toThrow();
  await stopServer(erp);
  erp = await startServer(erp);
  expect((await readAll())[0]?.state).toBe('confirmed');
});

test('after the stop no process and no file is left, and stopping again is no error', async () => {
  const [running] = erp.processes;
  expect(running !== undefined && isRunning(running)).toBe(true);
  await stopErp(erp);
  expect(erp.processes.some(isRunning)).toBe(false);
  expect(existsSync(erp.dir)).toBe(false);
  await stopErp(erp);
});

test('a folder that holds an ERP is not used for a second one', async () => {
  await expect(
    startErp({ kind: 'sandbox', dir, currency: 'EUR', products, progress: () => {} }),
  ).rejects.toThrow('holds an ERP already');
  expect(await readAll()).toEqual([]);
});

test('two ERPs run side by side and know nothing of each other', async () => {
  const other = await startErp({
    kind: 'sandbox',
    dir: join(dir, 'other'),
    currency: 'JPY',
    products,
    progress: () => {},
  });
  try {
    await createOrders(1);
    const orders = [];
    for await (const order of readErpOrders(other)) orders.push(order);
    expect(orders).toEqual([]);
    expect(other.url).not.toBe(erp.url);
  } finally {
    await stopErp(other);
  }
});
