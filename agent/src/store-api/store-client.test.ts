import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import {
  type ErrorCode,
  type EventsRequest,
  eventsRequest,
  receiptsRequest,
} from '@counterfoil/shared-types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHostPace, type HostPace } from './host-pace.ts';
import { type OpenTransport, openHttpTransport } from './http-transport.ts';
import { makeKeyPair } from './key-pair.ts';
import { parseStoreAddress } from './store-address.ts';
import { createStoreClient, type StoreClient } from './store-client.ts';
import { StoreError } from './store-errors.ts';

const INSTANCE = '6f1c9a52-3c0e-4d5b-9f5e-0d8f6a2b7c11';

function sample(path: string): unknown {
  return JSON.parse(
    readFileSync(new URL(`../../../shared-types/samples/${path}.json`, import.meta.url), 'utf8'),
  );
}

const keepAndHold = eventsRequest.parse(sample('events-request/accepted/keep-and-hold'));
const nothingKept: EventsRequest = { ...keepAndHold, kept: [], limit: 1 };
const oneOrder = sample('events-answer/accepted/one-order-with-refund');
const settled = sample('receipts-answer/accepted/all-settled');

interface Received {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

type Answer = (received: Received, response: ServerResponse) => void;

const json =
  (body: unknown, status = 200): Answer =>
  (_, response) => {
    response
      .writeHead(status, { 'content-type': 'application/json; charset=UTF-8' })
      .end(JSON.stringify(body));
  };
const page =
  (status: number, headers: Record<string, string> = {}, html = '<!DOCTYPE html><h1>Hello</h1>'): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(html);
  };
const refusal = (code: ErrorCode | string, data: object = {}, status = 403) =>
  json({ code, message: 'Refused.', data: { status, ...data } }, status);

/** A shop's web server that gives these answers, one after the other, the last one for ever. */
let answers: Answer[];
let received: Received[];
let client: StoreClient;
let pace: HostPace;
let transport: OpenTransport;
let base: string;
const now = Date.parse('2026-11-23T10:00:00.000Z');
let slept: number;

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const one = { path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() };
  received.push(one);
  const answer = answers.length > 1 ? answers.shift() : answers[0];
  answer?.(one, response);
});

