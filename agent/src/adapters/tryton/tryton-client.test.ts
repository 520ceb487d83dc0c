import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { openDispatcher } from '../open-dispatcher.ts';
import { createTrytonClient } from './tryton-client.ts';
import { trytonSettings } from './tryton-config.ts';
import { createTrytonSession } from './tryton-session.ts';

/**
 * What the servers at hand don't do: modules that warn, gzip (7.4 and later), logins of three parts (7.8). The answers
 * are those that facts about these series give.
 */
interface Answer {
  readonly status?: number;
  readonly body: unknown;
  readonly gzip?: boolean;
}

let server: Server | null = null;

afterEach(() => {
  server?.close();
  server?.closeAllConnections();
  server = null;
});

/** Answers each method with its answers, the last one again and again; notes the calls. */
async function play(answers: Record<string, Answer[]>) {
  const calls: { method: string; params: unknown[] }[] = [];
  const playing = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const call = JSON.parse(Buffer.concat(chunks).toString());
    calls.push(call);
    const left = answers[call.method] ?? [{ status: 403, body: '<html>' }];
    const answer = (left.length > 1 ? left.shift() : left[0]) ?? { body: null };
    const text = JSON.stringify(answer.body);
    const headers = {
      'content-type': 'application/json',
      ...(answer.gzip ? { 'content-encoding': 'gzip' } : {}),
    };
    response.writeHead(answer.status ?? 200, headers);
    response.end(answer.gzip ? gzipSync(text) : text);
  });
  server = playing;
  await new Promise<void>((resolve) => playing.listen(0, '127.0.0.1', resolve));
  const { port } = playing.address() as AddressInfo;
  const settings = trytonSettings.parse({
    kind: 'tryton',
    url: `http://127.0.0.1:${port}`,
    database: 'erp',
    user: 'connector',
  });
  let nowMs = 0;
  const connection = { dispatcher: openDispatcher({}), monotonicMs: () => nowMs };
  const session = createTrytonSession(settings, 'secret', connection);
  const client = createTrytonClient(session, { company: 1 });
  return { calls, client, session, wait: (ms: number) => (nowMs += ms) };
}

const login = { body: { id: 1, result: [7, 'f00d'] } };
const ok = { body: { id: 1, result: null } };
const warning = (name: string) => ({ body: { id: 1, error: ['UserWarning', [name, 'Really?', '']] } });

test('a warning of a transition is answered with yes, for this once, and the transition is said again', async () => {
  const { calls, client } = await play({
    'common.db.login': [login],
    'model.sale.sale.quote': [warning('stock_10'), warning('price_11'), ok],
    'model.res.user.warning.create': [{ body: { id: 1, result: [1] } }],
  });
  await client.transit('sale.sale.quote', [10], []);
  expect(calls.map((call) => call.method.replace('model.', ''))).toEqual([
    'common.db.login',
    'sale.sale.quote',
    'res.user.warning.create',
    'sale.sale.quote',
    'res.user.warning.create',
    'sale.sale.quote',
  ]);
  expect(calls[2]?.params[0]).toEqual([{ user: 7, name: 'stock_10', always: false }]);
});

test('a transition that never stops warning is a hold after ten answers', async () => {
  const { calls, client } = await play({
    'common.db.login': [login],
    'model.sale.sale.quote': [warning('again')],
    'model.res.user.warning.create': [{ body: { id: 1, result: [1] } }],
  });
  await expect(client.transit('sale.sale.quote', [10], [])).rejects.toMatchObject({ next: 'hold' });
  expect(calls.filter((call) => call.method === 'model.sale.sale.quote')).toHaveLength(11);
});

test('a warning of a create is a hold: only what can be said again is answered', async () => {
  const { calls, client } = await play({
    'common.db.login': [login],
    'model.sale.sale.create': [warning('stock_10')],
  });
  const create = client.write('sale.sale.create', [[{}]], z.array(z.int()), []);
  await expect(create).rejects.toMatchObject({ next: 'hold' });
  expect(calls.filter((call) => call.method === 'model.sale.sale.create')).toHaveLength(1);
});

test('answers packed with gzip and logins of three parts are understood', async () => {
  const row = z.object({ id: z.int(), name: z.string() });
  const { client } = await play({
    'common.db.login': [{ body: { id: 1, result: [7, 'f00d', 'bus.example.org'] } }],
    'model.web.shop.search_read': [{ gzip: true, body: { id: 1, result: [{ id: 3, name: 'Läden' }] } }],
  });
  expect(await client.readAll('web.shop', [], ['name'], row)).toEqual([{ id: 3, name: 'Läden' }]);
});

test('each call sends exactly id, method and params, the context last', async () => {
  const { calls, client } = await play({
    'common.db.login': [login],
    'model.sale.sale.read': [{ body: { id: 1, result: [] } }],
  });
  await client.read('sale.sale.read', [[1], ['state']], z.array(z.unknown()));
  expect(calls[1]).toEqual({
    id: 1,
    method: 'model.sale.sale.read',
    params: [[1], ['state'], { company: 1 }],
  });
});

test('a locked login is waited for five minutes without asking, because asking would prolong the lock', async () => {
  const { calls, session, wait } = await play({
    'common.db.login': [{ status: 429, body: '<html>' }, login],
  });
  await expect(session.userId()).rejects.toMatchObject({ next: 'retry', retryAfterMs: 300_000 });
  wait(120_000);
  await expect(session.userId()).rejects.toMatchObject({ next: 'retry', retryAfterMs: 180_000 });
  expect(calls).toHaveLength(1);
  wait(180_000);
  expect(await session.userId()).toBe(7);
});

test('calls at the same time log in once', async () => {
  const { calls, client } = await play({
    'common.db.login': [login],
    'model.sale.sale.read': [{ body: { id: 1, result: [] } }],
  });
  await Promise.all([1, 2, 3, 4].map(() => client.read('sale.sale.read', [[1], []], z.array(z.unknown()))));
  expect(calls.filter((call) => call.method === 'common.db.login')).toHaveLength(1);
});

test('a second 401 after a fresh login stops, without a third login', async () => {
  const { calls, client } = await play({
    'common.db.login': [login],
    'model.sale.sale.read': [{ status: 401, body: '' }],
  });
  await expect(client.read('sale.sale.read', [[1], []], z.unknown())).rejects.toMatchObject({ next: 'stop' });
  expect(calls.filter((call) => call.method === 'common.db.login')).toHaveLength(2);
});
