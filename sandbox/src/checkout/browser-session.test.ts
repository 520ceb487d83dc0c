import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BrowserSession } from './browser-session.ts';

let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/set') {
      response.setHeader('set-cookie', [
        'a=1; path=/; HttpOnly',
        'b=x=y; path=/',
        'gone=1; expires=Thu, 01 Jan 1970 00:00:00 GMT',
      ]);
      response.writeHead(302, { location: '/elsewhere' });
    }
    if (request.url === '/drop')
      response.setHeader('set-cookie', 'a=deleted; expires=Thu, 01 Jan 1970 00:00:00 GMT');
    response.end(request.headers.cookie ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

test('a visitor sends back the cookies it got, drops the expired ones, and stays where it is on a redirect', async () => {
  const visitor = new BrowserSession(url);
  expect((await visitor.request('/set')).status).toBe(302);
  expect((await visitor.request('/')).body).toBe('a=1; b=x=y');
  await visitor.request('/drop');
  expect((await visitor.request('/')).body).toBe('b=x=y');
});

test('two visitors share nothing', async () => {
  const [one, other] = [new BrowserSession(url), new BrowserSession(url)];
  await one.request('/set');
  expect((await other.request('/')).body).toBe('');
});
