import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Json, openTestErp, prepareOrder, type TestErp } from './open-test-erp.ts';

let erp: TestErp;
beforeEach(async () => {
  erp = await openTestErp();
});
afterEach(() => erp.close());

const stockOfMugs = async () => {
  const { onHand, allocated, available } = (await erp.call('GET', '/api/products?code=MUG')).body.items[0];
  return { onHand, allocated, available };
};

test('a created order is a draft with the totals that this ERP computed', async () => {
  const order = await prepareOrder(erp);
  const created = await erp.call('POST', '/api/orders', order);
  expect(created.status).toBe(201);
  expect(created.body).toMatchObject({
    number: 'SO-000001',
    state: 'draft',
    version: 1,
    untaxed: '26.00',
    tax: '5.20',
    total: '31.20',
    taxes: [{ taxCode: 'VAT20', rate: '20', base: '26.00', amount: '5.20' }],
    note: null,
  });
  expect(
    created.body.lines.map((line: Json) => [line.description, line.unitPrice, line.net, line.tax]),
  ).toEqual([
    ['Mug', '10', '20.00', '4.00'],
    ['Parcel', '6', '6.00', '1.20'],
  ]);
  expect((await erp.call('GET', `/api/orders/${created.body.id}`)).body).toEqual(created.body);
});

test('a second order of the same reference is refused and the first one named', async () => {
  const order = await prepareOrder(erp);
  const first = await erp.call('POST', '/api/orders', order);
  const second = await erp.call('POST', '/api/orders', order);
  expect(second.status).toBe(409);
  expect(second.body.error).toMatchObject({
    code: 'duplicate_reference',
    id: first.body.id,
    number: 'SO-000001',
    reference: order.reference,
  });
  expect((await erp.call('GET', `/api/orders?reference=${order.reference}`)).body.items).toHaveLength(1);
});

test('orders are found by several references at once, and by nothing that only begins alike', async () => {
  const references = ['shop1-o1047-K7Q2MZ', 'shop1-o1047-K7Q2MZ-2'];
  const order = await prepareOrder(erp);
  for (const reference of [...references, 'shop1-o10471-K7Q2MZ']) {
    await erp.call('POST', '/api/orders', { ...order, reference });
  }
  const found = await erp.call('GET', `/api/orders?references=${references.join(',')}`);
  expect(found.body.items.map((one: { reference: string }) => one.reference)).toEqual(references);
  for (const odd of ['', 'x"y', 'x,,y', "x'y"]) {
    const none = await erp.call('GET', `/api/orders?references=${encodeURIComponent(odd)}`);
    expect(none.body.items).toEqual([]);
  }
});

test('ten creates of one reference at once make one order', async () => {
  const order = await prepareOrder(erp);
  const replies = await Promise.all(Array.from({ length: 10 }, () => erp.call('POST', '/api/orders', order)));
  expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1);
  expect(replies.filter((reply) => reply.status === 409)).toHaveLength(9);
});

test('with uniqueReference off the same reference makes a second order, and a look-up finds both', async () => {
  const order = await prepareOrder(erp);
  await erp.call('POST', '/switches', { uniqueReference: false });
  expect((await erp.call('GET', '/api/status')).body.uniqueReference).toBe(false);
  for (const number of [1, 2]) expect((await erp.call('POST', '/api/orders', order)).body.id).toBe(number);
  expect((await erp.call('GET', `/api/orders?reference=${order.reference}`)).body.items).toHaveLength(2);
  const refused = await erp.call('POST', '/switches', { uniqueReference: true });
  expect([refused.status, refused.body.error.code]).toEqual([409, 'invalid_state']);
});

test('confirming allocates the goods once, also when it is said twice; shipping lowers them; nothing leaves shipped', async () => {
  const { id } = (await erp.call('POST', '/api/orders', await prepareOrder(erp))).body;
  expect((await erp.call('POST', `/api/orders/${id}/confirm`)).body).toMatchObject({
    state: 'confirmed',
    version: 2,
  });
  expect((await erp.call('POST', `/api/orders/${id}/confirm`)).body).toMatchObject({
    state: 'confirmed',
    version: 2,
  });
  expect(await stockOfMugs()).toEqual({ onHand: '50', allocated: '2', available: '48' });
  const shipment = await erp.call('POST', `/api/orders/${id}/ship`, {
    carrier: 'Post',
    trackingNumber: 'T1',
  });
  expect(shipment.body).toMatchObject({ number: 'SH-000001', orderId: id, trackingNumber: 'T1' });
  expect(await stockOfMugs()).toEqual({ onHand: '48', allocated: '0', available: '48' });
  expect((await erp.call('GET', `/api/orders/${id}`)).body.state).toBe('shipped');
  const cancelled = await erp.call('POST', `/api/orders/${id}/cancel`);
  expect([cancelled.status, cancelled.body.error.state]).toEqual([409, 'shipped']);
});