beforeEach(async () => {
  received = [];
  slept = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/shop`;
  transport = openHttpTransport({});
  let uuids = 0;
  const clock = {
    now: () => new Date(now + slept),
    monotonicMs: () => slept,
    sleep: async (ms: number) => {
      slept += ms;
    },
    randomUuid: () => `00000000-0000-4000-8000-${String(++uuids).padStart(12, '0')}`,
  };
  pace = createHostPace(clock);
  client = createStoreClient({
    address: parseStoreAddress(base),
    tenant: 'acme',
    instance: INSTANCE,
    key: makeKeyPair(),
    agentVersion: '0.1.0',
    transport: transport.send,
    pace,
    clock,
  });
});

afterEach(async () => {
  await transport.close();
  await new Promise((resolve) => server.close(resolve));
});

async function failure(call: Promise<unknown>): Promise<StoreError> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof StoreError)) throw new Error(`no StoreError but ${String(error)}`);
  return error;
}

const paths = () => received.map((one) => one.path);

describe('a call', () => {
  test('is one POST to the shop with permalinks, signed, with a User-Agent that hosts can allow', async () => {
    answers = [json(oneOrder)];
    const answer = await client.fetchEvents(keepAndHold);
    expect(answer.orders).toHaveLength(1);
    expect(answer.invalidOrders).toEqual([]);
    expect(paths()).toEqual(['/shop/wp-json/counterfoil/v1/events']);
    expect(received[0]?.headers).toMatchObject({
      'user-agent': 'Counterfoil/0.1.0',
      'content-type': 'application/json',
      'counterfoil-instance': INSTANCE,
      'counterfoil-tenant': 'acme',
    });
    expect(JSON.parse(received[0]?.body ?? '')).toEqual(keepAndHold);
  });

  test('goes by rest_route where permalinks are off, and remembers that', async () => {
    answers = [page(404), json(oneOrder), json(settled)];
    await client.fetchEvents(keepAndHold);
    await client.sendReceipts(receiptsRequest.parse(sample('receipts-request/accepted/delivered')));
    expect(paths()).toEqual([
      '/shop/wp-json/counterfoil/v1/events',
      '/shop/?rest_route=/counterfoil/v1/events',
      '/shop/?rest_route=/counterfoil/v1/receipts',
    ]);
  });

  test('unpacks gzip', async () => {
    answers = [
      (_, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify(oneOrder))),
    ];
    expect((await client.fetchEvents(keepAndHold)).events).toHaveLength(1);
  });

  test('overlooks a byte order mark and blank lines before the answer', async () => {
    answers = [(_, response) => response.writeHead(200).end(`\uFEFF\n  ${JSON.stringify(oneOrder)}`)];
    expect((await client.fetchEvents(keepAndHold)).events).toHaveLength(1);
  });
});

describe('a skewed clock', () => {
  test("is answered by signing once more by the shop's time, which is kept", async () => {
    const serverTime = '2026-11-23T12:00:00.000Z';
    answers = [refusal('clock_skewed', { serverTime }, 401), json(oneOrder), json(oneOrder)];
    await client.fetchEvents(keepAndHold);
    await client.fetchEvents(keepAndHold);
    const created = received.map(
      ({ headers }) => /created=(\d+)/.exec(String(headers['signature-input']))?.[1],
    );
    const shop = String(Date.parse(serverTime) / 1000);
    expect(created).toEqual([String(now / 1000), shop, shop]);
  });

  test('that the shop still refuses is reported, not tried for ever', async () => {
    answers = [refusal('clock_skewed', { serverTime: '2026-11-23T12:00:00.000Z' }, 401)];
    expect(await failure(client.fetchEvents(keepAndHold))).toMatchObject({
      code: 'clock_skewed',
      next: 'slow_down',
    });
    expect(received).toHaveLength(2);
  });
});

test('a used nonce is replaced by a new one, once', async () => {
  answers = [refusal('nonce_used', {}, 401), json(oneOrder)];
  await client.fetchEvents(keepAndHold);
  const nonces = received.map(
    ({ headers }) => /nonce="([^"]+)"/.exec(String(headers['signature-input']))?.[1],
  );
  expect(new Set(nonces).size).toBe(2);
});

describe('what the plugin refuses', () => {
  test.each([
    ['key_revoked', 'stop'],
    ['fence_outdated', 'stop'],
    ['instance_differs', 'stop'],
    ['version_unknown', 'stop'],
    ['lease_elsewhere', 'slow_down'],
    ['not_confirmed', 'slow_down'],
    ['busy', 'retry'],
    ['agent_behind', 'retry'],
  ])('%s means %s, in one request and without slowing the host', async (code, next) => {
    answers = [refusal(code)];
    expect(await failure(client.fetchEvents(keepAndHold))).toMatchObject({ code, next });
    expect(received).toHaveLength(1);
    expect(pace.pausedForMs()).toBe(0);
  });

  test('names the field and the count that the shop named', async () => {
    answers = [json(sample('error-answer/accepted/message-invalid'), 400)];
    expect(await failure(client.fetchEvents(keepAndHold))).toMatchObject({
      field: 'lease.fence',
      next: 'halve',
    });
    answers = [json(sample('error-answer/accepted/agent-behind'), 409)];
    expect(await failure(client.fetchEvents(keepAndHold))).toMatchObject({ highestConfirmationCount: 1248 });
  });

  test('a message of one thing is not to be halved any more', async () => {
    answers = [refusal('message_invalid', {}, 400)];
    expect(await failure(client.fetchEvents(nothingKept))).toMatchObject({ next: 'stop' });
  });
});

describe('a firewall', () => {
  test('that refuses JSON gets the same message in base64, and everything after it too', async () => {
    const blocks: Answer = (one, response) =>
      (one.headers['counterfoil-encoding'] ? json(oneOrder) : page(403))(one, response);
    answers = [blocks];
    await client.fetchEvents(keepAndHold);
    await client.fetchEvents(keepAndHold);
    expect(received.map(({ headers }) => headers['counterfoil-encoding'])).toEqual([
      undefined,
      'base64',
      'base64',
    ]);
    expect(JSON.parse(Buffer.from(received[1]?.body ?? '', 'base64').toString())).toEqual(keepAndHold);
    expect(pace.pausedForMs()).toBe(0);
  });

  test.each([403, 406])(
    'that refuses it encoded too (%i) makes the message smaller and the host slower',
    async (status) => {
      answers = [page(status)];
      expect(await failure(client.fetchEvents(keepAndHold))).toMatchObject({
        code: 'refused_by_firewall',
        next: 'halve',
      });
      expect(received).toHaveLength(2);
      expect(pace.pausedForMs()).toBe(60_000);
    },
  );

  test('that refuses even one thing slows everything down', async () => {
    answers = [page(403)];
    expect(await failure(client.fetchEvents(nothingKept))).toMatchObject({ next: 'slow_down' });
  });
});

describe('a host that answers otherwise', () => {
  test.each([
    ['429 with Retry-After', page(429, { 'retry-after': '120' }), 'throttled', 120_000],
    ['429 without', page(429), 'throttled', 60_000],
    [
      "WordPress's maintenance, which always says 600 s",
      page(503, { 'retry-after': '600' }),
      'maintenance',
      60_000,
    ],
    ['a login before WordPress', page(401), 'login_wanted', 60_000],
    [
      'WordPress without the plugin',
      json(sample('error-answer/accepted/of-wordpress-itself'), 404),
      'plugin_missing',
      60_000,
    ],
    ['a REST API that is closed to visitors', refusal('rest_not_logged_in', {}, 401), 'rest_closed', 60_000],
  ])('%s', async (_, answer, code, pausedFor) => {
    answers = [answer];
    expect(await failure(client.fetchEvents(keepAndHold))).toMatchObject({ code, next: 'slow_down' });
    expect(received).toHaveLength(1);
    expect(pace.pausedForMs()).toBe(pausedFor);
  });

  test('is asked again only after its pause, and quickly again once it answers', async () => {
    answers = [page(429), json(oneOrder), json(oneOrder)];
    await failure(client.fetchEvents(keepAndHold));
    await client.fetchEvents(keepAndHold);
    expect(slept).toBe(60_000);
    await client.fetchEvents(keepAndHold);
    expect(slept).toBe(90_000);
  });

  test('a redirect is not followed but named', async () => {
    answers = [page(301, { location: 'https://www.shop.example/' })];
    expect(await failure(client.fetchEvents(keepAndHold))).toMatchObject({
      code: 'redirected',
      detail: 'https://www.shop.example/',
    });
    expect(received).toHaveLength(1);
  });

  test('a page instead of an answer, at both addresses and encoded too, is no answer', async () => {
    answers = [page(200)];
    expect(await failure(client.fetchEvents(nothingKept))).toMatchObject({
      code: 'not_json',
      next: 'slow_down',
    });
  });

  test("a PHP notice before the JSON is refused, and named without anything of the order's", async () => {
    const notice =
      '<br />\n<b>Warning</b>:  Undefined variable $x in <b>/srv/wp/plugin.php</b> on line <b>7</b><br />\n';
    answers = [page(200, {}, `${notice}${JSON.stringify(oneOrder)}`)];
    const error = await failure(client.fetchEvents(nothingKept));
    expect(error.detail).toBe('Warning:  Undefined variable $x in /srv/wp/plugin.php on line 7');
    expect(error.code).toBe('not_json');
  });

  test('a PHP crash is tried again at the ordinary pace', async () => {
    answers = [page(500)];
    expect(await failure(client.fetchEvents(keepAndHold))).toMatchObject({
      code: 'server_error',
      next: 'retry',
    });
    expect(pace.pausedForMs()).toBe(0);
  });

  test('an answer cut off in the middle is no answer', async () => {
    answers = [
      (_, response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('{"events":');
        response.destroy();
      },
    ];
    expect(await failure(client.fetchEvents(keepAndHold))).toMatchObject({
      code: 'unreachable',
      next: 'retry',
    });
  });

  test('a shop that is down is unreachable, and named', async () => {
    await new Promise((resolve) => server.close(resolve));
    const error = await failure(client.fetchEvents(keepAndHold));
    expect(error).toMatchObject({ code: 'unreachable', next: 'retry' });
    expect(error.detail).toContain('ECONNREFUSED');
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  test('an answer without end is cut at its limit', async () => {
    answers = [
      (_, response) => {
        response
          .writeHead(200, { 'content-encoding': 'gzip' })
          .end(gzipSync(Buffer.alloc(17 * 1024 * 1024, ' ')));
      },
    ];
    expect(await failure(client.fetchEvents(keepAndHold))).toMatchObject({
      code: 'answer_too_large',
      next: 'halve',
    });
  });
});

test('a call is ended by its signal', async () => {
  answers = [() => undefined];
  const stop = new AbortController();
  const call = failure(client.fetchEvents(keepAndHold, stop.signal));
  await expect.poll(() => received.length).toBe(1);
  stop.abort();
  expect(await call).toMatchObject({ code: 'stopped' });
  server.closeAllConnections();
});

describe('an answer that breaks the contract', () => {
  test('is refused with the path of what is wrong', async () => {
    answers = [json({ ...(oneOrder as object), waitingCount: '0' })];
    expect(await failure(client.fetchEvents(keepAndHold))).toMatchObject({
      code: 'answer_invalid',
      next: 'slow_down',
      field: 'waitingCount',
    });
  });

  test('in the state of one order costs that order only', async () => {
    const answer = structuredClone(oneOrder) as { orders: Record<string, unknown>[] };
    const good = answer.orders[0];
    answer.orders.push({ ...good, id: 99, total: 12.5 });
    answers = [json(answer)];
    const fetched = await client.fetchEvents(keepAndHold);
    expect(fetched.orders.map((order) => order.id)).toEqual([good?.['id']]);
    expect(fetched.invalidOrders).toMatchObject([
      { orderId: 99, field: 'total', reason: { code: expect.stringMatching(/^reason_/) } },
    ]);
  });
});
