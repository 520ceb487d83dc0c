import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Json, openTestErp, prepareOrder, type TestErp } from './open-test-erp.ts';

let erp: TestErp;
beforeEach(async () => {
  erp = await openTestErp();
});
afterEach(() => erp.close());

test('nothing under /api and no switch is served without the password', async () => {
  for (const path of ['/api/status', '/api/orders', '/switches']) {
    const { status, body } = await erp.call('GET', path, undefined, 'another');
    expect([status, body.error.code]).toEqual([401, 'unauthorized']);
  }
});

test('the catalogue has what an adapter maps to', async () => {
  const codes = async (list: string) =>
    (await erp.call('GET', `/api/${list}`)).body.items.map((item: Json) => item.code);
  expect(await codes('tax-codes')).toEqual(['VAT20', 'VAT10', 'VAT0', 'VAT5.5']);
  expect(await codes('payment-terms')).toEqual(['IMMEDIATE', 'NET14', 'NET30']);
  expect(await codes('warehouses')).toEqual(['MAIN']);
  expect(await codes('products')).toEqual(['MUG', 'BOOK', 'SHIPPING', 'FEE', 'DISCOUNT', 'ROUNDING']);
  expect(await codes('currencies')).toContain('JPY');
});

test('what is no JSON object, no path, no method or too large is told apart', async () => {
  expect((await erp.call('POST', '/api/orders', '{')).body.error.code).toBe('invalid_json');
  expect((await erp.call('POST', '/api/orders', '[]')).body.error.code).toBe('invalid_json');
  expect((await erp.call('GET', '/api/nothing')).status).toBe(404);
  expect((await erp.call('GET', '/api/orders/7')).status).toBe(404);
  expect((await erp.call('DELETE', '/api/orders')).status).toBe(405);
  expect((await erp.call('POST', '/api/customers', { name: 'x'.repeat(300_000) })).status).toBe(413);
});

test('customers are found by reference and by e-mail in any capitals; two may share an e-mail, none a reference', async () => {
  const one = { reference: 'shop1-c1', name: 'Jeanne', email: 'Jeanne@Example.org', phone: '' };
  const first = await erp.call('POST', '/api/customers', one);
  expect(first.body).toMatchObject({ id: 1, phone: null, addresses: [], version: 1 });
  const again = await erp.call('POST', '/api/customers', one);
  expect(again.body.error).toMatchObject({ code: 'duplicate_reference', id: 1, number: null });
  await erp.call('POST', '/api/customers', { ...one, reference: 'shop1-c2' });
  const ids = async (query: string) =>
    (await erp.call('GET', `/api/customers?${query}`)).body.items.map((c: Json) => c.id);
  expect(await ids('email=jeanne@example.ORG')).toEqual([1, 2]);
  expect(await ids('reference=shop1-c2')).toEqual([2]);
  const address = await erp.call('POST', '/api/customers/1/addresses', { country: 'FR', city: 'Paris' });
  expect([address.status, address.body.city, address.body.street]).toEqual([201, 'Paris', null]);
  const changed = await erp.call('PUT', '/api/customers/1', { phone: '+33 1', version: 2 });
  expect(changed.body).toMatchObject({ name: 'Jeanne', phone: '+33 1', version: 3 });
  expect((await erp.call('PUT', '/api/customers/1', { phone: '1', version: 2 })).body.error.code).toBe(
    'version_conflict',
  );
});

test('every record is on exactly one page, with page size + 1 records and in both orders', async () => {
  for (let n = 1; n <= 5; n++) {
    erp.setTime(`2026-11-23T10:00:0${9 - n}.000Z`);
    await erp.call('POST', '/api/customers', { name: `Customer ${n}` });
  }
  const readAll = async (filter: string) => {
    const ids: number[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const page = await erp.call(
        'GET',
        `/api/customers?limit=2${filter}${next === '' ? '' : `&after=${next}`}`,
      );
      expect(page.body.items.length).toBeLessThanOrEqual(2);
      ids.push(...page.body.items.map((customer: Json) => customer.id));
      next = page.body.next;
    }
    return ids;
  };
  expect(await readAll('')).toEqual([1, 2, 3, 4, 5]);
  expect(await readAll('&modifiedSince=2026-11-23T10:00:05.000Z')).toEqual([4, 3, 2, 1]);
});

test('a parameter that a list does not know is refused instead of ignored', async () => {
  for (const query of [
    'page=2',
    'limit=201',
    'limit=0',
    'after=x',
    'modifiedSince=yesterday',
    'state=draft&state=shipped',
  ]) {
    const { status, body } = await erp.call('GET', `/api/orders?${query}`);
    expect([query, status, body.error.code]).toEqual([query, 422, 'invalid']);
  }
});

test('the pages show orders newest first, escape what customers typed, and answer only to a local name', async () => {
  const order = await prepareOrder(erp);
  await erp.call('POST', '/api/orders', { ...order, shopOrderNumber: '<script>alert(1)</script>' });
  await erp.call('POST', '/api/orders', { ...order, reference: 'second' });
  const list = (await erp.call('GET', '/')).body as string;
  expect(list.indexOf('SO-000002')).toBeLessThan(list.indexOf('SO-000001'));
  expect(list).not.toContain('<script>');
  expect(list).toContain('&lt;script&gt;');
  const one = (await erp.call('GET', '/orders/1')).body as string;
  expect(one).toContain('31.20');
  expect((await erp.call('GET', '/orders/9')).status).toBe(404);
  expect(await statusForHost('evil.example')).toBe(403);
  expect(await statusForHost('localhost:8080')).toBe(200);
});

test('51 orders make two pages, and each links to the other', async () => {
  const order = await prepareOrder(erp);
  for (let n = 1; n <= 51; n++) await erp.call('POST', '/api/orders', { ...order, reference: `o${n}` });
  const first = (await erp.call('GET', '/')).body as string;
  const second = (await erp.call('GET', '/?page=2')).body as string;
  expect(first.match(/scope="row"/g)).toHaveLength(50);
  expect(first).toContain('href="/?page=2"');
  expect(second.match(/scope="row"/g)).toHaveLength(1);
  expect(second).toContain('href="/?page=1"');
});

/** fetch sends no Host of our choice. */
async function statusForHost(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${erp.url}/`, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .once('error', reject)
      .end();
  });
}
