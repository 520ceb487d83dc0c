import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const find = (file: string, pattern: RegExp) => pattern.exec(read(file))?.[1];

test('every part says the same version, and the plugin says it the same in each of its places', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const said = {
    ...Object.fromEntries(
      ['shared-types', 'agent', 'admin-ui', 'sandbox', 'plugin'].map((part) => [
        part,
        find(`${part}/package.json`, /"version": "([^"]+)"/),
      ]),
    ),
    header: find('plugin/counterfoil.php', /^ \* Version: (.+)$/m),
    constant: find('plugin/counterfoil.php', /define\('COUNTERFOIL_VERSION', '([^']+)'\)/),
    readme: find('plugin/readme.txt', /^Stable tag: (.+)$/m),
  };
  expect(said).toEqual(Object.fromEntries(Object.keys(said).map((place) => [place, version])));
});
