import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type Answer,
  type AnsweringHost,
  failure,
  json,
  keepAndHold,
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

describe('a firewall', () => {
  test('that refuses JSON gets the same message in base64, and everything after it too', async () => {
    const blocks: Answer = (one, response) =>
      (one.headers['counterfoil-encoding'] ? json(oneOrder) : page(403))(one, response);
    host.answers = [blocks];
    await host.client.fetchEvents(keepAndHold);
    await host.client.fetchEvents(keepAndHold);
    expect(host.received.map(({ headers }) => headers['counterfoil-encoding'])).toEqual([
      undefined,
      'base64',
      'base64',
    ]);
    expect(JSON.parse(Buffer.from(host.received[1]?.body ?? '', 'base64').toString())).toEqual(keepAndHold);
    expect(host.pace.pausedForMs()).toBe(0);
  });

  test.each([403, 406])(
    'that refuses it encoded too (%i) makes the message smaller and the host slower',
    async (status) => {
      host.answers = [page(status)];
      expect(await failure(host.client.fetchEvents(keepAndHold))).toMatchObject({
        code: 'refused_by_firewall',
        next: 'halve',
      });
      expect(host.received).toHaveLength(2);
      expect(host.pace.pausedForMs()).toBe(60_000);
    },
  );

  test('that refuses even one thing slows everything down', async () => {
    host.answers = [page(403)];
    expect(await failure(host.client.fetchEvents(nothingKept))).toMatchObject({ next: 'slow_down' });
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
    host.answers = [answer];
    expect(await failure(host.client.fetchEvents(keepAndHold))).toMatchObject({ code, next: 'slow_down' });
    expect(host.received).toHaveLength(1);
    expect(host.pace.pausedForMs()).toBe(pausedFor);
  });

  test('is asked again only after its pause, and quickly again once it answers', async () => {
    host.answers = [page(429), json(oneOrder), json(oneOrder)];
    await failure(host.client.fetchEvents(keepAndHold));
    await host.client.fetchEvents(keepAndHold);
    expect(host.sleptMs()).toBe(60_000);
    await host.client.fetchEvents(keepAndHold);
    expect(host.sleptMs()).toBe(90_000);
  });

  test('a redirect is not followed but named', async () => {
    host.answers = [page(301, { location: 'https://www.shop.example/' })];
    expect(await failure(host.client.fetchEvents(keepAndHold))).toMatchObject({
      code: 'redirected',
      detail: 'https://www.shop.example/',
    });
    expect(host.received).toHaveLength(1);
  });

  test('a page instead of an answer, at both addresses and encoded too, is no answer', async () => {
    host.answers = [page(200)];
    expect(await failure(host.client.fetchEvents(nothingKept))).toMatchObject({
      code: 'not_json',
      next: 'slow_down',
    });
  });

  test("a PHP notice before the JSON is refused, and named without anything of the order's", async () => {
    const notice =
      '<br />\n<b>Warning</b>:  Undefined variable $x in <b>/srv/wp/plugin.php</b> on line <b>7</b><br />\n';
    host.answers = [page(200, {}, `${notice}${JSON.stringify(oneOrder)}`)];
    const error = await failure(host.client.fetchEvents(nothingKept));
    expect(error.detail).toBe('Warning:  Undefined variable $x in /srv/wp/plugin.php on line 7');
    expect(error.code).toBe('not_json');
  });

  test('a PHP crash is tried again at the ordinary pace', async () => {
    host.answers = [page(500)];
    expect(await failure(host.client.fetchEvents(keepAndHold))).toMatchObject({
      code: 'server_error',
      next: 'retry',
    });
    expect(host.pace.pausedForMs()).toBe(0);
  });

  test('an answer cut off in the middle is no answer', async () => {
    host.answers = [
      (_, response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('{"events":');
        response.destroy();
      },
    ];
    expect(await failure(host.client.fetchEvents(keepAndHold))).toMatchObject({
      code: 'unreachable',
      next: 'retry',
    });
  });

  test('a shop that is down is unreachable, and named', async () => {
    await new Promise((resolve) => host.server.close(resolve));
    const error = await failure(host.client.fetchEvents(keepAndHold));
    expect(error).toMatchObject({ code: 'unreachable', next: 'retry' });
    expect(error.detail).toContain('ECONNREFUSED');
    await new Promise<void>((resolve) => host.server.listen(0, '127.0.0.1', resolve));
  });

  test.each([
    ['small elements', `{"events":[${'{},'.repeat(1_000_000)}{}]}`],
    ['levels', `{"orders":${'['.repeat(2_000_000)}`],
    ['plain megabytes', ' '.repeat(5 * 1024 * 1024)],
  ])('an answer that would cost everybody too much (%s) is not read', async (_, body) => {
    host.answers = [page(200, { 'content-type': 'application/json' }, body)];
    expect(await failure(host.client.fetchEvents(keepAndHold))).toMatchObject({
      code: 'answer_too_large',
      next: 'halve',
    });
  });

  test('an answer without end is cut at its limit', async () => {
    host.answers = [
      (_, response) => {
        response
          .writeHead(200, { 'content-encoding': 'gzip' })
          .end(gzipSync(Buffer.alloc(17 * 1024 * 1024, ' ')));
      },
    ];
    expect(await failure(host.client.fetchEvents(keepAndHold))).toMatchObject({
      code: 'answer_too_large',
      next: 'halve',
    });
  });
});
