import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const docs = join(import.meta.dirname, '../../../docs');

test('docs/screens.md shows each picture that is kept, and none that is missing', () => {
  const page = readFileSync(join(docs, 'screens.md'), 'utf8');
  const places = [...page.matchAll(/^\[(.+)\]: screens\/(.+)$/gm)];
  const shown = places.filter(([, name]) => page.includes(`][${name}]`)).map((place) => place[2]);
  expect(shown.sort()).toEqual(readdirSync(join(docs, 'screens')).sort());
});
