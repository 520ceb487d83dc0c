import { expect, test } from 'vitest';
import { defaultBaseDir, instancePaths } from './instance-paths.ts';

test('an instance lies in a folder of its name below the base folder', () => {
  const paths = instancePaths('/var/tmp/base', 'shop-2');
  expect(paths.dir).toBe('/var/tmp/base/shop-2');
  for (const path of Object.values(paths)) expect(path.startsWith(paths.dir)).toBe(true);
});

test.each(['', '..', 'a/b', 'A', '-a', 'x'.repeat(33), 'a b'])(
  'the name %j is refused with what is allowed',
  (name) => {
    expect(() => instancePaths('/var/tmp/base', name)).toThrow(/1 to 32 of a-z/);
  },
);

test('a base folder too deep for a socket is refused with the way out', () => {
  expect(() => instancePaths(`/${'deep/'.repeat(20)}`, 'shop')).toThrow(/shorter --base-dir/);
});

test('COUNTERFOIL_SANDBOX_DIR names the base folder', () => {
  expect(defaultBaseDir({ COUNTERFOIL_SANDBOX_DIR: '/srv/shops' })).toBe('/srv/shops');
});
