import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CONTROL_PATH, type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { closeServer, listenLocally } from './serve-http.ts';

/** An ERP as far as a proxy can see: it notes what reaches it and answers with headers and bytes of its own. */
let upstream: Server;
let seen: { method: string; path: string; body: string; authorization: string | undefined }[];
let proxy: FaultProxy;

beforeEach(async () => {
  seen = [];
  upstream = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const { method = '', url: path = '', headers } = request;
    seen.push({ method, path, body, authorization: headers.authorization });
    response.writeHead(201, {
      'content-type': 'application/json',
      'x-of-the-erp': 'kept',
      'set-cookie': ['a=1', 'b=2'],
    });
    response.end(Buffer.from([0x7b, 0xff, 0x7d]));
  });
  proxy = await startFaultProxy(`http://127.0.0.1:${await listenLocally(upstream, 0)}`);
});
afterEach(async () => {
  await proxy.close();
  await closeServer(upstream);
});

const create = (body = '{"method":"model.sale.sale.create"}') =>
  fetch(`${proxy.url}/erp/?x=1`, { method: 'POST', body, headers: { authorization: 'Session abc' } });
const control = async (method: string, settings?: object) => {
  const body = settings === undefined ? null : JSON.stringify(settings);
  const answer = await fetch(proxy.url + CONTROL_PATH, { method, body });
  return { status: answer.status, view: JSON.parse(await answer.text()) };
};
const aimedAtCreate = { body: 'model\\.sale\\.sale\\.create' };

test('without a fault requests and answers pass as they are', async () => {
  const answer = await create();
  expect(answer.status).toBe(201);
  expect(answer.headers.get('x-of-the-erp')).toBe('kept');
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(new Uint8Array([0x7b, 0xff, 0x7d]));
  expect(seen).toEqual([
    {
      method: 'POST',
      path: '/erp/?x=1',
      body: '{"method":"model.sale.sale.create"}',
      authorization: 'Session abc',
    },
  ]);
});

test('a lost answer has reached the ERP, the client sees a closed socket, the next request passes', async () => {
  await control('POST', { lostAnswer: { ...aimedAtCreate, times: 1 } });
  await expect(create()).rejects.toThrow();
  expect(seen).toHaveLength(1);
  expect((await create()).status).toBe(201);
  expect((await control('GET')).view.applied.lostAnswer).toBe(1);
});

test('a late commit dismisses the client before the ERP hears of it, and reaches the ERP later', async () => {
  await control('POST', { lateCommit: { ...aimedAtCreate, ms: 300_000, answer: 'close', times: 1 } });
  await expect(create()).rejects.toThrow();
  expect(seen).toHaveLength(0);
  expect((await control('GET')).view.late).toEqual({ pending: 1, done: 0, failed: 0 });
  await proxy.switches.hurry();
  expect(seen).toHaveLength(1);
  expect((await control('GET')).view.late).toEqual({ pending: 0, done: 1, failed: 0 });
});

test('a fault aimed at one method of the body leaves the others alone', async () => {
  await control('POST', { throttle: { ...aimedAtCreate, retryAfterSeconds: 3 } });
  const throttled = await create();
  expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '3']);
  expect((await create('{"method":"model.sale.sale.search_read"}')).status).toBe(201);
  expect(seen.map((request) => request.body)).toEqual(['{"method":"model.sale.sale.search_read"}']);
});

test('while it is down nothing reaches the ERP, and DELETE brings it back', async () => {
  await control('POST', { down: {} });
  await expect(create()).rejects.toThrow();
  expect(seen).toHaveLength(0);
  const { view } = await control('DELETE');
  expect(view).toMatchObject({ down: null, applied: { down: 0 } });
  expect((await create()).status).toBe(201);
});

test('latency holds the request back', async () => {
  await control('POST', { latency: { ms: 300_000 } });
  const slow = create();
  await expect.poll(async () => (await control('GET')).view.applied.latency).toBe(1);
  expect(seen).toHaveLength(0);
  await proxy.switches.hurry();
  expect((await slow).status).toBe(201);
});

test('an ERP that does not run is seen as a closed socket, and a late commit to it as failed', async () => {
  await closeServer(upstream);
  await expect(create()).rejects.toThrow();
  await control('POST', { lateCommit: { ms: 1 } });
  expect((await create()).status).toBe(503);
  await expect.poll(async () => (await control('GET')).view.late.failed).toBe(1);
  upstream = createServer();
  await listenLocally(upstream, 0);
});

test('a switch that does not exist is refused', async () => {
  const { status, view } = await control('POST', { lostAnswers: {} });
  expect(status).toBe(422);
  expect(view.error).toContain('lostAnswers');
});
