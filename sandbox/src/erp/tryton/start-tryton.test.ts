/**
 * The real server, started, used as the agent will use it, killed and stopped. Needs Debian's packages
 * (tryton-packages.ts). The first run makes the templates in the cache, about a minute; later ones take seconds.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { makeTestFolder } from '../../test-run/test-folder.ts';
import { startFaultProxy } from '../fault-proxy.ts';
import { isRunning } from '../find-process.ts';
import { type ErpOrder, readErpOrders, readErpStock } from '../read-erp-orders.ts';
import { type StartedErp, startErp, startServer, stopErp, stopServer } from '../start-erp.ts';
import { logInToTryton, type TrytonCall } from './call-tryton.ts';

const products = [
  { sku: 'MUG', name: 'Mug', price: '10.00', taxPercent: '20', stock: 50 },
  { sku: 'BOOK', name: 'Book', price: '9.0909', taxPercent: '10', stock: null },
];

let dir: string;
let erp: StartedErp;
let call: TrytonCall;

beforeAll(async () => {
  dir = makeTestFolder('start-tryton');
  const progress = (line: string) => console.info(line);
  erp = await startErp({ kind: 'tryton', dir, currency: 'EUR', products, progress });
  call = await logInToTryton(erp);
}, 600_000);

afterAll(async () => {
  if (erp !== undefined) await stopErp(erp);
  rmSync(dir, { recursive: true });
});

const rows = z.array(z.looseObject({ id: z.int() }));

/** The one record of a model with this name or code: no id is promised. */
async function find(model: string, field: string, value: string, fields: string[] = ['id']) {
  const found = rows.parse(
    await call(`model.${model}.search_read`, [[[field, '=', value]], 0, 2, null, fields]),
  );
  expect(found, `${model} ${value}`).toHaveLength(1);
  return found[0] as z.output<typeof rows>[number];
}

async function prepareSale(webId: string, quantity: number) {
  const country = await find('country.country', 'code', 'FR');
  const address = { street: '1 rue de Rivoli', postal_code: '75001', city: 'Paris', country: country.id };
  const [party] = z
    .array(z.int())
    .parse(
      await call('model.party.party.create', [
        [{ name: 'Jeanne', code: webId, addresses: [['create', [address]]] }],
      ]),
    );
  const [read] = z
    .array(z.object({ addresses: z.array(z.int()) }))
    .parse(await call('model.party.party.read', [[party], ['addresses']]));
  const mug = await find('product.product', 'code', 'MUG', ['sale_uom']);
  const line = {
    type: 'line',
    product: mug.id,
    unit: mug['sale_uom'],
    quantity,
    unit_price: { __class__: 'Decimal', decimal: '10.0000' },
    taxes: [['add', [(await find('account.tax', 'name', 'VAT 20 %')).id]]],
    description: 'Mug',
  };
  const company = rows.parse(await call('model.company.company.search_read', [[], 0, 2, null, ['id']]));
  return {
    company: company[0]?.id,
    party,
    invoice_address: read?.addresses[0],
    shipment_address: read?.addresses[0],
    currency: (await find('currency.currency', 'code', 'EUR')).id,
    payment_term: (await find('account.invoice.payment_term', 'name', 'Immediate')).id,
    web_shop: (await find('web.shop', 'name', 'Counterfoil')).id,
    web_id: webId,
    reference: '1047',
    invoice_method: 'order',
    shipment_method: 'order',
    lines: [['create', [line]]],
  };
}

async function createSale(sale: object): Promise<number> {
  return z.array(z.int()).parse(await call('model.sale.sale.create', [[sale]]))[0] as number;
}

async function readSale(webId: string): Promise<ErpOrder | undefined> {
  let found: ErpOrder | undefined;
  for await (const order of readErpOrders(erp)) if (order.externalReference === webId) found = order;
  return found;
}

