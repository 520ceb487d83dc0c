import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeServer, listenLocally } from '../serve-http.ts';
import type { ErpProduct } from '../start-erp.ts';
import { fillCatalogue } from './fill-catalogue.ts';
import { openDatabase } from './open-database.ts';
import { createPracticeErp } from './practice-erp.ts';

// biome-ignore lint/suspicious/noExplicitAny: an answer's JSON; each test says what it expects of it
export type Json = any;
export type TestReply = { status: number; headers: Headers; body: Json };

const PASSWORD = 'practice-password';

const PRODUCTS: ErpProduct[] = [
  { sku: 'MUG', name: 'Mug', price: '10.00', taxPercent: '20', stock: 50 },
  { sku: 'BOOK', name: 'Book', price: '9.090909', taxPercent: '5.5', stock: null },
];

/**
 * The practice ERP in this process, over a database file of its own, and a client for it. The clock moves only when
 * told.
 */
export async function openTestErp() {
  const dir = mkdtempSync(join(tmpdir(), 'practice-erp-'));
  const db = openDatabase(join(dir, 'erp.sqlite'));
  let now = new Date('2026-11-23T10:00:00.000Z');
  fillCatalogue(db, { currency: 'EUR', products: PRODUCTS }, now.toISOString());
  const { server, switches } = createPracticeErp({ db, password: PASSWORD, clock: () => now });
  const url = `http://127.0.0.1:${await listenLocally(server, 0)}`;

  async function call(method: string, path: string, body?: unknown, password = PASSWORD): Promise<TestReply> {
    const answer = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${password}` },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type') === 'application/json';
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
  }

  return {
    url,
    call,
    switches,
    setTime: (time: string) => {
      now = new Date(time);
    },
    async close() {
      await switches.faults.hurry();
      await closeServer(server);
      db.close();
      rmSync(dir, { recursive: true });
    },
  };
}

export type TestErp = Awaited<ReturnType<typeof openTestErp>>;

/** A customer with one address, and the body of an order for it: 2 mugs at 10 and shipping at 6, together 31.20. */
export async function prepareOrder(erp: TestErp, reference = 'shop1-o1047-K7Q2MZ') {
  const customer = (
    await erp.call('POST', '/api/customers', { name: 'Jeanne', addresses: [{ country: 'FR' }] })
  ).body;
  const address = customer.addresses[0].id;
  return {
    reference,
    shopOrderNumber: '1047',
    customerId: customer.id,
    invoiceAddressId: address,
    shippingAddressId: address,
    currency: 'EUR',
    orderedAt: '2026-11-23T09:59:11.000Z',
    paymentTerm: 'IMMEDIATE',
    lines: [
      { productCode: 'MUG', quantity: '2', unitPrice: '10', taxCode: 'VAT20' },
      { productCode: 'SHIPPING', description: 'Parcel', quantity: '1', unitPrice: '6.00', taxCode: 'VAT20' },
    ],
  };
}
