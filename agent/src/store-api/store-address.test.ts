import { expect, test } from 'vitest';
import { endpointUrl } from './endpoints.ts';
import { parseStoreAddress } from './store-address.ts';

test.each([
  ['shop.example', 'https://shop.example/'],
  [' https://shop.example/store ', 'https://shop.example/store/'],
  ['https://shop.example/store/?utm=1#top', 'https://shop.example/store/'],
  ['https://shop.example/wp-admin/admin.php?page=counterfoil&view=connection', 'https://shop.example/'],
  ['https://shop.example/store/wp-admin', 'https://shop.example/store/'],
  ['https://shop.example/wp-login.php?redirect_to=%2Fwp-admin%2F', 'https://shop.example/'],
  ['https://shop.example/wp-json/', 'https://shop.example/'],
  ['https://shop.example/my-wp-admin', 'https://shop.example/my-wp-admin/'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/'],
  ['http://localhost', 'http://localhost/'],
  ['http://[::1]:80/', 'http://[::1]/'],
])('the address "%s" is read as %s', (text, url) => {
  expect(parseStoreAddress(text).href).toBe(url);
});

test.each([
  ['http://shop.example', 'plain HTTP'],
  ['http://127.0.0.1.shop.example', 'plain HTTP'],
  ['http://192.168.1.10', 'plain HTTP'],
  ['ftp://shop.example', 'https://'],
  ['https://me:secret@shop.example', '"https://…@shop.example" has a login in it'],
  ['https://me:sec ret@', '"https://…@" is not a web address'],
  ['', 'not a web address'],
])('the address "%s" is refused: %s', (text, reason) => {
  expect(() => parseStoreAddress(text)).toThrow(reason);
});

test('a route is reached with permalinks or, where they are off, by its query', () => {
  const base = parseStoreAddress('https://shop.example/store');
  const route = '/counterfoil/v1/events';
  expect(endpointUrl(base, 'pretty', route).href).toBe(
    'https://shop.example/store/wp-json/counterfoil/v1/events',
  );
  expect(endpointUrl(base, 'query', route).href).toBe(
    'https://shop.example/store/?rest_route=/counterfoil/v1/events',
  );
});
