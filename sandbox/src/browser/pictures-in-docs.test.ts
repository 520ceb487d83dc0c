import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const docs = join(import.meta.dirname, '../../../docs');

test('docs/screens.md shows each picture that is kept, and none that is missing', () => {
  const shown = [...readFileSync(join(docs, 'screens.md'), 'utf8').matchAll(/\]\(screens\/([^)]+)\)/g)];
  expect(shown.map((match) => match[1]).sort()).toEqual(readdirSync(join(docs, 'screens')).sort());
});