test('an order shipped in part stays confirmed and can no longer be cancelled; more than is left is refused', async () => {
  const order = (await erp.call('POST', '/api/orders', await prepareOrder(erp))).body;
  await erp.call('POST', `/api/orders/${order.id}/confirm`);
  const one = { lines: [{ lineId: order.lines[0].id, quantity: '1' }] };
  expect((await erp.call('POST', `/api/orders/${order.id}/ship`, one)).status).toBe(201);
  expect((await erp.call('GET', `/api/orders/${order.id}`)).body.state).toBe('confirmed');
  expect((await erp.call('POST', `/api/orders/${order.id}/cancel`)).status).toBe(409);
  const two = { lines: [{ lineId: order.lines[0].id, quantity: '2' }] };
  expect((await erp.call('POST', `/api/orders/${order.id}/ship`, two)).body.error.code).toBe(
    'quantity_exceeded',
  );
  expect((await erp.call('POST', `/api/orders/${order.id}/ship`, one)).status).toBe(201);
  expect((await erp.call('GET', `/api/orders/${order.id}`)).body.state).toBe('shipped');
});

test('cancelling a confirmed order gives its goods back, and it stays cancelled', async () => {
  const { id } = (await erp.call('POST', '/api/orders', await prepareOrder(erp))).body;
  await erp.call('POST', `/api/orders/${id}/confirm`);
  expect((await erp.call('POST', `/api/orders/${id}/cancel`)).body.state).toBe('cancelled');
  expect(await stockOfMugs()).toEqual({ onHand: '50', allocated: '0', available: '50' });
  expect((await erp.call('POST', `/api/orders/${id}/confirm`)).body.error.code).toBe('invalid_state');
  expect((await erp.call('GET', `/api/orders?reference=shop1-o1047-K7Q2MZ`)).body.items[0].state).toBe(
    'cancelled',
  );
});

test('a draft can be changed with its version, an old version and a confirmed order cannot', async () => {
  const { reference, ...order } = await prepareOrder(erp);
  const { id } = (await erp.call('POST', '/api/orders', { reference, ...order })).body;
  const lines = [{ ...order.lines[0], quantity: '3' }];
  const changed = await erp.call('PUT', `/api/orders/${id}`, { ...order, lines, version: 1 });
  expect(changed.body).toMatchObject({ reference, version: 2, total: '36.00' });
  const stale = await erp.call('PUT', `/api/orders/${id}`, { ...order, lines, version: 1 });
  expect([stale.status, stale.body.error.code, stale.body.error.version]).toEqual([
    409,
    'version_conflict',
    2,
  ]);
  await erp.call('POST', `/api/orders/${id}/confirm`, { version: 2 });
  const late = await erp.call('PUT', `/api/orders/${id}`, { ...order, lines, version: 3 });
  expect([late.status, late.body.error.code, late.body.error.state]).toEqual([
    409,
    'invalid_state',
    'confirmed',
  ]);
});

