import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from './generated-files.ts';

const ROOT = new URL('../../../', import.meta.url);
const FOLDERS = ['shared-types/json-schema', 'plugin/schema/2', 'plugin/catalogue'];

describe('the generated files of the contract', () => {
  const files = generatedFiles();

  it.each([...files.keys()])(
    '%s is what the schemas and words give today (npm run generate -w shared-types)',
    (path) => {
      expect(readFileSync(new URL(path, ROOT), 'utf8') === files.get(path)).toBe(true);
    },
  );

  it.each(FOLDERS)('%s holds no file that nothing generates', (folder) => {
    const present = readdirSync(new URL(`${folder}/`, ROOT)).map((name) => `${folder}/${name}`);
    expect(present.filter((path) => !files.has(path))).toEqual([]);
  });
});
