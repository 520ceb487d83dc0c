import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestErp, prepareOrder, type TestErp } from './open-test-erp.ts';

let erp: TestErp;
beforeEach(async () => {
  erp = await openTestErp();
});
afterEach(() => erp.close());

const count = async () => (await erp.call('GET', '/api/orders')).body.items.length;
const aimedAtCreate = { method: 'POST', path: '^/api/orders$' };

test('a lost answer is committed and then the socket is closed, for as many requests as were asked for', async () => {
  const order = await prepareOrder(erp);
  await erp.call('POST', '/switches', { lostAnswer: { ...aimedAtCreate, times: 1 } });
  await expect(erp.call('POST', '/api/orders', order)).rejects.toThrow();
  expect(await count()).toBe(1);
  expect((await erp.call('POST', '/api/orders', { ...order, reference: 'next' })).status).toBe(201);
  const { lostAnswer, applied } = (await erp.call('GET', '/switches')).body;
  expect(lostAnswer).toBeNull();
  expect(applied.lostAnswer).toBe(1);
});

test('a late commit answers 503, is invisible to the first look-up and there after it', async () => {
  const order = await prepareOrder(erp);
  await erp.call('POST', '/switches', { lateCommit: { ...aimedAtCreate, ms: 4000 } });
  const answer = await erp.call('POST', '/api/orders', order);
  expect([answer.status, answer.body.error.code]).toEqual([503, 'unavailable']);
  expect(await count()).toBe(0);
  expect((await erp.call('GET', '/switches')).body.late).toEqual({ pending: 1, done: 0, failed: 0 });
  await erp.switches.faults.hurry();
  expect(await count()).toBe(1);
  expect((await erp.call('GET', '/switches')).body.late).toEqual({ pending: 0, done: 1, failed: 0 });
});

test('a late commit commits by itself, bearing the time at which its request arrived', async () => {
  const order = await prepareOrder(erp);
  await erp.call('POST', '/switches', { lateCommit: { ...aimedAtCreate, ms: 1, answer: 'close' } });
  await expect(erp.call('POST', '/api/orders', order)).rejects.toThrow();
  erp.setTime('2026-11-23T10:00:30.000Z');
  await expect.poll(count).toBe(1);
  expect((await erp.call('GET', '/api/orders')).body.items[0].modifiedAt).toBe('2026-11-23T10:00:00.000Z');
});

test('an order whose request waits in the latency is committed although its client has gone', async () => {
  const order = await prepareOrder(erp);
  await erp.call('POST', '/switches', { latency: { method: 'POST', path: '^/api/orders$', ms: 5000 } });
  const client = new AbortController();
  const create = fetch(`${erp.url}/api/orders`, {
    method: 'POST',
    headers: { authorization: 'Bearer practice-password' },
    body: JSON.stringify(order),
    signal: client.signal,
  });
  await expect.poll(async () => (await erp.call('GET', '/switches')).body.applied.latency).toBe(1);
  client.abort();
  await expect(create).rejects.toThrow();
  expect(await count()).toBe(0);
  await erp.switches.faults.hurry();
  await expect.poll(count).toBe(1);
});

test('throttling answers 429 with the seconds to wait, and does nothing', async () => {
  const order = await prepareOrder(erp);
  await erp.call('POST', '/switches', { throttle: { ...aimedAtCreate, retryAfterSeconds: 7, times: 1 } });
  const answer = await erp.call('POST', '/api/orders', order);
  expect([answer.status, answer.headers.get('retry-after'), answer.body.error.code]).toEqual([
    429,
    '7',
    'throttled',
  ]);
  expect(await count()).toBe(0);
});

test('while it is down nothing answers but the switches, by which it comes back', async () => {
  await erp.call('POST', '/switches', { down: {} });
  await expect(erp.call('GET', '/api/status')).rejects.toThrow();
  await expect(erp.call('GET', '/')).rejects.toThrow();
  await erp.call('POST', '/switches', { down: { answer: '503' } });
  expect((await erp.call('GET', '/api/status')).status).toBe(503);
  await erp.call('POST', '/switches', { down: null });
  expect((await erp.call('GET', '/api/status')).status).toBe(200);
});

test('a fault aimed by the body meets only the order it names', async () => {
  const order = await prepareOrder(erp);
  await erp.call('POST', '/switches', { throttle: { body: '"reference":"bad"' } });
  expect((await erp.call('POST', '/api/orders', { ...order, reference: 'good' })).status).toBe(201);
  expect((await erp.call('POST', '/api/orders', { ...order, reference: 'bad' })).status).toBe(429);
});

test('what the user may not do is refused with 403, nothing done, until it is given back', async () => {
  const order = await prepareOrder(erp);
  await erp.call('POST', '/switches', { forbidden: aimedAtCreate });
  const answer = await erp.call('POST', '/api/orders', order);
  expect([answer.status, answer.body.error.code]).toEqual([403, 'forbidden']);
  expect(await count()).toBe(0);
  expect((await erp.call('POST', '/switches', { forbidden: null })).body.forbidden).toBeNull();
  expect((await erp.call('POST', '/api/orders', order)).status).toBe(201);
});

test('delays that would break the declared longest commit are refused, and so are unknown switches', async () => {
  await erp.call('POST', '/switches', { latency: { ms: 3000, path: '^/never$' } });
  expect((await erp.call('POST', '/switches', { lateCommit: { ms: 2001 } })).body.error.field).toBe(
    'lateCommit.ms',
  );
  expect((await erp.call('POST', '/switches', { lateCommit: { ms: 2000, path: '^/never$' } })).status).toBe(
    200,
  );
  expect((await erp.call('POST', '/switches', { fire: {} })).body.error.field).toBe('fire');
  expect((await erp.call('POST', '/switches', { down: { path: '(' } })).body.error.field).toBe('down.path');
});

test('DELETE puts all switches and counts back', async () => {
  const before = (await erp.call('GET', '/switches')).body;
  await erp.call('POST', '/switches', {
    throttle: { path: '^/api/status' },
    uniqueReference: false,
    closedBefore: '2026-01-01',
    forbidden: { method: 'PUT' },
  });
  await erp.call('GET', '/api/status');
  expect((await erp.call('DELETE', '/switches')).body).toEqual(before);
});