test('the integration user makes a sale, quotes and confirms it, and it is read with the totals that Tryton computed', async () => {
  const id = await createSale(await prepareSale('t1-o1-AAAAAA', 2));
  expect((await readSale('t1-o1-AAAAAA'))?.state).toBe('draft');
  await call('model.sale.sale.quote', [[id]]);
  expect((await readSale('t1-o1-AAAAAA'))?.state).toBe('quotation');
  await call('model.sale.sale.confirm', [[id]]);
  expect(await readSale('t1-o1-AAAAAA')).toEqual({
    id: id.toString(),
    number: expect.any(String),
    externalReference: 't1-o1-AAAAAA',
    shopOrderNumber: '1047',
    state: 'processing',
    createdAt: expect.stringMatching(/Z$/),
    currency: 'EUR',
    untaxed: '20.00',
    tax: '4.00',
    total: '24.00',
    taxes: [{ percent: '20', amount: '4.0000000000000000' }],
    lines: [{ productCode: 'MUG', description: 'Mug', quantity: '2', unitPrice: '10.0000', net: '20.00' }],
  });
});

test('ten creates of one web id at once make one sale', async () => {
  const sale = await prepareSale('t1-o2-AAAAAA', 1);
  const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => createSale(sale)));
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
  expect(await call('model.sale.sale.search_count', [[['web_id', '=', 't1-o2-AAAAAA']]])).toBe(1);
});

test('the integration user may not do what it need not do', async () => {
  await expect(call('model.res.user.create', [[{ name: 'x', login: 'x' }]])).rejects.toThrow('refused');
  await expect(call('model.account.tax.create', [[{ name: 'x' }]])).rejects.toThrow('refused');
  await expect(call('model.product.template.create', [[{ name: 'x' }]])).rejects.toThrow('refused');
});

test('everything an order may need is found by name or code', async () => {
  for (const code of ['MUG', 'BOOK', 'SHIPPING', 'ROUNDING', 'FEE', 'DISCOUNT'])
    await find('product.product', 'code', code);
  for (const name of ['VAT 20 %', 'VAT 10 %', 'VAT 0 %']) await find('account.tax', 'name', name);
  for (const name of ['Immediate', '14 days', '30 days'])
    await find('account.invoice.payment_term', 'name', name);
  for (const code of ['DE', 'JP', 'US']) await find('country.country', 'code', code);
});

test('the counted stock is there, and only of what has stock', async () => {
  const stock = [];
  for await (const one of readErpStock(erp)) stock.push(one);
  expect(stock).toEqual([{ productCode: 'MUG', available: '50' }]);
});

test('an answer that the fault proxy loses is a sale that Tryton has', async () => {
  const sale = await prepareSale('t1-o3-AAAAAA', 1);
  const proxy = await startFaultProxy(erp.url);
  try {
    const through = await logInToTryton({ ...erp, url: proxy.url });
    proxy.switches.set({ lostAnswer: { body: 'model\\.sale\\.sale\\.create', times: 1 } });
    await expect(through('model.sale.sale.create', [[sale]])).rejects.toThrow();
    expect(await readSale('t1-o3-AAAAAA')).toMatchObject({ state: 'draft', total: '12.00' });
    await expect(through('model.sale.sale.create', [[sale]])).rejects.toThrow('web ID');
  } finally {
    await proxy.close();
  }
});

test('a sale survives kill -9 of the server, which comes back at the same address with its sessions', async () => {
  await createSale(await prepareSale('t1-o4-AAAAAA', 1));
  await stopServer(erp, 'kill');
  await expect(fetch(erp.url)).rejects.toThrow();
  erp = await startServer(erp);
  expect(await readSale('t1-o4-AAAAAA')).toMatchObject({ state: 'draft' });
  expect(await call('model.sale.sale.search_count', [[['web_id', '=', 't1-o4-AAAAAA']]])).toBe(1);
});

test('a second start takes the template, runs beside the first, and knows none of its sales; nothing is left of it', async () => {
  const lines: string[] = [];
  const second = await startErp({
    kind: 'tryton',
    dir: join(dir, 'second'),
    currency: 'EUR',
    products,
    progress: (line) => lines.push(line),
  });
  try {
    expect(lines).toContain('Tryton: copying the template "company"');
    expect(second.password).toBe(erp.password);
    const orders = [];
    for await (const order of readErpOrders(second)) orders.push(order);
    expect(orders).toEqual([]);
  } finally {
    await stopErp(second);
  }
  expect(second.processes.map((one) => one.name)).toEqual(['postgres', 'trytond']);
  expect(second.processes.some(isRunning)).toBe(false);
  expect(existsSync(second.dir)).toBe(false);
}, 300_000);