test('what the ERP does not know is refused with its field, and nothing is made', async () => {
  const order = await prepareOrder(erp);
  const line = order.lines[0];
  const cases: [object, string, string][] = [
    [{ lines: [line, { ...line, productCode: 'NONE' }] }, 'unknown_product', 'lines[1].productCode'],
    [{ lines: [{ ...line, taxCode: 'VAT7' }] }, 'unknown_tax_code', 'lines[0].taxCode'],
    [{ paymentTerm: 'NEVER' }, 'unknown_payment_term', 'paymentTerm'],
    [{ currency: 'XTS' }, 'unknown_currency', 'currency'],
    [{ customerId: 99 }, 'unknown_customer', 'customerId'],
    [{ shippingAddressId: 99 }, 'unknown_address', 'shippingAddressId'],
    [{ reference: 'a'.repeat(36) }, 'invalid', 'reference'],
    [{ orderedAt: '2026-02-30T00:00:00.000Z' }, 'invalid', 'orderedAt'],
    [{ lines: [{ ...line, quantity: 2 }] }, 'invalid', 'lines[0].quantity'],
    [{ lines: [{ ...line, quantity: '0' }] }, 'invalid', 'lines[0].quantity'],
    [{ lines: [{ ...line, unitPrice: '0.0000001' }] }, 'invalid', 'lines[0].unitPrice'],
    [{ lines: [] }, 'invalid', 'lines'],
    [{ lines: [{ ...line, discount: '1' }] }, 'invalid', 'lines[0].discount'],
  ];
  for (const [change, code, field] of cases) {
    const { status, body } = await erp.call('POST', '/api/orders', { ...order, ...change });
    expect([status, body.error.code, body.error.field]).toEqual([422, code, field]);
  }
  expect((await erp.call('GET', '/api/orders')).body.items).toEqual([]);
});

test('an order of a closed period is refused until the period is opened', async () => {
  const order = await prepareOrder(erp);
  await erp.call('POST', '/switches', { closedBefore: '2026-11-24' });
  const refused = await erp.call('POST', '/api/orders', order);
  expect(refused.body.error).toMatchObject({
    code: 'closed_period',
    field: 'orderedAt',
    closedBefore: '2026-11-24',
  });
  await erp.call('POST', '/switches', { closedBefore: null });
  expect((await erp.call('POST', '/api/orders', order)).status).toBe(201);
});

test('an invoice covers the order once and is paid by payments that never exceed it', async () => {
  const { id } = (await erp.call('POST', '/api/orders', await prepareOrder(erp))).body;
  expect((await erp.call('POST', `/api/orders/${id}/invoice`)).body.error.code).toBe('invalid_state');
  await erp.call('POST', `/api/orders/${id}/confirm`);
  const invoice = await erp.call('POST', `/api/orders/${id}/invoice`);
  expect([invoice.status, invoice.body.total, invoice.body.state]).toEqual([201, '31.20', 'open']);
  expect((await erp.call('POST', `/api/orders/${id}/invoice`)).status).toBe(200);
  const pay = (reference: string, amount: string) =>
    erp.call('POST', `/api/invoices/${invoice.body.id}/payments`, {
      reference,
      amount,
      paidAt: '2026-11-23T10:00:00.000Z',
    });
  expect((await pay('p1', '31.00')).body).toMatchObject({ state: 'open', paid: '31.00' });
  expect((await pay('p1', '0.20')).body.error.code).toBe('duplicate_reference');
  expect((await pay('p2', '0.21')).body.error.field).toBe('amount');
  expect((await pay('p2', '0.2')).body).toMatchObject({ state: 'paid', paid: '31.20' });
});

test('a credit note adds up, puts goods back when asked, and credits no more than was ordered', async () => {
  const order = (await erp.call('POST', '/api/orders', await prepareOrder(erp))).body;
  await erp.call('POST', `/api/orders/${order.id}/confirm`);
  await erp.call('POST', `/api/orders/${order.id}/ship`);
  const credit = (reference: string, quantity: string) =>
    erp.call('POST', '/api/credit-notes', {
      reference,
      orderId: order.id,
      issuedAt: '2026-11-23T10:00:00.000Z',
      restock: true,
      lines: [
        { orderLineId: order.lines[0].id, productCode: 'MUG', quantity, unitPrice: '10', taxCode: 'VAT20' },
      ],
    });
  const note = await credit('r1', '1');
  expect(note.body).toMatchObject({
    number: 'CN-000001',
    untaxed: '10.00',
    tax: '2.00',
    total: '12.00',
    restock: true,
  });
  expect(await stockOfMugs()).toEqual({ onHand: '49', allocated: '0', available: '49' });
  expect((await credit('r1', '1')).body.error).toMatchObject({
    code: 'duplicate_reference',
    number: 'CN-000001',
  });
  expect((await credit('r2', '2')).body.error.code).toBe('quantity_exceeded');
  expect(await stockOfMugs()).toEqual({ onHand: '49', allocated: '0', available: '49' });
  expect((await erp.call('GET', `/api/credit-notes?orderId=${order.id}`)).body.items).toEqual([note.body]);
});
