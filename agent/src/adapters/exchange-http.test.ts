import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { exchangeHttp, type HttpExchange, readJson } from './exchange-http.ts';
import { openDispatcher } from './open-dispatcher.ts';

let server: Server | null = null;

afterEach(() => {
  server?.close();
  server?.closeAllConnections();
  server = null;
});

async function serve(listener: RequestListener): Promise<string> {
  const serving = createServer(listener);
  server = serving;
  await new Promise<void>((resolve) => serving.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(serving.address() as AddressInfo).port}/`;
}

function exchange(url: string, change: Partial<HttpExchange> = {}) {
  const connection = { dispatcher: openDispatcher({}), monotonicMs: () => 0 };
  return exchangeHttp(connection, {
    erp: 'Some ERP',
    operation: 'POST /x',
    writes: true,
    method: 'POST',
    url: new URL(url),
    headers: {},
    body: '{}',
    timeLimitMs: 5_000,
    ...change,
  });
}

test("Retry-After is understood as seconds and as a date, which is measured against the answer's own date", async () => {
  const values = ['7', 'Mon, 23 Nov 2026 10:00:30 GMT', 'soon', 'Mon, 23 Nov 2026 09:00:00 GMT'];
  const url = await serve((_, response) => {
    response.writeHead(429, { date: 'Mon, 23 Nov 2026 10:00:00 GMT', 'retry-after': values.shift() ?? '' });
    response.end();
  });
  const waits = [];
  for (const _ of [1, 2, 3, 4]) waits.push((await exchange(url)).retryAfterMs);
  expect(waits).toEqual([7000, 30_000, null, null]);
});

test('a port on which nobody listens: nothing was sent, also for a write', async () => {
  const url = await serve(() => {});
  await new Promise((resolve) => server?.close(resolve));
  await expect(exchange(url)).rejects.toMatchObject({ next: 'retry', says: { code: 'erp_unreachable' } });
});

test('a connection cut after the request leaves a write unknown and a read to be made again', async () => {
  const url = await serve((request) => request.socket.destroy());
  await expect(exchange(url)).rejects.toMatchObject({ next: 'unknown' });
  await expect(exchange(url, { writes: false, method: 'GET', body: null })).rejects.toMatchObject({
    next: 'retry',
  });
});

test('a body that ends too early leaves a write unknown', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half');
    response.socket?.end();
  });
  await expect(exchange(url)).rejects.toMatchObject({ next: 'unknown' });
});

test('a server that accepts and never answers leaves a write unknown after the time limit', async () => {
  const silent = createTcpServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const call = exchange(`http://127.0.0.1:${port}/`, { timeLimitMs: 300 });
  await expect(call).rejects.toMatchObject({
    next: 'unknown',
    says: { values: { reason: { code: 'reason_no_answer', values: { seconds: 1 } } } },
  });
  silent.close();
});

test.each([
  ['plain', {}, Buffer.alloc(5 * 1024 * 1024, ' ')],
  ['packed', { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(60 * 1024 * 1024, ' '))],
])('megabytes of an answer (%s) are not read: a write may have arrived', async (_, headers, body) => {
  const url = await serve((_request, response) => void response.writeHead(200, headers).end(body));
  await expect(exchange(url)).rejects.toMatchObject({
    next: 'unknown',
    says: { code: 'erp_unreachable', values: { reason: { code: 'reason_answer_too_large' } } },
  });
});

test('JSON that would cost everybody too much is not read', async () => {
  const call = { erp: 'Some ERP', operation: 'GET /x', writes: false };
  const answer = { status: 200, contentType: '', retryAfterMs: null, text: `[${'{},'.repeat(1_000_000)}{}]` };
  expect(() => readJson(answer, call)).toThrow(
    expect.objectContaining({ next: 'retry', says: expect.objectContaining({ code: 'erp_unreachable' }) }),
  );
});

test('a redirect is not followed', async () => {
  const asked: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    asked.push(request.url);
    response.writeHead(302, { location: '/elsewhere' });
    response.end();
  });
  expect((await exchange(url)).status).toBe(302);
  expect(asked).toEqual(['/']);
});

test('every call has a connection of its own, so that none meets one that the server is closing', async () => {
  const ports = new Set<number | undefined>();
  const url = await serve((request, response) => {
    ports.add(request.socket.remotePort);
    response.end('{}');
  });
  const connection = { dispatcher: openDispatcher({}), monotonicMs: () => 0 };
  const one: HttpExchange = {
    ...{ erp: 'Some ERP', operation: 'GET /', writes: false, method: 'GET', body: null },
    ...{ url: new URL(url), headers: {}, timeLimitMs: 5_000 },
  };
  for (const _ of [1, 2, 3]) await exchangeHttp(connection, one);
  expect(ports.size).toBe(3);
});
