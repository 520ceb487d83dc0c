import { gzipSync } from 'node:zlib';
import { CONTRACT_VERSION, receiptsRequest } from '@counterfoil/shared-types';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type AnsweringHost,
  failure,
  INSTANCE,
  json,
  keepAndHold,
  NOW,
  nothingKept,
  oneOrder,
  openAnsweringHost,
  page,
  refusal,
  sample,
} from './answering-host.fixture.ts';

let host: AnsweringHost;
beforeEach(async () => {
  host = await openAnsweringHost();
});
afterEach(() => host.close());
const paths = () => host.received.map((one) => one.path);
const settled = sample('receipts-answer/accepted/all-settled');

describe('a call', () => {
  test('is one POST to the shop with permalinks, signed, with a User-Agent that hosts can allow', async () => {
    host.answers = [json(oneOrder)];
    const answer = await host.client.fetchEvents(keepAndHold);
    expect(answer.orders).toHaveLength(1);
    expect(answer.invalidOrders).toEqual([]);
    expect(paths()).toEqual(['/shop/wp-json/counterfoil/v1/events']);
    expect(host.received[0]?.headers).toMatchObject({
      'user-agent': 'Counterfoil/0.1.0',
      'content-type': 'application/json',
      'counterfoil-instance': INSTANCE,
      'counterfoil-tenant': 'acme',
    });
    expect(JSON.parse(host.received[0]?.body ?? '')).toEqual(keepAndHold);
  });

  test('goes by rest_route where permalinks are off, and remembers that', async () => {
    host.answers = [page(404), json(oneOrder), json(settled)];
    await host.client.fetchEvents(keepAndHold);
    await host.client.sendReceipts(receiptsRequest.parse(sample('receipts-request/accepted/delivered')));
    expect(paths()).toEqual([
      '/shop/wp-json/counterfoil/v1/events',
      '/shop/?rest_route=/counterfoil/v1/events',
      '/shop/?rest_route=/counterfoil/v1/receipts',
    ]);
  });

  test('unpacks gzip', async () => {
    host.answers = [
      (_, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(JSON.stringify(oneOrder))),
    ];
    expect((await host.client.fetchEvents(keepAndHold)).events).toHaveLength(1);
  });

  test('overlooks a byte order mark and blank lines before the answer', async () => {
    host.answers = [(_, response) => response.writeHead(200).end(`\uFEFF\n  ${JSON.stringify(oneOrder)}`)];
    expect((await host.client.fetchEvents(keepAndHold)).events).toHaveLength(1);
  });
});

describe('a skewed clock', () => {
  test("is answered by signing once more by the shop's time, which is kept", async () => {
    const serverTime = '2026-11-23T12:00:00.000Z';
    host.answers = [refusal('clock_skewed', { serverTime }, 401), json(oneOrder), json(oneOrder)];
    await host.client.fetchEvents(keepAndHold);
    await host.client.fetchEvents(keepAndHold);
    const created = host.received.map(
      ({ headers }) => /created=(\d+)/.exec(String(headers['signature-input']))?.[1],
    );
    const shop = String(Date.parse(serverTime) / 1000);
    expect(created).toEqual([String(NOW / 1000), shop, shop]);
  });

  test('that the shop still refuses is reported, not tried for ever', async () => {
    host.answers = [refusal('clock_skewed', { serverTime: '2026-11-23T12:00:00.000Z' }, 401)];
    expect(await failure(host.client.fetchEvents(keepAndHold))).toMatchObject({
      code: 'clock_skewed',
      next: 'slow_down',
    });
    expect(host.received).toHaveLength(2);
  });
});

test('a used nonce is replaced by a new one, once', async () => {
  host.answers = [refusal('nonce_used', {}, 401), json(oneOrder)];
  await host.client.fetchEvents(keepAndHold);
  const nonces = host.received.map(
    ({ headers }) => /nonce="([^"]+)"/.exec(String(headers['signature-input']))?.[1],
  );
  expect(new Set(nonces).size).toBe(2);
});

describe('what the plugin refuses', () => {
  test.each([
    [CONTRACT_VERSION - 1, 'plugin_too_old', /Update the plugin/],
    [CONTRACT_VERSION + 1, 'connector_too_old', /Update the connector/],
  ])(
    'a version of the contract that it does not serve, but %i, says which side to update',
    async (served, code, hint) => {
      host.answers = [refusal('version_unknown', { contractVersions: [served] }, 400)];
      const error = await failure(host.client.fetchEvents(keepAndHold));
      expect(error).toMatchObject({ code, next: 'stop', hint: expect.stringMatching(hint) });
    },
  );

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
    host.answers = [refusal(code)];
    expect(await failure(host.client.fetchEvents(keepAndHold))).toMatchObject({ code, next });
    expect(host.received).toHaveLength(1);
    expect(host.pace.pausedForMs()).toBe(0);
  });

  test('names the field and the count that the shop named', async () => {
    host.answers = [json(sample('error-answer/accepted/message-invalid'), 400)];
    expect(await failure(host.client.fetchEvents(keepAndHold))).toMatchObject({
      field: 'lease.fence',
      next: 'halve',
    });
    host.answers = [json(sample('error-answer/accepted/agent-behind'), 409)];
    expect(await failure(host.client.fetchEvents(keepAndHold))).toMatchObject({
      highestConfirmationCount: 1248,
    });
  });

  test('a message of one thing is not to be halved any more', async () => {
    host.answers = [refusal('message_invalid', {}, 400)];
    expect(await failure(host.client.fetchEvents(nothingKept))).toMatchObject({ next: 'stop' });
  });
});

test('a call is ended by its signal', async () => {
  host.answers = [() => undefined];
  const stop = new AbortController();
  const call = failure(host.client.fetchEvents(keepAndHold, stop.signal));
  await expect.poll(() => host.received.length).toBe(1);
  stop.abort();
  expect(await call).toMatchObject({ code: 'stopped' });
  host.server.closeAllConnections();
});

describe('an answer that breaks the contract', () => {
  test('is refused with the path of what is wrong', async () => {
    host.answers = [json({ ...(oneOrder as object), waitingCount: '0' })];
    expect(await failure(host.client.fetchEvents(keepAndHold))).toMatchObject({
      code: 'answer_invalid',
      next: 'slow_down',
      field: 'waitingCount',
    });
  });

  test('in the state of one order costs that order only', async () => {
    const answer = structuredClone(oneOrder) as { orders: Record<string, unknown>[] };
    const good = answer.orders[0];
    answer.orders.push({ ...good, id: 99, total: 12.5 });
    host.answers = [json(answer)];
    const fetched = await host.client.fetchEvents(keepAndHold);
    expect(fetched.orders.map((order) => order.id)).toEqual([good?.['id']]);
    expect(fetched.invalidOrders).toMatchObject([
      { orderId: 99, field: 'total', reason: { code: expect.stringMatching(/^reason_/) } },
    ]);
  });
});
