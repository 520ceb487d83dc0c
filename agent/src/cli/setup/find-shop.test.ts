import { expect, test } from 'vitest';
import type { HttpTransport } from '../../store-api/http-transport.ts';
import { findShop } from './find-shop.ts';

const INDEX = JSON.stringify({ name: 'Zoë', namespaces: ['wp/v2', 'counterfoil/v1'] });

/** A host that answers by path (with `?` when a query is asked), and with 404 anywhere else. */
function host(paths: Record<string, { status: number; location?: string; body?: string }>): HttpTransport {
  return async ({ url }) => {
    const { status, location, body } = paths[url.pathname + (url.search ? '?' : '')] ?? { status: 404 };
    return { status, headers: location ? { location } : {}, body: Buffer.from(body ?? '') };
  };
}

test.each([
  'https://shop.example/wp-admin/',
  'https://shop.example/wp-admin/admin.php?page=counterfoil&view=connection',
  'https://shop.example/wp-login.php',
])('%s, copied from the browser, is the shop whose wp-admin it is', async (typed) => {
  const shop = host({ '/wp-json/': { status: 200, body: INDEX } });
  expect((await findShop(typed, shop, '0.1.0')).address.href).toBe('https://shop.example/');
});

test('a redirect leads to the address of the shop, without the part that was asked', async () => {
  const shop = host({
    '/wp-json/': { status: 301, location: '/store/wp-json/' },
    '/store/wp-json/': { status: 200, body: INDEX },
  });
  const found = await findShop('shop.example', shop, '0.1.0');
  expect([found.address.href, found.elsewhere]).toEqual(['https://shop.example/store/', true]);
});

test.each(['http://127.0.0.1:9200/', 'https://192.168.1.1/', 'https://nas.local/'])(
  'a shop out there leads to nothing in here: %s is not asked',
  async (location) => {
    const asked: string[] = [];
    const shop = host({ '/wp-json/': { status: 301, location } });
    const send: HttpTransport = (request) => {
      asked.push(request.url.host);
      return shop(request);
    };
    await expect(findShop('shop.example', send, '0.1.0')).rejects.toMatchObject({ code: 'leads_inside' });
    const home = host({ '/wp-json/': atHome(location) });
    const atShop: HttpTransport = (request) => {
      asked.push(request.url.host);
      return home(request);
    };
    expect((await findShop('shop.example', atShop, '0.1.0')).address.host).toBe('shop.example');
    expect(asked).toEqual(['shop.example', 'shop.example']);
  },
);

test('a shop that lets nobody see its REST API without a log-in is told apart from one that is not there', async () => {
  const shop = host({
    '/wp-json/': { status: 302, location: 'https://shop.example/wp-login.php?redirect_to=x' },
  });
  await expect(findShop('shop.example', shop, '0.1.0')).rejects.toMatchObject({
    code: 'rest_closed',
    wayOut: expect.stringContaining('allow counterfoil/v1'),
  });
});

const atHome = (home: string) => ({ status: 200, body: JSON.stringify({ ...JSON.parse(INDEX), home }) });

test("of a page of the shop WordPress's own word for its home is taken", async () => {
  const shop = host({
    '/shop/?': atHome('https://shop.example'),
    '/wp-json/': atHome('https://shop.example'),
  });
  const found = await findShop('https://shop.example/shop/', shop, '0.1.0');
  expect([found.address.href, found.elsewhere]).toEqual(['https://shop.example/', true]);
});

test.each([
  ['does not answer', 'https://shop.example/gone/'],
  ['is plain HTTP, as behind a proxy', 'http://shop.example'],
  ['is no address', 'nowhere at all'],
  ['is the folder of a language', 'https://shop.example/store/de/'],
])('a home that %s leaves the address that was typed', async (_, home) => {
  const shop = host({ '/store/wp-json/': atHome(home), '/store/de/?': atHome(home) });
  const found = await findShop('https://shop.example/store/', shop, '0.1.0');
  expect([found.address.href, found.elsewhere]).toEqual(['https://shop.example/store/', false]);
});
